"""The figures of the summary for those who decide. Whoever reckons them registers above: ``summary.also_tells(of)``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intranet.accounts.models import User


@dataclass(frozen=True)
class Figure:
    """One number with its name, how it stands against the time before, and where it is looked at more closely; in the
    reader's language."""

    label: str
    value: str
    url: str = ""
    against: str = ""


Tells = Callable[["User", datetime, datetime], Iterable[Figure]]
_tellers: dict[str, Tells] = {}


def also_tells(name: str, of: Tells) -> None:
    """``of(person, since, until)`` gives what this person may know of that time."""
    _tellers[name] = of


def figures_for(person: User, since: datetime, until: datetime) -> list[Figure]:
    return [figure for _name, tell in sorted(_tellers.items()) for figure in tell(person, since, until)]
