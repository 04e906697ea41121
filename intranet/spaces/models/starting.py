"""What a newcomer to a space is asked to do first, and what each has done of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .spaces import Space


class ChecklistItem(models.Model):
    space = models.ForeignKey(Space, models.CASCADE, related_name="checklist")
    place = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(_("what to do"), max_length=160)
    link = models.CharField(_("link"), max_length=500, blank=True)

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = _("item of a checklist")
        verbose_name_plural = _("items of checklists")

    def __str__(self) -> str:
        return self.label


class ChecklistTick(models.Model):
    """One person has done one thing."""

    item = models.ForeignKey(ChecklistItem, models.CASCADE, related_name="ticks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    ticked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="one_tick_each")]

    def __str__(self) -> str:
        return f"{self.person} · {self.item}"
