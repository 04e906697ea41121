"""Searches that people keep, and what these have found since."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry


class SavedSearch(models.Model):
    """``query`` is the query string of the page it stands for. A watch is a word or a phrase that somebody wants to
    be told of, ``exactly`` as it stands or in any of its forms."""

    class Alert(models.TextChoices):
        OFF = "off", _("No alert")
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=600)
    is_watch = models.BooleanField(default=False)
    exactly = models.BooleanField(_("exactly this form"), default=False)
    alert = models.CharField(_("alert"), max_length=10, choices=Alert, default=Alert.OFF)
    # What was published earlier is no news.
    since = models.DateTimeField(default=now)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(fields=["person", "is_watch", "name"], name="one_saved_search_of_a_name"),
        ]
        indexes = [models.Index(fields=["alert"], name="saved_search_alert")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('search:search')}?{self.query}"

    @property
    def key(self) -> str:
        return f"savedsearch_{self.pk}"


class ToMatch(models.Model):
    """An entry that the index has learnt of and the saved searches have not looked at yet."""

    entry_id = models.BigIntegerField(primary_key=True)
    since = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("waiting for the saved searches")
        verbose_name_plural = _("waiting for the saved searches")

    def __str__(self) -> str:
        return f"entry_{self.entry_id}"


class Match(models.Model):
    """That a saved search found an entry: so each person is told of an entry once, whatever runs twice."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="matches")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    found_at = models.DateTimeField(default=now)
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("entry found by a saved search")
        verbose_name_plural = _("entries found by saved searches")
        constraints = [models.UniqueConstraint(fields=["person", "entry"], name="one_match_of_an_entry_each")]

    def __str__(self) -> str:
        return f"entry_{self.entry_id}: {self.search_id}"
