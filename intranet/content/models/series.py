"""Entries that are read one after the other."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .entries import Entry


class Series(models.Model):
    """Several entries of one person under one name, in an order. Who may read which of them is each entry's own
    affair; a series shows a reader only those."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="series")
    name = models.CharField(_("name"), max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_series_of_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("content:series", args=[self.pk])

    @property
    def key(self) -> str:
        return f"series_{self.pk}"

    @property
    def audience(self) -> str:
        return self.owner.key

    @property
    def audit_label(self) -> str:
        return f"series {self.pk}"


class SeriesPart(models.Model):
    """One entry's place in a series. An entry belongs to at most one."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="parts")
    entry = models.OneToOneField(Entry, models.CASCADE, related_name="series_part")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("part of a series")
        verbose_name_plural = _("parts of a series")

    def __str__(self) -> str:
        return f"{self.series_id} · {self.position}"
