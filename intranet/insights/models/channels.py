"""Where the firm speaks outside of this house: its accounts elsewhere, its newsletters, its places in shops of apps."""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.core.text import shown_host
from intranet.spaces.audiences import Viewer

USUAL_MONTHS = 6
MOST_MONTHS = 36


class OutsideChannelQuerySet(models.QuerySet["OutsideChannel"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """The people who work here; who stays for a while and who buys from us know nothing of it."""
        if viewer.is_authenticated and viewer.is_active and viewer.is_staff_member and not viewer.is_agency:
            return self.all()
        return self.none()

    def in_use(self) -> Self:
        return self.exclude(state=OutsideChannel.State.CLOSED)

    def overdue(self, today: datetime.date | None = None) -> Self:
        """Nobody has looked at them for longer than was agreed."""
        return self.in_use().filter(review_due__lte=today or localdate())

    def ownerless(self) -> Self:
        """Nobody who works here answers for them."""
        here = User.objects.active().staff().filter(pk=OuterRef("owner"))
        return self.in_use().filter(~Exists(here))


class OutsideChannel(models.Model):
    """One of them. What opens it is never kept here, only who has it and where it lies."""

    class Kind(models.TextChoices):
        SOCIAL = "social", _("Social network")
        FORUM = "forum", _("Forum or group")
        NEWSLETTER = "newsletter", _("Newsletter")
        SHOP = "shop", _("Shop of apps")
        VIDEO = "video", _("Video or audio")
        WEBSITE = "website", _("Website or blog")
        REVIEWS = "reviews", _("Reviews and directories")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        ASLEEP = "asleep", _("Asleep")
        CLOSED = "closed", _("Closed")

    name = models.CharField(_("name"), max_length=80)
    address = models.URLField(_("address"), max_length=500, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.SOCIAL)
    purpose = models.CharField(_("what it is for"), max_length=300, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="outside_channels")
    # Who can get in, and where that is kept: words for people, never what opens it.
    access = models.CharField(_("who can get in"), max_length=300, blank=True)
    # Codes, such as ["it", "en"].
    languages = models.JSONField(_("languages"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ACTIVE)
    review_months = models.PositiveSmallIntegerField(
        _("looked at every so many months"),
        default=USUAL_MONTHS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
    )
    review_due = models.DateField(editable=False)
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    registered_at = models.DateTimeField(default=now, editable=False)
    client_id = models.UUIDField(null=True, blank=True, editable=False)

    objects = OutsideChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("outside channel")
        verbose_name_plural = _("outside channels")
        constraints = [
            models.UniqueConstraint(
                fields=["registered_by", "client_id"],
                condition=Q(client_id__isnull=False),
                name="one_outside_channel_a_client_id",
            ),
        ]
        indexes = [models.Index(fields=["name", "id"], name="outside_channels_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("insights:channel", args=[self.pk])

    @property
    def key(self) -> str:
        return f"channel_{self.pk}"

    @property
    def audience(self) -> str:
        return ""

    @property
    def host(self) -> str:
        return shown_host(self.address)

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def is_overdue(self) -> bool:
        return not self.is_closed and self.review_due <= localdate()

    @property
    def has_owner(self) -> bool:
        """Somebody who works here answers for it."""
        return self.owner is not None and self.owner.is_active and self.owner.is_staff_member


class ChannelReview(models.Model):
    """Somebody has looked whether it still is what stands here."""

    channel = models.ForeignKey(OutsideChannel, models.CASCADE, related_name="reviews")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    # As it was found: a channel that fell asleep shows when.
    state = models.CharField(max_length=8, choices=OutsideChannel.State.choices)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("review of an outside channel")
        verbose_name_plural = _("reviews of outside channels")
        indexes = [models.Index(fields=["channel", "-at"], name="reviews_of_channel")]

    def __str__(self) -> str:
        return f"{self.channel_id} · {self.at:%Y-%m-%d}"
