"""How a page came to be: its versions, and who had a part in each."""

from __future__ import annotations

import zlib

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.spaces.audiences import Viewer, audiences_of

from .pages import Page


class VersionQuerySet(models.QuerySet["Version"]):
    def visible_to(self, viewer: Viewer) -> VersionQuerySet:
        """What a reader of a page may read of how it came to be: what it says now, and what it said to people among
        whom they are. What it said before it was opened to them, and what is not out, is for those who edit it
        (``wiki.history.reading.versions_read_by``)."""
        to_them = Q(published_at__isnull=False) & Q(readers__in=audiences_of(viewer))
        pages = Page.objects.visible_to(viewer)
        return self.filter(to_them | Q(number=F("page__published_number")), page__in=pages.values("pk"))


class Version(models.Model):
    """A text of a page, from when it came to rest, or was saved by hand. Never changed, but for its note."""

    class Sort(models.TextChoices):
        FIRST = "first", _("Made")
        QUIET = "quiet", _("Written")
        NAMED = "named", _("Saved")
        RESTORED = "restored", _("Restored")
        IMPORTED = "imported", _("Imported")
        PROPOSAL = "proposal", _("Proposal accepted")
        PROGRAM = "program", _("Written by a program")

    page = models.ForeignKey(Page, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    sort = models.CharField(max_length=8, choices=Sort.choices)
    title = models.CharField(max_length=200)
    packed = models.BinaryField()
    note = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=now)
    # The number of the last stored change of the document that is in it.
    seq = models.PositiveBigIntegerField(default=0)
    # When readers got it, which most did and some never, and who they were: the audience the page had then.
    published_at = models.DateTimeField(null=True, blank=True)
    readers = models.CharField(max_length=40, blank=True)
    # The version it was restored from.
    restored_from = models.PositiveIntegerField(null=True, blank=True)
    # Words that came and words that went, against the version before.
    added = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    # Its text has been taken out of the history: when, by whom, and why. That there was one stays.
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    withdrawal_reason = models.CharField(max_length=300, blank=True, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("version of a page")
        verbose_name_plural = _("versions of pages")
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="one_version_of_a_number")]
        indexes = [models.Index(fields=["made_at"], name="version_by_date")]

    def __str__(self) -> str:
        return f"{self.page_id} · {self.number}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def text(self) -> str:
        return zlib.decompress(bytes(self.packed)).decode()

    @text.setter
    def text(self, text: str) -> None:
        self.packed = zlib.compress(text.encode("utf-8", "replace"), 6)


class Contribution(models.Model):
    """Somebody's part in a version."""

    class Part(models.TextChoices):
        AUTHOR = "author", _("Author")
        PROPOSER = "proposer", _("Proposed it")
        REVIEWER = "reviewer", _("Accepted it")

    version = models.ForeignKey(Version, models.CASCADE, related_name="contributions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="contributions")
    part = models.CharField(max_length=8, choices=Part.choices, default=Part.AUTHOR)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [models.UniqueConstraint(fields=["version", "person", "part"], name="one_part_each")]

    def __str__(self) -> str:
        return f"{self.person} · {self.version}"
