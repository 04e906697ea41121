"""What has been delivered: a release names ideas and pages, and those who had a part in them hear of it once."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry, Product, ProductVersion
from intranet.content.models.entries import EntryQuerySet
from intranet.notifications.models import ListReader, SentOnce
from intranet.spaces.readers import Readers

from .statuses import StatusChange


class Release(Entry):
    """It stands in the space whose keepers wrote it; a draft is its author's. What it delivers are its links."""

    entry_ptr = models.OneToOneField(Entry, models.CASCADE, parent_link=True, primary_key=True, related_name="release")
    slug = models.CharField(max_length=80, editable=False)
    readers = models.CharField(_("who reads it"), max_length=9, choices=Readers.choices, default=Readers.EVERYONE)
    product = models.ForeignKey(
        Product, models.SET_NULL, null=True, blank=True, related_name="releases", verbose_name=_("product")
    )
    version = models.ForeignKey(
        ProductVersion, models.SET_NULL, null=True, blank=True, related_name="releases", verbose_name=_("version")
    )
    released_on = models.DateField(_("day"), null=True, blank=True)
    # How often something was added since it came out: those concerned hear of each round.
    rounds = models.PositiveSmallIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = EntryQuerySet["Release"].as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")


class Heard(models.Model):
    """That a person is told, once and for all, that ``entry`` is delivered, with the parts they had in it: by a release
    or, where nothing names it, by the ``change`` of its status. ``through`` is what they read of it where they may not
    read the release."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    release = models.ForeignKey(Release, models.CASCADE, null=True, related_name="heard")
    change = models.ForeignKey(StatusChange, models.CASCADE, null=True, related_name="heard")
    through = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")
    round = models.PositiveSmallIntegerField(default=0)
    # [part, entry] each: ["voted", 12].
    parts = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("person told of a delivery")
        verbose_name_plural = _("people told of deliveries")
        constraints = [models.UniqueConstraint(fields=["person", "entry"], name="told_once_of_a_delivery")]
        indexes = [models.Index(fields=["release", "round"], name="heard_of_release")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.entry_id}"


class Correspondent(models.Model):
    """Somebody without an account who had a part in what was delivered, and whom the house can write to. Who wants no
    such letter is known by the digest alone."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("somebody without an account who had a part")
        verbose_name_plural = _("people without an account who had a part")

    def __str__(self) -> str:
        return str(self.pk)


class HeardByMail(SentOnce):
    """That they are told, once and for all, that ``entry`` is delivered, with the parts they had in it."""

    correspondent = models.ForeignKey(Correspondent, models.CASCADE, related_name="heard")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    release = models.ForeignKey(Release, models.CASCADE, null=True, related_name="heard_by_mail")
    change = models.ForeignKey(StatusChange, models.CASCADE, null=True, related_name="heard_by_mail")
    round = models.PositiveSmallIntegerField(default=0)
    # [part, entry] each: ["enquired", 12].
    parts = models.JSONField(default=list)

    class Meta:
        verbose_name = _("told of a delivery by mail")
        verbose_name_plural = _("told of deliveries by mail")
        constraints = [
            models.UniqueConstraint(fields=["correspondent", "entry"], name="mailed_once_of_a_delivery"),
        ]

    def __str__(self) -> str:
        return f"{self.correspondent_id} · {self.entry_id}"


class Subscriber(ListReader):
    """An address that wants each public release by mail."""

    class Meta:
        verbose_name = _("subscriber of releases")
        verbose_name_plural = _("subscribers of releases")
        indexes = [models.Index(F("asked_at"), name="subscriber_waiting", condition=Q(confirmed_at=None))]


class Sent(SentOnce):
    """One release on its way to one subscriber."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="+")
    release = models.ForeignKey(Release, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("release sent to a subscriber")
        verbose_name_plural = _("releases sent to subscribers")
        constraints = [models.UniqueConstraint(fields=["subscriber", "release"], name="a_release_is_sent_once")]

    def __str__(self) -> str:
        return f"{self.release_id} → {self.subscriber_id}"
