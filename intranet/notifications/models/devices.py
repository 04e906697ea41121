"""The browsers that push reaches, and the key by which their push services know us."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import ApiToken


class PushDevice(models.Model):
    """One browser of one person. It hangs from what the person is signed in with there: with the session (or, for a
    program, the token) it goes, so that nothing is shown on a device somebody has signed out of."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="push_devices")
    session = models.ForeignKey(UserSession, models.CASCADE, null=True, blank=True, related_name="+")
    token = models.ForeignKey(ApiToken, models.CASCADE, null=True, blank=True, related_name="+")
    # The address at the push service. Who has it can send, as far as our key goes; it is never shown.
    endpoint = models.TextField()
    endpoint_hash = models.CharField(max_length=64, unique=True)
    # What a message is encrypted for, as the browser gave it (base64url).
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    # The beginning of the public key it was made for; another key can send nothing to it.
    made_for = models.CharField(max_length=16)
    user_agent = models.CharField(max_length=300, blank=True)
    shows_contents = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # When the browser was last here to say that it is still the one.
    seen_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    # Why the last message did not go; empty when it did.
    problem = models.CharField(max_length=200, blank=True)
    # Subject and newest notification of what it has got lately: of several devices only those that failed try again.
    told = models.JSONField(default=dict)

    class Meta:
        ordering = ["-seen_at", "-pk"]
        verbose_name = _("push device")
        verbose_name_plural = _("push devices")
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=False, token__isnull=True) | Q(session__isnull=True, token__isnull=False),
                name="push_device_of_a_session_or_a_token",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.made_for}"

    @property
    def key(self) -> str:
        return f"push_device_{self.pk}"


class PushKey(models.Model):
    """The private key where the environment gives none: made once, and shared by all processes through the database."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    secret = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("push key")
        verbose_name_plural = _("push keys")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_push_key")]

    def __str__(self) -> str:
        return "push"
