"""Naming people where a part has places of its own to talk (rooms): who is nearest there, which names call everybody,
and what is said before it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from intranet.accounts.models import User


@dataclass(frozen=True)
class Place:
    """All of it is asked for one audience ("room_9") that the writer holds.

    ``near``: the numbers of those who are in it, as a subquery. ``calls(typed, audience, writer)``: names that mean
    everybody there, as lines of the list under the caret. ``warnings(handles, audience, writer)``: sentences about
    such names in a text. ``asks(…)``: what is asked before it is sent, or "". ``add(people, audience, writer)``: where
    the writer can let people in who are left out: {"label", "href"}, or None.
    """

    near: Callable[[str], Any]
    calls: Callable[[str, str, User], list[dict[str, Any]]]
    warnings: Callable[[list[str], str, User], list[str]]
    asks: Callable[[list[str], str, User], str]
    add: Callable[[list[User], str, User], dict[str, str] | None]


_places: dict[str, Place] = {}


def register(name: str, place: Place) -> None:
    """``name`` is that of the audience: "room"."""
    _places[name] = place


def place_of(audience: str) -> Place | None:
    return _places.get(audience.rpartition("_")[0])
