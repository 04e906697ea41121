"""Counting, per day and about nobody, how often something similar spared a question."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from forum.models import AskingDay, Spared
from intranet.content.models import Entry

# What a browser tells of a form: it was shown something similar, something was opened, it was left without asking.
TOLD = frozenset({"offered", "opened", "spared"})
MOST_OPENED = 5


@transaction.atomic
def count(what: str, *, entries: Iterable[Entry] = ()) -> None:
    """One more today. ``entries``: of a question that was spared, what spared it."""
    today, _made = AskingDay.objects.get_or_create(day=localdate())
    AskingDay.objects.filter(pk=today.pk).update(**{what: F(what) + 1})
    for entry in list(entries)[:MOST_OPENED]:
        Spared.objects.get_or_create(entry_id=entry.pk, day=today.day)
        Spared.objects.filter(entry_id=entry.pk, day=today.day).update(times=F("times") + 1)
