"""How long a room keeps what is said in it, and what its people take along."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .rooms import Room


class Clearing(models.Model):
    """How far the deleting of a room's old messages has come: the run that goes on, or the last one."""

    room = models.OneToOneField(Room, models.CASCADE, primary_key=True, related_name="clearing")
    # What is older than this goes.
    before = models.DateTimeField()
    # The number of the last message that was looked at.
    reached = models.PositiveBigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("clearing of a room")
        verbose_name_plural = _("clearings of rooms")

    def __str__(self) -> str:
        return f"{self.room_id}: {self.done} of {self.total}"


class RoomExport(models.Model):
    """A room in one file, for who asked for it: made by a job, fetched by that person alone, deleted after a week."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be made")
        GONE = "gone", _("Deleted")

    room = models.ForeignKey(Room, models.CASCADE, related_name="exports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="room_exports")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    path = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("copy of a room")
        verbose_name_plural = _("copies of rooms")
        constraints = [
            models.UniqueConstraint(
                fields=["room", "person"], condition=Q(state="waiting"), name="one_room_export_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.room_id} · {self.person_id}"

    @property
    def key(self) -> str:
        return f"roomexport_{self.pk}"

    @property
    def audit_label(self) -> str:
        return self.room.audit_label

    @property
    def is_there(self) -> bool:
        return self.state == self.State.READY and self.expires_at is not None and self.expires_at > now()

    @property
    def percent(self) -> int:
        return min(100 * self.done // self.total, 99) if self.total else 0
