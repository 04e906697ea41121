"""What the list of a week is made of. Each part registers what waits in it::

chores.register(Chore("stale", _("See whether it is still true"), minutes=3, most=2, waiting=…, why=…, deeds=…))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from intranet.accounts.models import User
from intranet.core.decisions import Decision


class Deed(NamedTuple):
    """What one press does about it: an action of the part. ``do(entry, by)`` answers with what was done; ``may`` is the
    policy that the action asks."""

    key: str
    label: Any
    do: Callable[[Any, User], str]
    may: Callable[[User, Any], Decision]


@dataclass(frozen=True)
class Chore:
    """``minutes``: what one of it takes, as an estimate. ``waiting(person)``: the entries it is due for, as far as this
    person may see them, the most urgent first. ``why(entry)`` says why it stands on the list."""

    key: str
    label: Any
    minutes: int
    most: int
    waiting: Callable[[User], Any]
    why: Callable[[Any], str]
    deeds: tuple[Deed, ...] = ()
    order: int = 50

    def deeds_of(self, person: User, entry: Any) -> list[Deed]:
        """What this person may do about it."""
        return [deed for deed in self.deeds if deed.may(person, entry)]

    def deed(self, key: str) -> Deed | None:
        return next((one for one in self.deeds if one.key == key), None)


_chores: dict[str, Chore] = {}


def register(chore: Chore) -> None:
    _chores[chore.key] = chore


def all_chores() -> list[Chore]:
    return sorted(_chores.values(), key=lambda one: (one.order, one.key))


def known(key: str) -> Chore | None:
    return _chores.get(key)
