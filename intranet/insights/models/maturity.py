from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Threshold(models.Model):
    """How much of one measure a stage asks for, where that is not what the house begins with."""

    measure = models.CharField(max_length=40, primary_key=True)
    least = models.PositiveIntegerField(_("at least"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("threshold of a stage")
        verbose_name_plural = _("thresholds of stages")

    def __str__(self) -> str:
        return f"{self.measure} ≥ {self.least}"

    @property
    def key(self) -> str:
        return f"threshold_{self.measure}"

    @property
    def audience(self) -> str:
        return ""
