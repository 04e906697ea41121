"""Who will hear of something, before it is published.

It is published, looked at with the eyes of the fan-out, and taken back, all in one transaction: so there is no second
copy of whom what concerns, and whatever a part's action does about it counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import ngettext

from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.content.kinds import kind_of
from intranet.content.models import Entry
from intranet.content.texts import rendered
from intranet.realtime.units import unit

from .hearing import entry_told_of, reasons_of, who_may_hear

MOST_NAMED = 10


@dataclass(frozen=True)
class Heard:
    """``total`` people, and for each reason how many; ``left_out``: whom the writer named and who cannot read it.

    Who of them has muted or blocked somebody, or reads no notifications, is not told to anybody: so these are the
    people who may hear.
    """

    total: int
    by_reason: dict[str, int]
    left_out: list[str]

    @property
    def lines(self) -> list[str]:
        return [_in_words(reason, n) for reason, n in self.by_reason.items()]


class _TakenBack(Exception):
    def __init__(self, heard: Heard) -> None:
        self.heard = heard


def who_would_hear(publish: Callable[[], Entry], *, by: User) -> Heard:
    """Of what ``publish`` would publish, by the action that would. Nothing stays of it, and nobody is told."""
    try:
        with unit():
            entry = publish()
            raise _TakenBack(_heard_of(entry, by))
    except _TakenBack as taken_back:
        return taken_back.heard


def _heard_of(entry: Entry, by: User) -> Heard:
    verb = kind_of(entry).verb("published")
    activity = Activity.objects.filter(subject=entry.key, verb=verb).first()
    reasons = reasons_of(activity) if activity is not None else {}
    now = (entry_told_of(activity) if activity is not None else None) or entry
    # Whoever has blocked the writer is not kept as named, and the writer is not to learn of it.
    named = set(rendered(entry.body, by=by, root=entry.root, home=entry.space_id).mentions) - {by.pk}
    reasons |= dict.fromkeys(named - reasons.keys(), "mention")
    may = set(who_may_hear(list(reasons), now).values_list("pk", flat=True))
    by_reason: dict[str, int] = {}
    for pk, reason in reasons.items():
        if pk in may:
            by_reason[reason] = by_reason.get(reason, 0) + 1
    outside = User.objects.active().filter(pk__in=named - may).order_by("name").values_list("name", flat=True)
    most_first = dict(sorted(by_reason.items(), key=lambda pair: -pair[1]))
    return Heard(len(may), most_first, list(outside[:MOST_NAMED]))


def _in_words(reason: str, n: int) -> str:
    match reason:
        case "mention":
            words = ngettext("%(n)s you name", "%(n)s you name", n)
        case "team":
            words = ngettext("%(n)s in a team you name", "%(n)s in a team you name", n)
        case "space":
            words = ngettext("%(n)s who wants to hear everything here", "%(n)s who want to hear everything here", n)
        case "reply" | "comment" | "author":
            words = ngettext("%(n)s whom you answer", "%(n)s whom you answer", n)
        case "watching":
            words = ngettext("%(n)s who follows this", "%(n)s who follow this", n)
        case _:
            words = ngettext("%(n)s whom it is about", "%(n)s whom it is about", n)
    return words % {"n": n}
