"""What notifications gather under besides entries and spaces: a part with a sort of its own (a room) says how one of
them is called, how its news reads, and where it leads.

::

    subjects.register("room", Sort(named=names_of_rooms, sentences={"direct": _("{actor} wrote to you")}, leads=...))

A subject is named like its stream: "room_9". ``named(ids, reader)`` answers for all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from intranet.accounts.models import User

    from .models import Notification


@dataclass(frozen=True)
class Sort:
    """``sentences`` by reason, with ``{actor}`` and ``{title}``; ``leads`` gives the address for one notification, or
    "" for that of its entry; ``heading`` has ``%(name)s`` and is the subject of mails."""

    named: Callable[[Collection[int], User], Mapping[int, str]]
    heading: Any
    sentences: Mapping[str, Any] = field(default_factory=dict)
    leads: Callable[[Notification], str] | None = None


_sorts: dict[str, Sort] = {}


def register(name: str, sort: Sort) -> None:
    _sorts[name] = sort


def sort_of(subject: str) -> Sort | None:
    return _sorts.get(subject.rpartition("_")[0])


def names_of(subjects: Iterable[str], reader: User) -> dict[str, str]:
    """By subject, of those that have a sort of their own: one question for each sort."""
    wanted: dict[str, list[int]] = {}
    for subject in subjects:
        name, _sep, number = subject.rpartition("_")
        if name in _sorts and number.isdigit():
            wanted.setdefault(name, []).append(int(number))
    return {
        f"{name}_{pk}": called for name, ids in wanted.items() for pk, called in _sorts[name].named(ids, reader).items()
    }


def sentence_for(subject: str, reason: str) -> Any:
    """The sentence of its sort for that reason, or None."""
    sort = sort_of(subject)
    return sort.sentences.get(reason) if sort is not None else None


def leads_to(notification: Notification) -> str:
    sort = sort_of(notification.subject)
    return sort.leads(notification) if sort is not None and sort.leads is not None else ""
