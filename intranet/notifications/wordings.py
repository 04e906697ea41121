"""What is told of something besides the words of its entry: a part that has more to say about a verb of its own (what
changed in a page, and who wrote together) registers a source.

::

    wordings.register("wiki.page.changed", source)

``source(notifications)`` gets those of that verb, all of one person, and answers for as many of them as it can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intranet.core.difference import Piece

if TYPE_CHECKING:
    from intranet.accounts.models import User

    from .models import Notification


@dataclass(frozen=True)
class Wording:
    """``words`` stand in the inbox instead of those of the entry, ``summary`` in a mail, above ``changes``, the lines
    of a difference. ``also``: who did it together with the actor. ``leads``: where a press leads; "": to the entry."""

    words: str = ""
    summary: str = ""
    changes: Sequence[Sequence[Piece]] = ()
    also: Sequence[User] = field(default_factory=tuple)
    leads: str = ""


Source = Callable[[Sequence["Notification"]], Mapping[int, Wording]]
_sources: dict[str, Source] = {}


def register(verb: str, source: Source) -> None:
    _sources[verb] = source


def attach(notifications: Iterable[Notification]) -> None:
    """Set ``wording`` on those whose verb has one: a fixed number of queries for each such verb."""
    if not _sources:
        return
    by_verb: dict[str, list[Notification]] = {}
    for one in notifications:
        if one.wording is None and one.activity.verb in _sources:
            by_verb.setdefault(one.activity.verb, []).append(one)
    for verb, rows in by_verb.items():
        found = _sources[verb](rows)
        for row in rows:
            row.wording = found.get(row.pk, Wording())


def wording_of(notification: Notification) -> Wording | None:
    attach([notification])
    return notification.wording
