"""Spaces that try something out for a while."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .spaces import Space


class Pilot(models.Model):
    """A trial with a goal and a last day. At its end the space becomes read-only and a report is kept; then its
    owners say what becomes of it."""

    class Outcome(models.TextChoices):
        RUNNING = "", _("Running")
        ENDED = "ended", _("Ended, nothing decided yet")
        KEPT = "kept", _("Kept as a space like any other")
        ARCHIVED = "archived", _("Archived")

    class Reached(models.TextChoices):
        """The answer to what it was to find out."""

        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    class Next(models.TextChoices):
        KEEP = "keep", _("Keep it as it is")
        CHANGE = "change", _("Change it and go on")
        END = "end", _("End it")

    space = models.OneToOneField(Space, models.CASCADE, related_name="pilot")
    goal = models.CharField(_("goal"), max_length=300)
    begins_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # For which last day the owners were reminded: a prolonged pilot reminds again.
    reminded_for = models.DateField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default=Outcome.RUNNING)
    # The closing report as it was made: figures alone, never names.
    report = models.JSONField(default=dict, blank=True, editable=False)
    reported_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What its owners say it came to; empty while they have said nothing.
    reached = models.CharField(max_length=6, choices=Reached.choices, blank=True, default="")
    why = models.CharField(max_length=1000, blank=True, default="")
    next_step = models.CharField(max_length=6, choices=Next.choices, blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When they were last asked for it after the end.
    asked_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("pilot")
        verbose_name_plural = _("pilots")
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=models.F("begins_on")), name="pilot_has_days")]

    def __str__(self) -> str:
        return f"{self.space}: {self.goal}"

    @property
    def is_running(self) -> bool:
        return self.outcome == self.Outcome.RUNNING

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def waits_for_decision(self) -> bool:
        return self.outcome == self.Outcome.ENDED
