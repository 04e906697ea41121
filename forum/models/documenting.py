"""What is documented, and what somebody decided not to document."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer

from .topics import Topic


class Documented(models.Model):
    """That it was said under a topic that a page documents it: once, whatever becomes of pages later. Which pages those
    are say the links between entries."""

    topic = models.OneToOneField(Topic, models.CASCADE, primary_key=True, related_name="documented")
    page = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("documented topic")
        verbose_name_plural = _("documented topics")

    def __str__(self) -> str:
        return f"{self.topic_id} · {self.page_id}"


class LeftOutQuerySet(models.QuerySet["LeftOut"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What the staff have decided of their worklists."""
        return self.all() if viewer.is_authenticated and viewer.is_staff_member else self.none()


class LeftOut(models.Model):
    """That something on a worklist needs no page: an entry, or words that were searched for; why, or what has it."""

    class List(models.TextChoices):
        UNDOCUMENTED = "undocumented", _("Solved, not documented")
        NOT_FOUND = "not_found", _("Searched, not found")
        UNHELPFUL = "unhelpful", _("Of little help")
        REPEATED = "repeated", _("Asked again and again")

    list = models.CharField(max_length=12, choices=List.choices)
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    # What was searched for is there.
    page = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    objects = LeftOutQuerySet.as_manager()

    class Meta:
        verbose_name = _("left out of a worklist")
        verbose_name_plural = _("left out of worklists")
        constraints = [
            models.UniqueConstraint(fields=["list", "entry"], name="left_out_once", condition=Q(entry__isnull=False)),
            models.UniqueConstraint(fields=["list", "text"], name="words_left_out_once", condition=Q(entry=None)),
        ]

    def __str__(self) -> str:
        return f"{self.list}: {self.text or self.entry_id}"
