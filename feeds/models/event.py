"""Events, and who comes to them."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry


class Event(Entry):
    """Something that takes place: when, where, and how many can come.

    The time that was written stays with its zone (``starts_on`` and ``starts_at`` in ``time_zone``); ``begins`` and
    ``finishes`` are the moments it means, by which one sorts and waits (core.zones). An all-day event has dates and no
    times, and is on those dates wherever one reads it.
    """

    time_zone = models.CharField(_("time zone"), max_length=40)
    all_day = models.BooleanField(_("all day"), default=False)
    starts_on = models.DateField(_("starts on"))
    starts_at = models.TimeField(_("at"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"))
    ends_at = models.TimeField(_("at"), null=True, blank=True)
    begins = models.DateTimeField(editable=False)
    finishes = models.DateTimeField(editable=False)

    place = models.CharField(_("place"), max_length=200, blank=True)
    join_link = models.URLField(_("link to join"), max_length=1000, blank=True)
    # None: as many as like to.
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    answer_by = models.DateTimeField(_("answer by"), null=True, blank=True)
    organisers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)

    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_why = models.CharField(max_length=500, blank=True, editable=False)
    # For calendars elsewhere: the name stays, the number rises with each change they must hear of.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=now, editable=False)

    # Counted anew in the transaction of each answer.
    going_count = models.PositiveIntegerField(default=0, editable=False)
    maybe_count = models.PositiveIntegerField(default=0, editable=False)
    waiting_count = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(condition=Q(begins__lt=F("finishes")), name="event_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(going_count__lte=F("capacity")), name="event_within_capacity"
            ),
        ]
        indexes = [
            models.Index(fields=["begins", "entry_ptr"], name="event_by_beginning"),
            models.Index(fields=["finishes"], name="event_by_end"),
        ]

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_over(self) -> bool:
        return self.finishes <= now()

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.going_count >= self.capacity

    @property
    def is_several_days(self) -> bool:
        return self.starts_on != self.ends_on

    def takes_answers(self, moment: datetime) -> bool:
        """Whether one can still say yes or maybe then."""
        return not self.is_cancelled and moment < self.finishes and (self.answer_by is None or moment <= self.answer_by)

    @property
    def calendar_url(self) -> str:
        return reverse("feeds:event-ics", args=[self.entry_id])


class Answer(models.Model):
    """What one person has said to one event. Somebody who said yes when it was full waits for a place."""

    class Choice(models.TextChoices):
        GOING = "yes", _("Going")
        MAYBE = "maybe", _("Maybe")
        NO = "no", _("No")
        WAITING = "waiting", _("On the waiting list")

    event = models.ForeignKey(Event, models.CASCADE, related_name="event_answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    choice = models.CharField(max_length=8, choices=Choice.choices)
    # Since when: the order of the waiting list.
    since = models.DateTimeField(default=now)
    # The beginning that this person was reminded of, so that nobody is reminded twice of one.
    reminded_of = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="one_event_answer_each")]
        indexes = [models.Index(fields=["event", "choice", "since"], name="answer_queue")]

    def __str__(self) -> str:
        return f"{self.event_id} · {self.person_id} · {self.choice}"


class EventChoices(models.Model):
    """What one person has chosen for all events: when to be reminded, and the address of the own calendar."""

    class Lead(models.IntegerChoices):
        NEVER = 0, _("Not at all")
        QUARTER = 15, _("15 minutes before")
        HOUR = 60, _("1 hour before")
        DAY = 1440, _("The day before")

    class Covers(models.TextChoices):
        MINE = "mine", _("What I come to, may come to or organise")
        ALL = "all", _("Everything in my spaces and for all staff")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="event_choices")
    remind = models.PositiveIntegerField(_("remind me"), choices=Lead.choices, default=Lead.HOUR)
    covers = models.CharField(max_length=8, choices=Covers.choices, default=Covers.MINE)
    # SHA-256 of 256 random bits; empty: there is no such address.
    key_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    key_made_at = models.DateTimeField(null=True, blank=True, editable=False)
    key_used_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("choices about events")
        verbose_name_plural = _("choices about events")

    def __str__(self) -> str:
        return f"events of {self.person_id}"

    @property
    def key(self) -> str:
        return f"calendar_{self.pk}"
