"""An idea: what somebody would have changed, who wants it too, and what the house does about it."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry, Product
from intranet.content.models.entries import EntryQuerySet

from .boards import Board, Category
from .statuses import Status

_ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class IdeaQuerySet(EntryQuerySet["Idea"]):
    def listed(self) -> Self:
        """Without what became part of another idea."""
        return self.published().filter(merged_into=None)

    def with_place(self) -> Self:
        return self.select_related(
            "author__company", "author__department", "space", "board__space", "category", "status", "owner"
        )


class Idea(Entry):
    board = models.ForeignKey(Board, models.PROTECT, related_name="ideas", verbose_name=_("board"))
    category = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="ideas", verbose_name=_("category")
    )
    product = models.ForeignKey(
        Product, models.SET_NULL, null=True, blank=True, related_name="ideas", verbose_name=_("product")
    )
    slug = models.CharField(max_length=80, editable=False)
    # Tags that were chosen beside the text; those in the text are found in it.
    chosen_tags = models.JSONField(default=list, editable=False)

    status = models.ForeignKey(Status, models.PROTECT, related_name="ideas", verbose_name=_("status"))
    status_at = models.DateTimeField(default=now, editable=False)
    # What the house says to it, as Markdown and as the HTML that everybody is shown.
    answer = models.TextField(_("official answer"), blank=True, max_length=8000)
    answer_html = models.TextField(blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="ideas_owned", editable=False
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # On which day its owner was last reminded of that day.
    due_told_on = models.DateField(null=True, blank=True, editable=False)
    impact = models.PositiveSmallIntegerField(_("impact"), null=True, blank=True, validators=_ONE_TO_FIVE)
    effort = models.PositiveSmallIntegerField(_("effort"), null=True, blank=True, validators=_ONE_TO_FIVE)

    # What it was joined into, and the idea at the top of what was joined, whose page speaks for it. Votes and comments
    # stay where they were given and count there, so that undoing is exact.
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged", editable=False
    )
    head = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="stand_for", editable=False)

    # How many want it, as in ``votes_count``, and how many have said so lately: what lists are sorted by.
    wanted = models.PositiveIntegerField(default=0, editable=False)
    heat = models.PositiveIntegerField(default=0, editable=False)

    # The last word, vote or step; and since when it has cooled down.
    last_moved_at = models.DateTimeField(default=now, editable=False)
    cooled_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When whoever wanted it was told that it will cool down, if nobody says anything.
    cooling_told_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        indexes = [
            models.Index(F("board"), F("last_moved_at").desc(), F("entry_ptr").desc(), name="idea_of_board"),
            models.Index(F("board"), F("status"), F("entry_ptr").desc(), name="idea_by_status"),
            models.Index(F("board"), F("wanted").desc(), F("entry_ptr").desc(), name="idea_top"),
            models.Index(F("board"), F("heat").desc(), F("wanted").desc(), F("entry_ptr").desc(), name="idea_trending"),
            models.Index(F("wanted").desc(), F("entry_ptr").desc(), name="idea_top_of_all"),
            models.Index(fields=["heat"], name="idea_warm", condition=Q(heat__gt=0)),
            models.Index(fields=["head"], name="idea_joined", condition=Q(head__isnull=False)),
            models.Index(fields=["owner"], name="idea_owned", condition=Q(owner__isnull=False)),
        ]

    @property
    def is_merged(self) -> bool:
        return self.merged_into_id is not None

    @property
    def head_or_self_id(self) -> int:
        return self.head_id or self.entry_id


class Step(models.Model):
    """One thing to do before the idea is delivered."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="steps")
    text = models.CharField(_("what to do"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return self.text


class Merge(models.Model):
    """That one idea was joined into another, by whom, and whether that was undone."""

    source = models.ForeignKey(Idea, models.CASCADE, related_name="merges")
    target = models.ForeignKey(Idea, models.CASCADE, related_name="merges_in")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("merge of ideas")
        verbose_name_plural = _("merges of ideas")
        constraints = [
            models.UniqueConstraint(fields=["source"], condition=Q(undone_at=None), name="an_idea_is_joined_into_one")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"
