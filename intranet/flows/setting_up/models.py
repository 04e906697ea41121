"""How far the house is set up, the plan, and the presets that were applied."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.spaces.models import Space


class SetUp(models.Model):
    """One row: which steps somebody has saved, where people comment, and the written plan."""

    class Cadence(models.TextChoices):
        WEEKLY = "weekly", _("A quarter of an hour each week")
        TWICE = "twice", _("Twice a week")
        DAILY = "daily", _("Every working day")

    # Keys of steps.
    saved = models.JSONField(default=list, editable=False)
    # Where customers say what they like on a small public site.
    comments = models.ForeignKey(Space, models.SET_NULL, null=True, editable=False, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="plans_owned"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="plans_deputised"
    )
    cadence = models.CharField(_("how often"), max_length=6, choices=Cadence.choices, default=Cadence.WEEKLY)
    reply_hours = models.PositiveSmallIntegerField(_("working hours until a customer hears from us"), default=8)
    goal = models.TextField(_("what it is for"), max_length=1000, blank=True)
    voice = models.TextField(_("how we speak"), max_length=1000, blank=True)
    changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("set-up")
        verbose_name_plural = _("set-up")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_set_up")]

    def __str__(self) -> str:
        return str(_("Set-up"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> SetUp:
        return cls.objects.select_related("comments", "owner", "deputy").filter(pk=1).first() or cls(pk=1)

    @property
    def key(self) -> str:
        return "setup_1"

    @property
    def audience(self) -> str:
        return ""


class AppliedPreset(models.Model):
    """A preset as it was applied: ``changes`` is a list of what it changed, with what was before and what came."""

    preset = models.SlugField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="presets_applied")
    at = models.DateTimeField(auto_now_add=True)
    changes = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="presets_undone")
    # Keys of what people had changed meanwhile, so that it stayed.
    stayed = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("applied preset")
        verbose_name_plural = _("applied presets")

    def __str__(self) -> str:
        return self.preset

    @property
    def key(self) -> str:
        return f"preset_{self.pk}"

    @property
    def audience(self) -> str:
        return ""
