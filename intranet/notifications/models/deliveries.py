"""What is on its way to a person outside of the app: one row for each notification and channel."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .told import Notification


class Delivery(models.Model):
    """One notification by one channel. Written by the fan-out, taken by ``sending``; nobody else writes here."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        # Read meanwhile, not readable any more, switched off meanwhile: there was no need.
        DROPPED = "dropped", _("Not needed")
        FAILED = "failed", _("Failed")

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # Why it was dropped, failed, or waits once more.
    why = models.CharField(max_length=200, blank=True)
    # Whoever sends it has it alone until then; after that whoever held it is taken for dead.
    claimed_until = models.DateTimeField(null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [models.UniqueConstraint(fields=["notification", "channel"], name="one_delivery_by_each_channel")]
        indexes = [
            models.Index(fields=["due_at"], name="delivery_due", condition=Q(state="waiting")),
            models.Index(fields=["claim"], name="delivery_claim", condition=Q(claim__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.notification_id} · {self.channel} · {self.state}"
