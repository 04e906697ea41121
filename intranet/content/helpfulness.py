"""What readers found of little use: parts that ask their readers name it here, for those who look after it.

::

    helpfulness.register(source)     # (viewer) -> Iterable[OfLittleHelp]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from intranet.accounts.models import User

from .models import Entry

# As few say nothing about a text; as many helped are enough.
FEWEST = 5
ENOUGH = 60


@dataclass(frozen=True)
class OfLittleHelp:
    """``percent`` of so many readers who ``said`` were helped; ``words`` wait from readers, at ``url``, where this
    person may read them."""

    entry: Entry
    percent: int
    said: int
    words: int = 0
    url: str = ""


Source = Callable[[User], Iterable[OfLittleHelp]]
_sources: list[Source] = []


def register(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def of_little_help(viewer: User) -> list[OfLittleHelp]:
    """The worst first; of two alike the one of which more have said so."""
    found = [one for source in _sources for one in source(viewer)]
    return sorted(found, key=lambda one: (one.percent, -one.said, one.entry.entry_id))
