"""The doors of the house as the shell of a page shows them: the rail's groups, the bottom bar, the street's row.

Each is put together when a page shows it: the street has no rail. Lines are kept by what they say (``kept_parts``).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, reduce
from operator import add
from typing import Any

from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .kept import Piece, Shelf
from .kept_parts import KEPT_SECONDS, kept_part
from .navigation import Door, doors_for, in_group, is_outside

MOST_IN_BAR = 4
_NOTHING = conditional_escape("")
_OF_SPACE = ("id", "name", "url", "tint", "letter", "unread", "muted")
# Of a few KB each: one group of the rail of one reader.
shelf = Shelf(most=2000, seconds=KEPT_SECONDS)


def get(things: Any, name: str) -> Any:
    """``{{ rail|get:door.item.count }}``: what is under a name that only the data knows; nothing when it is not."""
    if not name:
        return ""
    try:
        return things[name]
    except (KeyError, TypeError):
        return ""


class Doors:
    """Those of one reader on one page; none where nobody is known to read."""

    def __init__(self, request: HttpRequest | None, rail: Any) -> None:
        self._request = request if request is not None and getattr(request, "user", None) else None
        self._rail = rail

    @property
    def is_of_guest(self) -> bool:
        return self._request is None or not self._request.user.is_authenticated

    @cached_property
    def all(self) -> list[Door]:
        return doors_for(self._request.user, self._request.path) if self._request is not None else []

    @property
    def street(self) -> list[Door]:
        return in_group(self.all, "street")

    @property
    def street_told(self) -> tuple[tuple[str, str, str], ...]:
        """The same as a kept part is told of them: address, whether it is this page, and label."""
        return tuple((door.url, door.current, str(door.item.label)) for door in self.street)

    @property
    def account(self) -> list[Door]:
        return in_group(self.all, "account")

    @property
    def bar_lines(self) -> SafeString:
        in_bar = [door for door in self.all if door.item.bar]
        return _lines_of(in_bar[:MOST_IN_BAR], self._rail, "components/_bar_door.html")

    @property
    def groups(self) -> list[dict[str, Any]]:
        if self._request is None:
            return []
        every, path = self.all, self._request.path
        spaces = list(get(self._rail, "spaces") or [])
        street_doors = in_group(every, "street")
        street = _lines_of(street_doors, self._rail) + _lines_of_spaces(spaces, path, street=True)
        on_street = {door.url for door in street_doors}
        # A customer's ideas are those of the street: one door leads there, not two.
        inside = [door for door in in_group(every, "main") if door.url not in on_street]
        groups: list[dict[str, Any]] = [
            {"lines": _lines_of(inside, self._rail)},
            {"label": _("Spaces"), "lines": _lines_of_spaces(spaces, path, street=False)},
            {"label": self._street_label, "icon": "globe", "lines": street},
            {"label": _("Care"), "lines": _lines_of(in_group(every, "care"), self._rail)},
        ]
        return [group for group in groups if group["lines"]]

    @property
    def _street_label(self) -> str:
        """Customers are not told that they see what they see."""
        outside = self._request is not None and is_outside(self._request.user)
        return _("Help and community") if outside else _("Seen by customers")


def _lines_of(doors: Iterable[Door], rail: Any, template: str = "components/_rail_door.html") -> SafeString:
    told = [(door, int(get(rail, door.item.count) or 0), bool(get(rail, door.item.dot))) for door in doors]

    def line(door: Door, n: int, news: bool) -> SafeString:
        item = door.item
        return kept_part(
            template,
            url=door.url,
            current=door.current,
            icon=item.icon,
            label=item.label,
            count=item.count,
            n=n,
            dot=item.dot,
            news=news,
        ).whole

    # What an item is named for it is for as long as the process lives.
    key = tuple((door.item.name, door.url, door.current, n, news) for door, n, news in told)
    return _together((template, key), (line(*one) for one in told))


def _lines_of_spaces(spaces: Iterable[dict[str, Any]], path: str, *, street: bool) -> SafeString:
    told = [space for space in spaces if space["street"] == street]

    def line(space: dict[str, Any]) -> SafeString:
        facts = {name: space[name] for name in _OF_SPACE}
        return kept_part("components/_rail_space.html", **facts, here=space["url"] == path).whole

    key = tuple((*(space[name] for name in _OF_SPACE), space["url"] == path) for space in told)
    return _together(("components/_rail_space.html", key), map(line, told))


def _together(key: tuple[str, tuple[Any, ...]], lines: Iterable[SafeString]) -> SafeString:
    """The lines of a group, which mostly say on the next page what they said on the one before."""
    if not key[1]:
        return _NOTHING
    told = (get_language(), *key)
    if (piece := shelf.get(told)) is None:
        piece = Piece(reduce(add, lines, _NOTHING))
        shelf.put(told, piece)
    return piece.whole
