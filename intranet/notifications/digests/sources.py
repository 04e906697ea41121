"""Where a digest finds what could be in it. The parts register; the engine (``engine.pick``) chooses.

::

    sources.register("ideas.decided", decided)

``decided(person, since, until)`` yields ``Candidate`` and asks the same few questions however much there is: the
newest ``MOST`` at most. It need not ask whether the person may read them, that is the engine's; it asks all the same
where it would otherwise spend its ``MOST`` on what is then left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from intranet.accounts.models import User

MOST = 300

EVERYDAY = "everyday"
# For those who decide, and for who has said what interests them.
EXECUTIVE = "executive"
INTERESTS = "interests"


@dataclass(frozen=True)
class Candidate:
    """An entry that could be in a digest, and why. ``at`` is never None of what is published. ``said`` fills the
    reason's sentence; ``subject`` names what it is gathered under where that is not its root ("room_9"); ``weight`` is
    added to the reason's; ``seconds`` to read it where its length does not say; ``told`` is what stands since before
    that time and of which nothing is new: pages show it each time, letters do not repeat it."""

    entry: int
    reason: str
    at: datetime | None
    weight: float = 0
    said: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""
    seconds: int | None = None
    told: bool = False

    @property
    def moment(self) -> datetime:
        assert self.at is not None, "what is not published is in no digest"
        return self.at


Source = Callable[["User", datetime, datetime], Iterable[Candidate]]
_sources: dict[str, tuple[str, Source]] = {}


def register(key: str, source: Source, *, mode: str = EVERYDAY) -> None:
    _sources[key] = (mode, source)


def unregister(key: str) -> None:
    _sources.pop(key, None)


def gather(person: User, since: datetime, until: datetime, *, mode: str) -> list[Candidate]:
    """From every source of that mode, in the order of their names."""
    return [
        candidate
        for _key, (own, source) in sorted(_sources.items())
        if own == mode
        for candidate in islice(source(person, since, until), MOST)
    ]
