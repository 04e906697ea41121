"""What is kept of who helps whom, and who has been named."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User

from .knowledge import LeftOut


class TakesPart(models.QuerySet[Any]):
    def offered(self) -> Self:
        """Of people who are here and take part; whoever opts out is gone from the same moment."""
        left_out = LeftOut.objects.filter(person=OuterRef("person"))
        here = User.objects.active().filter(pk=OuterRef("person"), is_system=False)
        return self.filter(Exists(here), ~Exists(left_out))


class StandingQuerySet(TakesPart):
    pass


class Standing(models.Model):
    """How one person stood in the last ninety days, as of the night; made anew each night."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    answers = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    helped = models.PositiveIntegerField(default=0)
    thanks = models.PositiveIntegerField(default=0)
    to_peers = models.PositiveIntegerField(default=0)
    teams = models.PositiveSmallIntegerField(default=0)
    across_share = models.PositiveSmallIntegerField(default=0)
    between = models.FloatField(default=0)
    reckoned_at = models.DateTimeField(default=now)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")

    def __str__(self) -> str:
        return str(self.person_id)


class TeamTie(models.Model):
    """How often people of one team have answered people of another; only where five or more had a part in it."""

    giver = models.CharField(max_length=40)
    taker = models.CharField(max_length=40)
    answers = models.PositiveIntegerField()
    people = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("tie between teams")
        verbose_name_plural = _("ties between teams")
        constraints = [models.UniqueConstraint(fields=["giver", "taker"], name="one_tie_between_teams")]

    def __str__(self) -> str:
        return f"{self.giver} · {self.taker}"


class ChampionQuerySet(TakesPart):
    def current(self) -> Self:
        return self.offered().filter(ended_at=None)


class Champion(models.Model):
    """Somebody who was named: others know that they may turn to them. It stands on the person's page."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("what for"), max_length=200)
    named_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ChampionQuerySet.as_manager()

    class Meta:
        verbose_name = _("champion")
        verbose_name_plural = _("champions")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="named_once_at_a_time")
        ]

    def __str__(self) -> str:
        return str(self.person_id)

    @property
    def key(self) -> str:
        return f"champion_{self.pk}"

    @property
    def audience(self) -> str:
        return ""

    @property
    def audit_label(self) -> str:
        return self.person.name
