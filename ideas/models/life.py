"""What the staff note beside an idea, and ideas that began as a comment."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry
from intranet.content.models.entries import EntryQuerySet

from .ideas import Idea


class Note(Entry):
    """What the staff say among themselves about an idea, its root."""

    # Not "note", which that of the forum is called.
    entry_ptr = models.OneToOneField(
        Entry, models.CASCADE, parent_link=True, primary_key=True, related_name="idea_note"
    )

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff note about an idea")
        verbose_name_plural = _("staff notes about ideas")


class Split(models.Model):
    """A comment became an idea: the same entry, so that its author, its address and its history stay."""

    source = models.ForeignKey(Idea, models.CASCADE, related_name="splits_out")
    # The number of the entry, which is an idea until that is undone.
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    # What it was as a comment: its parent, what it was about, and the comments that came along.
    was = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("idea made of a comment")
        verbose_name_plural = _("ideas made of comments")
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(undone_at=None), name="an_idea_is_split_off_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} out of {self.source_id}"
