"""When what is not out yet comes out."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.core.zones import city

from .entries import Entry


class Timing(models.Model):
    """The time an entry waits for; once it could not come out then, why. Gone when the entry is out."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="timing")
    due_at = models.DateTimeField(db_index=True)
    # As the author wrote it: it stays true when a country changes its clocks.
    day = models.DateField()
    clock = models.TimeField()
    zone = models.CharField(max_length=64)
    refusal = models.CharField(max_length=300, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("timing")
        verbose_name_plural = _("timings")

    def __str__(self) -> str:
        return f"{self.entry_id} · {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def city(self) -> str:
        """Where the clock hangs."""
        return city(self.zone)
