"""The house rules: few, short and numbered, so that a decision can cite one."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.spaces.audiences import Viewer


class HouseRuleQuerySet(models.QuerySet["HouseRule"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """They are for everybody: one is to know them before one writes."""
        return self.all()


class HouseRule(models.Model):
    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    title = models.CharField(_("rule"), max_length=120)
    text = models.CharField(_("what it means"), max_length=500, blank=True)

    objects = HouseRuleQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("house rule")
        verbose_name_plural = _("house rules")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def key(self) -> str:
        return f"house_rule_{self.pk}"
