"""What is kept at hand in a room: the messages pinned there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .messages import Message
from .rooms import Room


class RoomPin(models.Model):
    room = models.ForeignKey(Room, models.CASCADE, related_name="pins")
    message = models.ForeignKey(Message, models.CASCADE, related_name="room_pins")
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    pinned_at = models.DateTimeField(default=now, editable=False)
    # The highest stands first.
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-position", "-pk"]
        verbose_name = _("pinned message")
        verbose_name_plural = _("pinned messages")
        constraints = [models.UniqueConstraint(fields=["room", "message"], name="one_pin_of_a_message")]

    def __str__(self) -> str:
        return f"{self.message_id} · {self.room_id}"
