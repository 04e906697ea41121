"""What a person keeps for later: texts they have not finished, and entries they want to find again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.content import floors
from intranet.content.models import Attachment, Entry
from intranet.spaces.audiences import Viewer, audiences_of


class Draft(models.Model):
    """What somebody was writing in one composer, named by its key: ``post:home``, ``comment:12``, ``edit:12``.

    Two devices may write at once. What was written last is the draft; what it took the place of, and had come from
    another device, stands in ``earlier`` until the draft is done with.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=120)
    # {"body": "Half a tho"}: the fields of the form by name.
    fields = models.JSONField(default=dict)
    files = models.ManyToManyField(Attachment, blank=True, related_name="+")
    # Of the form, so that what was sent after all is not kept.
    client_id = models.UUIDField(null=True, blank=True)
    # The page on which it was written.
    page = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    # Made by the browser, so that one knows who wrote last.
    device = models.CharField(max_length=40, blank=True)
    # [{"fields": …, "device": …, "at": …}], the newest first.
    earlier = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)
    updated_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_draft_of_a_key")]
        indexes = [models.Index(F("person"), F("updated_at").desc(), F("id").desc(), name="draft_of_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.key}"

    @property
    def words(self) -> str:
        """What was written, for a list: the longest field last."""
        texts = (text for name, text in self.fields.items() if text.strip() and not name.startswith(":"))
        return "\n".join(sorted(texts, key=len))


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def readable_by(self, person: Viewer) -> BookmarkQuerySet:
        """What one has lost sight of is not in the list, and is again when one may read it again."""
        mine = self.filter(entry__audience__in=audiences_of(person), entry__state=Entry.State.PUBLISHED)
        return floors.above(mine, person)


class Bookmark(models.Model):
    """An entry that a person wants to find again. Nobody else learns of it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="bookmarks")
    created_at = models.DateTimeField(default=now, editable=False)

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints = [models.UniqueConstraint(fields=["person", "entry"], name="one_bookmark_each")]
        indexes = [models.Index(F("person"), F("created_at").desc(), F("id").desc(), name="bookmark_of_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.entry_id}"
