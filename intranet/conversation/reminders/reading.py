"""One's own reminders, each with the entry it is about where that may be read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.content.kinds import hydrate
from intranet.content.models import Entry
from intranet.conversation.models import Reminder
from intranet.spaces.audiences import Viewer

NEXT_FIRST = ("due_at", "pk")
LATEST_FIRST = ("-due_at", "-pk")
# Of those that have been told, so many are shown.
MOST_TOLD = 20


def to_come_of(person: User) -> QuerySet[Reminder]:
    return Reminder.objects.filter(person=person, told_at__isnull=True)


def told_to(person: User) -> QuerySet[Reminder]:
    return Reminder.objects.filter(person=person, told_at__isnull=False).order_by(*LATEST_FIRST)


def to_come_about(entry: Entry, viewer: Viewer) -> Reminder | None:
    if not viewer.is_authenticated:
        return None
    return Reminder.objects.filter(person_id=viewer.pk, entry_id=entry.entry_id, told_at__isnull=True).first()


def due(at: datetime | None = None) -> QuerySet[Reminder]:
    return Reminder.objects.filter(told_at__isnull=True, due_at__lte=at or now())


def whole(reminders: Iterable[Reminder], person: User) -> list[Reminder]:
    """The same, each with ``about``: its entry if the person may read that now. A fixed number of queries."""
    reminders = list(reminders)
    wanted = [one.entry_id for one in reminders if one.entry_id is not None]
    readable = Entry.objects.visible_to(person).published().without_blocked(person).filter(pk__in=wanted)
    by_id = {entry.entry_id: entry for entry in hydrate(readable.with_people(), person)} if wanted else {}
    for one in reminders:
        one.about = by_id.get(one.entry_id) if one.entry_id is not None else None
    return reminders


def line_of(activity: Any) -> str:
    """The line of its own that a reminder has in the inbox: what is said of its entry besides, or read there, leaves it
    as it is. Empty for what is no reminder."""
    return f"reminder_{activity.details['reminder']}" if "reminder" in activity.details else ""


def attach_notes(notifications: Iterable[Any]) -> None:
    """Set ``note`` on the notifications that are reminders: what the person wrote for themselves. One query at most."""
    by_reminder = {
        one.activity.details["reminder"]: one
        for one in notifications
        if one.reason == "reminder" and "reminder" in one.activity.details
    }
    if by_reminder:
        for pk, note in Reminder.objects.filter(pk__in=by_reminder).values_list("pk", "note"):
            by_reminder[pk].note = note
