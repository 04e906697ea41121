"""Whom we tell, with which keys, and how it went."""

from __future__ import annotations

import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Membership, Space

from .verbs import is_by_name

# In the place of a list of verbs: each there is, also those of parts that come later.
EVERY_VERB = "*"


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Those of the house for admins, those of a space for who may keep one there (``policies.can_keep``)."""
        if not viewer.is_authenticated or not viewer.is_active or not viewer.is_staff_member:
            return self.none()
        owned = Membership.objects.filter(person=viewer.pk, role=Membership.Role.OWNER).values("space_id")
        mine = Q(space__in=owned)
        if viewer.is_admin:
            mine |= Q(space=None) | Q(space__visibility__in=WIDE)
        return self.filter(mine)

    def on(self) -> Self:
        return self.filter(state=Webhook.State.ON)


# Spaces whose content all staff may read.
WIDE = (Space.Visibility.OPEN, Space.Visibility.COMMUNITY)


class Webhook(models.Model):
    """An address that is told what happens within a scope."""

    class Scope(models.TextChoices):
        PUBLIC = "public", _("What is public")
        ORG = "org", _("What all staff may read")
        SPACE = "space", _("One space")

    class State(models.TextChoices):
        ON = "on", _("On")
        PAUSED = "paused", _("Paused")
        OFF = "off", _("Switched off")

    class Why(models.TextChoices):
        """Why it was switched off without anybody pressing anything."""

        GONE = "gone", _("The address answered that it is gone for good (410).")
        FAILING = "failing", _("Nothing could be delivered for several days.")
        KEEPER = "keeper", _("Whoever kept it may no longer keep a webhook here.")

    url = models.CharField(_("address"), max_length=2000)
    description = models.CharField(_("what it is for"), max_length=200, blank=True)
    scope = models.CharField(_("what it is told of"), max_length=10, choices=Scope.choices)
    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="webhooks")
    # Names of verbs, or EVERY_VERB alone.
    verbs = models.JSONField(default=list)
    with_bodies = models.BooleanField(_("send the texts, too"), default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ON)
    why_off = models.CharField(max_length=10, choices=Why.choices, blank=True)
    # By whose right it is told: asked each time. Resuming a webhook makes it one's own.
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    client_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)
    # Since when nothing has been delivered, and until when nothing new is tried.
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    rests_until = models.DateTimeField(null=True, blank=True, editable=False)
    # When a job will look at it again, so that one is enough.
    wakes_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="space", space__isnull=False) | (~Q(scope="space") & Q(space=None)),
                name="webhook_space_with_scope",
            ),
            models.UniqueConstraint(fields=["keeper", "client_id"], name="one_webhook_per_client_id"),
        ]

    def __str__(self) -> str:
        return self.description or self.host

    def get_absolute_url(self) -> str:
        return reverse("webhooks:webhook", args=[self.pk])

    @property
    def key(self) -> str:
        return f"webhook_{self.pk}"

    @property
    def audience(self) -> str:
        """Of what is recorded about it: nobody reads of it but in the audit."""
        return ""

    @property
    def audit_label(self) -> str:
        return self.host

    @property
    def host(self) -> str:
        return self.url.partition("://")[2].partition("/")[0].partition("?")[0]

    @property
    def takes_all(self) -> bool:
        return EVERY_VERB in self.verbs

    @property
    def is_on(self) -> bool:
        return self.state == self.State.ON

    def takes(self, verb: str) -> bool:
        return verb in self.verbs or (self.takes_all and not is_by_name(verb))


def _salt() -> str:
    return secrets.token_urlsafe(32)


class SigningKey(models.Model):
    """One key of a webhook. The key itself is nowhere: it follows from this salt and the site's secret."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="keys")
    salt = models.CharField(max_length=64, default=_salt, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    # Set when a newer one took its place: until then both sign.
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")

    def __str__(self) -> str:
        return f"{self.webhook_id} · {self.pk}"


def _message_id() -> str:
    return f"msg_{secrets.token_hex(16)}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self) -> Self:
        return self.filter(state=Delivery.State.WAITING, next_at__lte=now()).order_by("next_at", "pk")


class Delivery(models.Model):
    """One activity for one webhook. What is sent is not kept: it is made anew each time, of what may be seen then."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Failed")
        WITHHELD = "withheld", _("Withheld")

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    # Null for a test event.
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    # The same on each try and on a replay, so that whoever gets it twice can tell.
    message_id = models.CharField(max_length=40, unique=True, default=_message_id, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    # Of these tries, those since it was last replayed: the pauses between them grow with this number.
    tries_in_round = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)
    next_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)
    settled_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [models.UniqueConstraint(fields=["webhook", "activity"], name="one_webhook_delivery_each")]
        indexes = [
            models.Index(fields=["webhook", "-id"], name="webhook_log"),
            models.Index(fields=["webhook", "state", "-id"], name="webhook_log_by_state"),
            models.Index(fields=["webhook", "next_at"], name="webhook_due", condition=Q(state="waiting")),
            models.Index(fields=["created_at"], name="webhook_log_age"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.message_id}"

    def get_absolute_url(self) -> str:
        return reverse("webhooks:delivery", args=[self.webhook_id, self.pk])

    @property
    def is_settled(self) -> bool:
        return self.state != self.State.WAITING


class Attempt(models.Model):
    """One try: what was sent beside the text, and what came back."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=now, editable=False)
    milliseconds = models.PositiveIntegerField(default=0)
    # Without the signature, which whoever reads the log could send along with words of their own.
    headers = models.JSONField(default=dict)
    status = models.PositiveSmallIntegerField(null=True)
    # Why there was no answer, as a sentence.
    problem = models.CharField(max_length=300, blank=True)
    answer = models.TextField(blank=True)
    answer_cut = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="one_webhook_attempt_each")]

    def __str__(self) -> str:
        return f"{self.delivery_id} · {self.number}"


def keeper_of(webhook: Webhook) -> User | None:
    """Who keeps it now, as they stand now."""
    return User.objects.active().filter(pk=webhook.keeper_id).first() if webhook.keeper_id else None
