"""What admins have made of the levels, what is counted of each customer, and how each came to the own level."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TrustLevel(models.Model):
    """What admins have changed of a level; what they have not is as ``levels.AT_FIRST`` says."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    needs = models.JSONField(default=dict)
    rights = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        verbose_name = _("level of trust")
        verbose_name_plural = _("levels of trust")

    def __str__(self) -> str:
        from intranet.moderation.trust.levels import NAMES  # noqa: PLC0415 - levels are read from rows of this model

        return str(NAMES.get(self.number, self.number))

    @property
    def key(self) -> str:
        return f"level_{self.number}"


class Conduct(models.Model):
    """What is counted of a customer because nothing else says it, and whether a moderator has set the level by hand."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="conduct")
    days_visited = models.PositiveIntegerField(default=0)
    last_visit = models.DateField(null=True)
    # The level somebody has vouched for: below it one falls only by what moderators take down.
    vouched = models.PositiveSmallIntegerField(default=0)
    is_locked = models.BooleanField(_("set by hand"), default=False)

    def __str__(self) -> str:
        return f"user_{self.person_id} · {self.days_visited}"


class TrustChange(models.Model):
    """Up or down, by oneself or by hand."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="trust_changes")
    at = models.DateTimeField(auto_now_add=True)
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "-at"], name="trust_changes")]

    def __str__(self) -> str:
        return f"user_{self.person_id} · {self.before} → {self.after}"
