"""What a person says of themselves for a while: a status, and being away. Both end by the clock, not by a job."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class Status(models.Model):
    """An emoji, a few words, and until when they hold."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="status")
    emoji = models.CharField(_("emoji"), max_length=16, blank=True)
    text = models.CharField(_("status"), max_length=80, blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    set_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("status")
        verbose_name_plural = _("statuses")

    def __str__(self) -> str:
        return f"{self.emoji} {self.text}".strip()

    @property
    def holds(self) -> bool:
        return self.until is None or self.until > now()


class Absence(models.Model):
    """Out of office, whole days of the person's own calendar, and who stands in meanwhile."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="absence")
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"))
    # The same days as moments, counted in the time zone the person had when saying so.
    begins_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    message = models.CharField(_("message"), max_length=300, blank=True)
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="stands_in_for"
    )

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")), name="absence_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.first_day} – {self.last_day}"

    @property
    def holds(self) -> bool:
        return self.begins_at <= now() < self.ends_at

    @property
    def is_over(self) -> bool:
        return self.ends_at <= now()

    def meets(self, other: Absence) -> bool:
        """Whether the two have a moment in common."""
        return self.begins_at < other.ends_at and other.begins_at < self.ends_at
