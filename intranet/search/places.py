"""Places that are no spaces and that ``in:`` finds all the same: a part that has some says how they are called.

::

    places.register("rooms", Places(called=audiences_called, offered=rooms_to_offer, name_of=name_of))

A place is named by its audience ("room_9"). All three are asked for one reader, and answer with what this reader may
know of. ``called(words, viewer)``: the audiences of those of this name, best first, each with whether it is called
exactly so. ``offered(begun, viewer, most)``: (name, audience, detail, address, icon) of those whose name has the words.
``name_of(audience, viewer)``: the name, or "".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from intranet.spaces.audiences import Viewer


class Offered(NamedTuple):
    name: str
    audience: str
    detail: str
    url: str
    icon: str


@dataclass(frozen=True)
class Places:
    called: Callable[[str, Viewer], Iterable[tuple[str, bool]]]
    offered: Callable[[str, Viewer, int], Iterable[Offered]]
    name_of: Callable[[str, Viewer], str]


_places: dict[str, Places] = {}


def register(name: str, places: Places) -> None:
    _places[name] = places


def called(words: str, viewer: Viewer) -> tuple[set[str], bool]:
    """The audiences of the places of this name, and whether they are called exactly so; else the like."""
    found = [one for places in _places.values() for one in places.called(words, viewer)]
    exactly = {audience for audience, is_exact in found if is_exact}
    return (exactly, True) if exactly else ({audience for audience, _is_exact in found}, False)


def offered(begun: str, viewer: Viewer, most: int) -> list[Offered]:
    return [one for places in _places.values() for one in places.offered(begun, viewer, most)][:most]


def name_of(audience: str, viewer: Viewer) -> str:
    return next((name for places in _places.values() if (name := places.name_of(audience, viewer))), "")
