"""What the pages behind links say of themselves."""

from __future__ import annotations

import hashlib

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry
from intranet.core.text import shown_host


class LinkCard(models.Model):
    """The head of one public page, read once for everybody who links to it.

    It was fetched as a stranger would, so it holds nothing that is not public; it is only ever shown with an entry
    that has the link in its words.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READY = "ready", _("Ready")
        NOTHING = "nothing", _("Nothing to show")

    url = models.CharField(max_length=2000)
    url_hash = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    title = models.CharField(max_length=200, blank=True)
    description = models.CharField(max_length=300, blank=True)
    site = models.CharField(max_length=80, blank=True)
    # The random name under which the copy of its picture is served.
    picture = models.CharField(max_length=32, blank=True)
    # Why there is nothing to show, for the log of the admin.
    reason = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("link card")
        verbose_name_plural = _("link cards")

    def __str__(self) -> str:
        return self.title or self.url

    @staticmethod
    def hash_of(url: str) -> str:
        return hashlib.sha256(url.encode()).hexdigest()

    @property
    def host(self) -> str:
        return shown_host(self.url)

    @property
    def picture_url(self) -> str:
        return reverse("conversation:link-picture", args=[self.picture]) if self.picture else ""


class EntryLink(models.Model):
    """A link in the words of an entry as they are now, in their order."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="entry_links")
    card = models.ForeignKey(LinkCard, models.CASCADE, related_name="entry_links")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        verbose_name = _("link of an entry")
        verbose_name_plural = _("links of entries")
        constraints = [models.UniqueConstraint(fields=["entry", "card"], name="one_entry_link_each")]

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.card_id}"
