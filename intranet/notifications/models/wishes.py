"""What each person wants to be told, by which channel, and when not."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Preference(models.Model):
    """A cell of the matrix that a person has set otherwise than the group's default."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    group = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    wanted = models.BooleanField()

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [
            models.UniqueConstraint(fields=["person", "group", "channel"], name="one_wish_a_group_and_channel")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.group} · {self.channel} · {self.wanted}"


class Level(models.Model):
    """How much a person wants to hear of a place, named by its key ("space_5", "room_9"). The row without a person is
    the default of the place, which its keepers choose; who has no row of their own has that."""

    class Degree(models.TextChoices):
        ALL = "all", _("Everything new")
        MENTIONS = "mentions", _("What concerns me")
        NOTHING = "nothing", _("Nothing")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=40)
    degree = models.CharField(max_length=8, choices=Degree.choices)

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        constraints = [
            models.UniqueConstraint(fields=["place", "person"], name="one_level_each"),
            models.UniqueConstraint(
                fields=["place"], condition=Q(person__isnull=True), name="one_level_for_who_has_none"
            ),
            models.CheckConstraint(condition=Q(degree__in=["all", "mentions", "nothing"]), name="level_that_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.place} · {self.person_id or '*'} · {self.degree}"


class QuietHours(models.Model):
    """When mail and push keep still: on some days from one time to another, on the person's own clock, and until a
    moment for once. The inbox is not concerned."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    # The days on which a quiet time begins: 0 is Monday. Empty: none.
    days = models.JSONField(default=list)
    begins = models.TimeField(null=True, blank=True)
    # At or before the beginning: on the next day.
    ends = models.TimeField(null=True, blank=True)
    still_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("quiet hours")
        verbose_name_plural = _("quiet hours")

    def __str__(self) -> str:
        return f"{self.person_id} · {self.begins}–{self.ends}"
