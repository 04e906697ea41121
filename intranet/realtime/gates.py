"""Who may follow what. Each app registers the gate of its own streams in ``apps.py``; what has no gate is refused."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from intranet.core.database_away import is_away

if TYPE_CHECKING:
    from intranet.accounts.models import User

log = logging.getLogger(__name__)

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
# No gate has to worry about a number that fits no column.
_LONGEST_KEY = 18


@dataclass(frozen=True, slots=True)
class Opening:
    """A yes that begins late: nothing up to the number ``floor`` is replayed to whoever gets it."""

    floor: int


Gate = Callable[["User", str], bool | Opening]
# Of these people, the ids of those whom a socket is not for: signed in, but not yet let through.
Doorkeeper = Callable[[Iterable["User"]], set[int]]
_gates: dict[str, Gate] = {}
_bare: dict[str, Gate] = {}
_doorkeepers: list[Doorkeeper] = []


def gate(name: str, *, bare: bool = False) -> Callable[[Gate], Gate]:
    """Register who may follow ``<name>_<key>``; with ``bare=True``, the one stream called ``name`` (its key is "").

    The gate gets a freshly read user and the key as text, and is asked at every follow and after every ``revoke``.
    """

    def register(function: Gate) -> Gate:
        (_bare if bare else _gates)[name] = function
        return function

    return register


def doorkeeper(ask: Doorkeeper) -> Doorkeeper:
    """Register somebody who is asked at every handshake, after every ``revoke`` and on every round. It may query."""
    if ask not in _doorkeepers:
        _doorkeepers.append(ask)
    return ask


def held_back(people: Iterable[User]) -> set[int]:
    everyone = list(people)
    return set().union(*(ask(everyone) for ask in _doorkeepers))


def is_stream_name(name: Any) -> bool:
    return isinstance(name, str) and bool(_NAME.fullmatch(name))


def may_follow(user: User, stream: str) -> bool | Opening:
    """Yes only where a gate says so; a gate that raises says no. Raises what the database says while it is away:
    that is no answer, and a no would end what the page follows until it is loaded afresh."""
    if not is_stream_name(stream):
        return False
    if stream in _bare:
        asked, key = _bare[stream], ""
    else:
        name, _, key = stream.rpartition("_")
        if name not in _gates or not 0 < len(key) <= _LONGEST_KEY:
            return False
        asked = _gates[name]
    try:
        answer = asked(user, key)
    except Exception as problem:
        if is_away(problem):
            raise
        log.exception("The gate of %s failed, so user %s was refused", stream, user.pk)
        return False
    return answer if isinstance(answer, Opening) else bool(answer)


@gate("user")
def _only_oneself(user: User, key: str) -> bool:
    return key == str(user.pk)
