"""New words of what may be out already, which wait beside those that readers see, for a kind that keeps them apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .models import Entry


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to come out: the words, before whom, and the people who wrote them, who never approve them."""

    title: str
    body: str
    audience: str
    authors: frozenset[int]


@dataclass(frozen=True)
class Coming:
    """How a kind keeps its new words: ``wanted(entry)`` is what waits, None where nothing does; ``bring_out(entry,
    by=)``, with None for by where nobody decided, and ``turn_down(entry, by=)`` are called inside an action that has
    decided."""

    wanted: Callable[[Entry], Wanted | None]
    bring_out: Callable[..., Any]
    turn_down: Callable[..., Any]


def wanted(entry: Entry) -> Wanted | None:
    from .kinds import known  # noqa: PLC0415 - kinds names this module

    kind = known(entry.kind)
    return kind.coming.wanted(entry) if kind is not None and kind.coming is not None else None


def keeps_apart(entry: Entry) -> bool:
    """Whether its new words wait beside it, so that a row that is held is not by that handed in."""
    from .kinds import known  # noqa: PLC0415 - as above

    kind = known(entry.kind or entry._meta.label_lower)
    return kind is not None and kind.coming is not None
