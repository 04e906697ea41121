"""How often a page is read, without who read it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .pages import Page


class Reader(models.TextChoices):
    STAFF = "staff", _("Staff")
    CUSTOMER = "customer", _("Customers and agency guests")
    GUEST = "guest", _("Visitors without an account")


class Reading(models.Model):
    """That somebody read a page on a day, kept until the day has been counted. ``who`` is a keyed hash that differs
    from page to page and from day to day: it tells two readers apart, and says of nobody what else they read."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    day = models.DateField()
    who = models.CharField(max_length=32)
    sort = models.CharField(max_length=8, choices=Reader.choices)
    # The version they read first on that day.
    number = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [models.UniqueConstraint(fields=["page", "day", "who"], name="one_reading_each_a_day")]
        indexes = [models.Index(fields=["day"], name="reading_by_day")]

    def __str__(self) -> str:
        return f"{self.page_id} · {self.day}"


class ReadingDay(models.Model):
    """How many people read a version of a page on a day that is over."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    day = models.DateField()
    sort = models.CharField(max_length=8, choices=Reader.choices)
    number = models.PositiveIntegerField()
    readers = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("readers of a day")
        verbose_name_plural = _("readers of days")
        constraints = [
            models.UniqueConstraint(fields=["page", "day", "sort", "number"], name="one_count_of_a_day_and_version")
        ]

    def __str__(self) -> str:
        return f"{self.page_id} · {self.day} · {self.readers}"
