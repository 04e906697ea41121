"""One's own entries that are not out: those that wait for a time, and those that wait for none any more."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now

from intranet.accounts.models import User

from .kinds import hydrate, kind_of
from .models import Entry, Timing

MOST = 100


def due() -> QuerySet[Timing]:
    """What should have come out by now."""
    return Timing.objects.filter(due_at__lte=now(), entry__state=Entry.State.SCHEDULED)


def scheduled_by(person: User) -> list[Any]:
    """What waits, the next first, each whole and with its ``when`` (a Timing)."""
    waiting = Timing.objects.filter(entry__author=person, entry__state=Entry.State.SCHEDULED)
    return _whole(list(waiting.select_related("entry").order_by("due_at", "pk")[:MOST]), person)


def back_as_drafts(person: User) -> list[Any]:
    """What was taken back, or could not come out at its time; the latest first."""
    mine = Entry.objects.visible_to(person).filter(author=person, state=Entry.State.DRAFT)
    drafts = list(mine.order_by("-pk")[:MOST])
    timings = Timing.objects.in_bulk([draft.pk for draft in drafts])
    whole = hydrate(drafts, person)
    for entry in whole:
        entry.when = timings.get(entry.entry_id)
        entry.changed_at = _where_changed(entry)
    return whole


def held_of(person: User) -> list[Any]:
    """What somebody else approves or looks at first, the latest first."""
    mine = Entry.objects.visible_to(person).filter(author=person, state=Entry.State.HELD)
    return hydrate(list(mine.order_by("-pk")[:MOST]), person)


def _whole(timings: list[Timing], person: User) -> list[Any]:
    by_entry = {timing.entry_id: timing for timing in timings}
    whole = hydrate([timing.entry for timing in timings], person)
    for entry in whole:
        entry.when = by_entry[entry.entry_id]
        entry.changed_at = _where_changed(entry)
    return whole


def _where_changed(entry: Any) -> str:
    """The page on which the words are changed; empty where there is none."""
    edit_url = kind_of(entry).edit_url
    return edit_url(entry) if edit_url is not None else ""
