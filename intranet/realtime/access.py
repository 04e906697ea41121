"""Who is on the other end of a socket, and whether that still holds. Everything here reads the database: call it in a
thread of the hub's own (``Hub.in_thread``), never in the loop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, get_user_model
from django.utils.crypto import constant_time_compare
from django.utils.timezone import now

from .gates import Opening, held_back, may_follow
from .presence import may_see

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from intranet.accounts.models import User

SIGNED_OUT = 4401
DEACTIVATED = 4003
HELD_BACK = 4428
_AT_ONCE = 400


class Caller:
    """The person and the session behind a socket, as they were last read."""

    __slots__ = ("language", "person", "session_hash", "session_key", "shows_presence", "shows_typing")

    def __init__(self, user: User, session_key: str, session_hash: str) -> None:
        self.person: int = user.pk
        self.session_key, self.session_hash = session_key, session_hash
        self.refresh(user)

    def refresh(self, user: User) -> None:
        self.language: str = user.language
        self.shows_presence: bool = user.show_presence
        self.shows_typing: bool = user.show_typing


def caller_of(session: Any, user: User | AnonymousUser) -> Caller | None:
    """Who calls with this session, as ``intranet.serving.identity`` read it; None for a guest."""
    if not user.is_authenticated or not user.is_active:
        return None
    return Caller(user, session.session_key, session.get(HASH_SESSION_KEY, ""))


def is_held_back(user: User) -> bool:
    """Signed in, and yet not let through: something is still wanted of this person first."""
    return user.pk in held_back([user])


def still_welcome(callers: Iterable[Caller]) -> dict[Caller, int]:
    """Read people and sessions afresh, one query each whatever their number; gives who must go, and with which code."""
    everyone = list(callers)
    users = _fresh_users({caller.person for caller in everyone})
    sessions = _living_sessions({caller.session_key for caller in everyone})
    waiting = held_back(users.values())
    leaving: dict[Caller, int] = {}
    for caller in everyone:
        user = users.get(caller.person)
        code = SIGNED_OUT if user is None else _code_for(caller, user)
        if code is None and caller.session_key not in sessions:
            code = SIGNED_OUT
        if code is None and caller.person in waiting:
            code = HELD_BACK
        if code is not None:
            leaving[caller] = code
        elif user is not None:
            caller.refresh(user)
    return leaving


def streams_lost(following: Mapping[int, set[str]]) -> dict[int, set[str]]:
    """For each person, which of these streams the gates, asked with a freshly read user, now refuse."""
    users = _fresh_users(following)
    return {
        person: {name for name in names if not _passes(users.get(person), name)} for person, names in following.items()
    }


def ask_gate(person: int, user: User | None, stream: str) -> tuple[bool | Opening, User | None]:
    """Whether this person may follow ``stream``, and the user that was asked about (read now unless given)."""
    if user is None:
        user = _fresh_users([person]).get(person)
    return _passes(user, stream), user


def presence_shown(person: int, ids: set[int]) -> set[int]:
    """Whose presence this person may learn."""
    user = _fresh_users([person]).get(person)
    return may_see(user, ids) if user is not None and user.is_active else set()


def _passes(user: User | None, stream: str) -> bool | Opening:
    return user is not None and user.is_active and may_follow(user, stream)


def _living_sessions(keys: set[str]) -> set[str]:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    rows = store.get_model_class().objects.filter(expire_date__gt=now())
    living: set[str] = set()
    for some in _portions(keys):
        living.update(rows.filter(session_key__in=some).values_list("session_key", flat=True))
    return living


def _fresh_users(ids: Iterable[int]) -> dict[int, User]:
    found: dict[int, User] = {}
    for some in _portions(ids):
        found.update(get_user_model()._default_manager.in_bulk(some))
    return found


def _code_for(caller: Caller, user: User) -> int | None:
    if not user.is_active:
        return DEACTIVATED
    hashes = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    if not any(constant_time_compare(caller.session_hash, known) for known in hashes):
        return SIGNED_OUT
    return None


def _portions(values: Iterable[Any]) -> Iterable[list[Any]]:
    everything = list(values)
    for start in range(0, len(everything), _AT_ONCE):
        yield everything[start : start + _AT_ONCE]
