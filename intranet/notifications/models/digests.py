"""What a person wants of their digest, what they want more and less of, and since when they were away."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry


class DigestWish(models.Model):
    """How often the digest is mailed, at which hour on which clock, and how much of it there is. Who has no row gets no
    mail, and a page of five minutes."""

    class Rhythm(models.TextChoices):
        NEVER = "never", _("Never")
        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Once a week")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    rhythm = models.CharField(_("mail it"), max_length=6, choices=Rhythm.choices, default=Rhythm.NEVER)
    weekday = models.PositiveSmallIntegerField(_("on"), choices=Weekday.choices, default=Weekday.MONDAY)
    hour = models.PositiveSmallIntegerField(_("at"), default=8, validators=[MaxValueValidator(23)])
    # Empty: the person's own, whatever it becomes.
    zone = models.CharField(_("time zone"), max_length=40, blank=True)
    most = models.PositiveSmallIntegerField(
        _("at most so many things"), default=10, validators=[MinValueValidator(3), MaxValueValidator(20)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes to read"), default=5, validators=[MinValueValidator(2), MaxValueValidator(15)]
    )
    # Whether they find the summary, and have it mailed in place of the digest.
    executive = models.BooleanField(_("the summary for those who decide"), default=False)
    # The day, on the clock it goes by, of the last one that was due and dealt with; and up to when that one told.
    sent_for = models.DateField(null=True, blank=True, editable=False)
    told_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = [
            models.CheckConstraint(condition=Q(hour__lte=23) & Q(weekday__lte=6), name="digest_at_a_time_there_is")
        ]
        indexes = [models.Index(fields=["rhythm"], name="digest_mailed", condition=~Q(rhythm="never"))]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.rhythm}"

    @property
    def clock(self) -> str:
        return self.zone or self.person.time_zone


class Taste(models.Model):
    """That a person wanted more (1) or less (-1) of things like this entry: one row for each thing it has in common
    with others ("space_3", "author_7", "tag_12", "kind_forum.topic"). What a feature weighs is the sum of its rows, so
    that taking one press back is exact."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    feature = models.CharField(max_length=60)
    weight = models.SmallIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("taste")
        verbose_name_plural = _("tastes")
        constraints = [
            models.UniqueConstraint(fields=["person", "entry", "feature"], name="one_taste_each"),
            models.CheckConstraint(condition=Q(weight__in=[-1, 1]), name="taste_more_or_less"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.feature} · {self.weight}"


class Interest(models.Model):
    """Something a person wants on their first page, named by its key: "product_3", "category_5", "tag_12"."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_interest_each")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.key}"


class Visit(models.Model):
    """When a person was last here, when the visit before ended, and up to when they say to know it all."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    here_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    caught_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self) -> str:
        return f"{self.person_id} · {self.here_at}"

    def away_since(self, moment: datetime) -> datetime | None:
        """When they left before the visit of this moment began; the visit itself may not be written down yet."""
        from intranet.notifications.digests.visits import AWAY  # noqa: PLC0415 - it reads what this module defines

        return self.here_at if self.here_at < moment - AWAY else self.left_at
