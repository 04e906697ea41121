"""The levels: what each asks for, and what each lets people do. Admins change both; staff stand above all."""

from __future__ import annotations

import time
from dataclasses import dataclass, fields, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.moderation.models import TrustLevel

NAMES = {0: _("Newcomer"), 1: _("Known"), 2: _("Trusted"), 3: _("Regular"), 4: _("Guide")}
HIGHEST = 4


@dataclass(frozen=True, slots=True)
class Needs:
    """What somebody must have done to stand on a level. ``upheld`` is how much of what they wrote may have been taken
    down by moderators in the last ninety days."""

    days: int = 0
    read: int = 0
    answers: int = 0
    accepted: int = 0
    votes: int = 0
    upheld: int = 0


@dataclass(frozen=True, slots=True)
class Level:
    """What people on a level may do. None: without a limit."""

    number: int
    needs: Needs
    held_at_first: bool
    links: int | None
    files: bool
    mentions: int | None
    an_hour: int | None
    a_day: int | None
    messages: bool
    # Whether they give other titles and tags to what others ask in public.
    refiles: bool
    # How much a report of theirs weighs among others.
    weight: int

    @property
    def name(self) -> Any:
        return NAMES.get(self.number, "")


_ABOVE_ALL = Level(9, Needs(), False, None, True, None, None, None, True, True, 3)
AT_FIRST = (
    Level(0, Needs(upheld=99), True, 1, False, 2, 4, 10, False, False, 1),
    Level(1, Needs(days=2, read=3, answers=1, upheld=2), False, 3, True, 5, 10, 40, True, False, 1),
    Level(2, Needs(days=10, read=20, answers=5, votes=3, upheld=1), False, 10, True, 10, 20, 80, True, False, 1),
    Level(3, Needs(days=30, read=60, answers=15, accepted=2, votes=15), False, None, True, 10, 30, 150, True, True, 2),
    Level(
        4, Needs(days=90, read=150, answers=50, accepted=10, votes=60), False, None, True, 20, 60, 300, True, True, 3
    ),
)
RIGHTS = tuple(one.name for one in fields(Level) if one.name not in ("number", "needs"))
NEEDS = tuple(one.name for one in fields(Needs))

_REMEMBERED_SECONDS = 5.0
_remembered: tuple[float, tuple[Level, ...]] | None = None


def levels() -> tuple[Level, ...]:
    """All levels as they are now, the lowest first; remembered for a moment, for every text asks."""
    global _remembered  # noqa: PLW0603
    if _remembered is not None and time.monotonic() < _remembered[0]:
        return _remembered[1]
    changed = {row.number: row for row in TrustLevel.objects.all()}
    found = tuple(_changed(level, changed.get(level.number)) for level in AT_FIRST)
    _remembered = (time.monotonic() + _REMEMBERED_SECONDS, found)
    return found


def forget() -> None:
    global _remembered  # noqa: PLW0603
    _remembered = None


def level_of(person: User) -> Level:
    """The level whose rights this person has: a customer's own; who works here or for us is not asked."""
    return levels()[min(person.trust, HIGHEST)] if person.is_customer else _ABOVE_ALL


def level_numbered(number: int) -> Level:
    return levels()[max(0, min(number, HIGHEST))]


def level_for(kind: str, trust: int) -> Level:
    return level_numbered(trust) if kind == User.Kind.CUSTOMER else _ABOVE_ALL


def _changed(level: Level, row: TrustLevel | None) -> Level:
    if row is None:
        return level
    needs = {name: value for name, value in row.needs.items() if name in NEEDS}
    rights = {name: value for name, value in row.rights.items() if name in RIGHTS}
    return replace(level, needs=replace(level.needs, **needs), **rights)


def as_told(level: Level) -> dict[str, Any]:
    """A level as files and programs name it."""
    return {
        "number": level.number,
        "needs": {name: getattr(level.needs, name) for name in NEEDS},
        "rights": {name: getattr(level, name) for name in RIGHTS},
    }
