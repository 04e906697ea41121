"""Campaigns: a question with a deadline, the ideas that answer it, and how the best are found."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry
from intranet.content.models.entries import EntryQuerySet

from .boards import Board
from .ideas import Idea


class CampaignQuerySet(EntryQuerySet["Campaign"]):
    def with_board(self) -> Self:
        return self.select_related("author__company", "author__department", "space", "board__space", "announced_by")

    def under_way(self) -> Self:
        return self.published().filter(closed_at=None, closes_at__gt=now())


class Campaign(Entry):
    """The question is the title. Whoever may suggest something on its board takes part."""

    class Way(models.TextChoices):
        VOTE = "vote", _("Everybody votes")
        JURY = "jury", _("A jury scores")

    board = models.ForeignKey(Board, models.PROTECT, related_name="campaigns", verbose_name=_("board"))
    slug = models.CharField(max_length=80, editable=False)
    opens_at = models.DateTimeField(_("opens"), default=now)
    closes_at = models.DateTimeField(_("closes"))
    way = models.CharField(_("how the best are found"), max_length=4, choices=Way.choices, default=Way.VOTE)
    # When it was counted, by the clock; and when a keeper said who won, and what.
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    words = models.TextField(_("what you say about it"), blank=True, max_length=4000)
    words_html = models.TextField(blank=True, editable=False)

    objects: ClassVar[Any] = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="campaign_closes_later")]
        indexes = [models.Index(F("closes_at"), name="campaign_due", condition=Q(closed_at=None))]

    @property
    def is_coming(self) -> bool:
        return self.opens_at > now()

    @property
    def is_open(self) -> bool:
        """By the clock, whether or not it has been counted yet."""
        return self.closed_at is None and self.opens_at <= now() < self.closes_at

    @property
    def is_over(self) -> bool:
        return self.closed_at is not None or self.closes_at <= now()

    @property
    def is_announced(self) -> bool:
        return self.announced_at is not None

    @property
    def by_jury(self) -> bool:
        return self.way == self.Way.JURY


class Criterion(models.Model):
    """What a jury scores, from 1 to 5."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="criteria")
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [models.UniqueConstraint(fields=["campaign", "name"], name="one_criterion_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Contribution(models.Model):
    """An idea that takes part, and how it came out: counted once, when the campaign is over."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="contributions")
    idea = models.OneToOneField(Idea, models.CASCADE, related_name="contribution")
    votes = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # The mean of what the jury gave, over all criteria.
    points = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True, editable=False)
    place = models.PositiveIntegerField(null=True, blank=True, editable=False)
    is_winner = models.BooleanField(default=False, editable=False)

    # What a page adds for one reader.
    means: list[tuple[str, Any]]
    may_take_out: bool

    class Meta:
        verbose_name = _("idea of a campaign")
        verbose_name_plural = _("ideas of campaigns")

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.idea_id}"


class Juror(models.Model):
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="jury")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="juries")
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("member of a jury")
        verbose_name_plural = _("members of juries")
        constraints = [models.UniqueConstraint(fields=["campaign", "person"], name="one_seat_each")]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.person_id}"


class Score(models.Model):
    """What one member of the jury gives one idea under one criterion. Nobody else reads it before the deadline."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="scores")
    juror = models.ForeignKey(Juror, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="scores")
    points = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "juror", "criterion"], name="one_score_each"),
            models.CheckConstraint(condition=Q(points__gte=1, points__lte=5), name="score_of_one_to_five"),
        ]

    def __str__(self) -> str:
        return str(self.points)
