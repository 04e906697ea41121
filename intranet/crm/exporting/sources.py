"""Where lines come from. Parts register in ``ready()`` which kinds are conversations with customers, whose they are
besides their author's, and when they last changed; and what is no entry, as a source of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from intranet.accounts.models import User


@dataclass(frozen=True)
class Place:
    """A place between two lines: what comes after it is (later), or (as late, of a later source or a higher number)."""

    at: datetime
    source: int
    number: int


@dataclass(frozen=True)
class Asked:
    """``companies`` are ids; ``after`` None: from the beginning; nothing later than ``until``, so that what is being
    written meanwhile does not slip in behind."""

    by: User
    companies: frozenset[int]
    after: Place | None
    until: datetime
    limit: int


@dataclass(frozen=True)
class Line:
    place: Place
    company: int
    author: User | None
    told: dict[str, Any] = field(default_factory=dict)


# (what is asked, its own place among the sources)
Source = Callable[[Asked, int], list[Line]]


@dataclass
class _Conversations:
    kinds: set[str] = field(default_factory=set)
    # Paths from an entry to the id of a company, and to a moment at which it changed.
    companies: list[str] = field(default_factory=list)
    moments: list[str] = field(default_factory=list)
    # Kind -> what of it has to be at hand when it is told.
    with_: dict[str, Sequence[str]] = field(default_factory=dict)


conversations = _Conversations()
_sources: list[Source] = []


def register_kinds(
    kinds: Iterable[str],
    *,
    companies: Sequence[str] = (),
    moments: Sequence[str] = (),
    with_: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """``companies`` and ``moments`` are paths from an entry, such as "enquiry__company" and "enquiry__solved_at";
    ``with_`` names, by kind, the relations that its facts for programs read."""
    conversations.with_.update(with_ or {})
    conversations.kinds.update(kinds)
    conversations.companies += [path for path in companies if path not in conversations.companies]
    conversations.moments += [path for path in moments if path not in conversations.moments]


def register(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def all_sources() -> list[Source]:
    return list(_sources)
