"""Broadcasts: what has to reach people, and whom it has reached."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry
from intranet.content.models.entries import EntryQuerySet


class BroadcastQuerySet(EntryQuerySet["Broadcast"]):
    def with_people(self) -> Self:
        return super().with_people().select_related("signed_by__company", "signed_by__department")

    def standing(self) -> Self:
        """Out, and not past its end."""
        return self.published().exclude(expires_at__lte=now())


class Broadcast(Entry):
    """A word for people who are told it, whatever they follow; nobody replies. Its text is the entry's.

    ``signed_by`` is whose word it is, ``author`` who wrote it: most often the same person, and where not, all who read
    it are told of both.
    """

    class LateJoiners(models.TextChoices):
        ALL = "all", _("They get it, too")
        CURRENT = "current", _("They get it while it has not expired")
        NONE = "none", _("They do not get it")

    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="broadcasts_signed", verbose_name=_("signed by")
    )
    must_acknowledge = models.BooleanField(_("ask for acknowledgement"), default=False)
    acknowledge_by = models.DateField(_("by"), null=True, blank=True)
    reminds = models.BooleanField(_("remind who has not"), default=True)
    stays_until_seen = models.BooleanField(_("keep on top until seen"), default=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    late_joiners = models.CharField(
        _("who joins later"), max_length=8, choices=LateJoiners.choices, default=LateJoiners.CURRENT
    )
    # Raised by each change of words; an acknowledgement is of one of them. Those of a text before ``asked_version`` do
    # not count any more.
    text_version = models.PositiveIntegerField(default=1, editable=False)
    asked_version = models.PositiveIntegerField(default=1, editable=False)
    goal = models.TextField(_("goal"), max_length=1000, blank=True)
    outcome = models.TextField(_("outcome"), max_length=2000, blank=True)
    # When everybody whom it is for had it; None while it is on its way.
    delivered_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = BroadcastQuerySet.as_manager()

    class Meta:
        verbose_name = _("broadcast")
        verbose_name_plural = _("broadcasts")
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_version__lte=F("text_version")), name="broadcast_asks_for_a_text_it_has"
            )
        ]

    @property
    def is_delegated(self) -> bool:
        """Whether somebody else wrote it than who signs it."""
        return self.signed_by_id != self.author_id

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= now()

    @property
    def is_late(self) -> bool:
        """Whether the day by which all should have acknowledged is over."""
        return self.acknowledge_by is not None and self.acknowledge_by < localdate()


class Reach(models.Model):
    """How far one broadcast has come with one person whom it is for. ``version`` is the text they acknowledged."""

    broadcast = models.ForeignKey(Broadcast, models.CASCADE, related_name="reach")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    delivered_at = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    # How many of the days on which one is reminded have passed for this person.
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("reach of a broadcast")
        verbose_name_plural = _("reach of broadcasts")
        constraints = [models.UniqueConstraint(fields=["broadcast", "person"], name="reached_once_each")]
        indexes = [
            models.Index(fields=["person"], condition=Q(acknowledged_at=None), name="reach_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.broadcast_id} · {self.person_id}"


class Broadcaster(models.Model):
    """Somebody who may send broadcasts in a space, or (``space`` None) to the whole house."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    space = models.ForeignKey("spaces.Space", models.CASCADE, null=True, blank=True, related_name="broadcasters")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    named_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("broadcaster")
        verbose_name_plural = _("broadcasters")
        constraints = [
            models.UniqueConstraint(fields=["person", "space"], name="broadcaster_in_a_space_once"),
            models.UniqueConstraint(fields=["person"], condition=Q(space=None), name="broadcaster_of_the_house_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.space_id or 'house'}"

    @property
    def key(self) -> str:
        return f"broadcaster_{self.pk}"


class Delegate(models.Model):
    """Who may write what ``leader`` signs."""

    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="delegates")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    named_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")
        constraints = [models.UniqueConstraint(fields=["leader", "writer"], name="delegate_once")]

    def __str__(self) -> str:
        return f"{self.writer_id} for {self.leader_id}"

    @property
    def key(self) -> str:
        return f"delegate_{self.pk}"
