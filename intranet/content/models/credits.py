"""Whose words an entry is made of, where they are not only its author's: a page that was made from an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import CreditAs

from .entries import Entry

if TYPE_CHECKING:
    from intranet.accounts.models import User


class Credit(models.Model):
    """That somebody's words are kept in ``entry``. Staff are named; a customer as they wish (``content.credits``)."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="credits")
    person: models.ForeignKey[User, User] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="credits"
    )
    # Where the words were said first; empty when that is gone, and where it was nowhere that can be read.
    source = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="+")
    # For this entry alone; empty: as the person wishes everywhere.
    form = models.CharField(max_length=9, choices=CreditAs.choices, blank=True)
    made_at = models.DateTimeField(default=now)
    # When the person was told that their words are there.
    told_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [models.UniqueConstraint(fields=["entry", "person", "source"], name="one_credit_of_a_source")]

    def __str__(self) -> str:
        return f"{self.entry_id} · {self.person_id}"
