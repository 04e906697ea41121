"""What a person takes along, and what a person wants gone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class DataCopy(models.Model):
    """A person's own data in one file: made by a job, fetched by that person alone, deleted after a week."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be made")
        GONE = "gone", _("Deleted")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="data_copies")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    path = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("copy of own data")
        verbose_name_plural = _("copies of own data")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="waiting"), name="one_waiting_data_copy_each")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.asked_at:%Y-%m-%d}"

    @property
    def key(self) -> str:
        return f"datacopy_{self.pk}"

    @property
    def audience(self) -> str:
        return f"user_{self.person_id}"

    @property
    def is_there(self) -> bool:
        return self.state == self.State.READY and self.expires_at is not None and self.expires_at > now()


class Erasure(models.Model):
    """Somebody's account is to be emptied. Nothing happens before its day, and until then it can be taken back."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TAKEN_BACK = "back", _("Taken back")
        DONE = "done", _("Done")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="erasures")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    texts_too = models.BooleanField(_("remove the texts, too"), default=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="waiting"), name="one_waiting_erasure_each")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.due_at:%Y-%m-%d}"

    @property
    def key(self) -> str:
        return f"erasure_{self.pk}"
