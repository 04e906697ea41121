from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry


class WeekTask(models.Model):
    """A line of somebody's list of one week. What was chosen first stays: a list that grows is never done."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # Its Monday.
    week = models.DateField()
    chore = models.CharField(max_length=20)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    done_at = models.DateTimeField(null=True, blank=True)
    # What was done about it: "" for "done elsewhere" and "not this time".
    deed = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("task of a week")
        verbose_name_plural = _("tasks of a week")
        constraints = [models.UniqueConstraint(fields=["person", "week", "chore", "entry"], name="once_in_a_week")]

    def __str__(self) -> str:
        return f"{self.week} · {self.chore} · {self.entry_id}"

    @property
    def key(self) -> str:
        return f"weektask_{self.pk}"

    @property
    def audience(self) -> str:
        return f"user_{self.person_id}"


class WeekWish(models.Model):
    """That somebody wants the list by mail, and when, on their own clock."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    day = models.PositiveSmallIntegerField(_("day"), default=0, validators=[MaxValueValidator(6)])
    hour = models.PositiveSmallIntegerField(_("hour"), default=8, validators=[MaxValueValidator(23)])
    # The Monday of the week for which it was sent last.
    sent_for = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("wish for the list of the week")
        verbose_name_plural = _("wishes for the list of the week")

    def __str__(self) -> str:
        return f"{self.person_id} · {self.day} · {self.hour}"
