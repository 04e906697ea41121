"""What was counted day by day, and who may see it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class DailyFigure(models.Model):
    """One figure of one day in one scope ("house", "role_customer", "space_5"). Made anew from what the parts say."""

    figure = models.CharField(max_length=40)
    scope = models.CharField(max_length=40)
    day = models.DateField()
    value = models.FloatField()
    # How many people stand behind it, where fewer than five would give somebody away.
    people = models.PositiveIntegerField(null=True, blank=True)
    # Not told all the same: from it one could reckon what a smaller group did.
    protects = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("figure of a day")
        verbose_name_plural = _("figures by day")
        constraints = [models.UniqueConstraint(fields=["figure", "scope", "day"], name="one_figure_a_day")]
        indexes = [models.Index(fields=["day"], name="figures_of_day")]

    def __str__(self) -> str:
        return f"{self.figure} · {self.scope} · {self.day} · {self.value:g}"


class PresentDay(models.Model):
    """Somebody was here on that day: to count people by the week and the month. Told to nobody but themself, and
    forgotten after 400 days."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        verbose_name = _("day of presence")
        verbose_name_plural = _("days of presence")
        constraints = [models.UniqueConstraint(fields=["day", "person"], name="present_once_a_day")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.day}"


class Analyst(models.Model):
    """Somebody whom an admin lets see the figures of the whole house."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="analyst")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    named_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("analyst")
        verbose_name_plural = _("analysts")

    def __str__(self) -> str:
        return str(self.person_id)

    @property
    def key(self) -> str:
        return f"analyst_{self.pk}"
