"""What shows that people know about something, and what they have said about being asked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer

# Strengths are reckoned for this day. As all fade at one pace, who knows more stays who knows more, on any day: so
# nothing has to be written again as time passes.
DAY_ZERO = datetime(2020, 1, 1, tzinfo=UTC)


def doublings(at: datetime) -> float:
    """How many half-lives after day zero that is."""
    return (at - DAY_ZERO).total_seconds() / (86400 * settings.EXPERTISE_HALF_LIFE_DAYS)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What is shown by entries this viewer may read; nothing of people who are left out, or have hidden that."""
        return self.offered().filter(entry__in=Entry.objects.visible_to(viewer).published().values("pk"))

    def offered(self) -> Self:
        """Without what people have taken out. The rows of who opts out are deleted; one that a job writes at that very
        moment is left out here."""
        hidden = HiddenTheme.objects.filter(person=models.OuterRef("person"), theme=models.OuterRef("theme"))
        left_out = LeftOut.objects.filter(person=models.OuterRef("person"))
        return self.filter(~models.Exists(hidden), ~models.Exists(left_out))


class Evidence(models.Model):
    """One person has shown in one entry that they know about one theme. Made anew from what the parts say."""

    source = models.CharField(max_length=20)
    # Under what it was found: a topic, of an accepted answer.
    about = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    theme = models.CharField(max_length=40)
    at = models.DateTimeField()
    # Weight, doubled for every half-life since day zero.
    strength = models.FloatField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence of knowledge")
        verbose_name_plural = _("evidence of knowledge")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "about", "entry", "person", "theme"], name="one_evidence_of_each_theme"
            )
        ]
        indexes = [
            models.Index(fields=["theme", "person"], name="evidence_of_theme"),
            models.Index(fields=["person", "theme"], name="evidence_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.theme} · {self.source}"


class HiddenTheme(models.Model):
    """What a person does not want to be known for."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    theme = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("hidden theme")
        verbose_name_plural = _("hidden themes")
        constraints = [models.UniqueConstraint(fields=["person", "theme"], name="hidden_once")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.theme}"


class LeftOut(models.Model):
    """A person about whom nothing of this is gathered, because they want it so."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("person left out")
        verbose_name_plural = _("people left out")

    def __str__(self) -> str:
        return str(self.person_id)
