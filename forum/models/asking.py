"""How often what was found already spared somebody a question: figures of a day, about nobody."""

from __future__ import annotations

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry


class AskingDay(models.Model):
    """``offered``: forms that were shown something similar; ``opened``: those from which something of it was opened;
    ``spared``: those that were then left without asking; ``asked``: topics begun."""

    day = models.DateField(unique=True, default=localdate)
    offered = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    spared = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day"]
        verbose_name = _("day of asking")
        verbose_name_plural = _("days of asking")

    def __str__(self) -> str:
        return str(self.day)


class Spared(models.Model):
    """How many questions of a day one topic or document has spared."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    day = models.DateField(default=localdate)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "-times"]
        verbose_name = _("spared questions")
        verbose_name_plural = _("spared questions")
        constraints = [models.UniqueConstraint(fields=["entry", "day"], name="spared_once_a_day_each")]

    def __str__(self) -> str:
        return f"{self.entry_id} · {self.day} · {self.times}"
