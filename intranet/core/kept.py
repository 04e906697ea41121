"""Pieces of pages that are kept for a while, with places left open for what is one reader's own.

A piece is rendered once for everybody. Where something personal belongs, the template writes an ``open_place``; each
reader's page fills it. So nothing of one reader can stand in what another gets: it was never in what is kept.
"""

from __future__ import annotations

import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from sys import getsizeof
from threading import Lock

from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

# Of one shelf; there are a dozen.
MOST_BYTES = 12 * 2**20
# Made anew by each process, so that no text anybody writes can pass for a place.
_SECRET = secrets.token_hex(12)
_PLACE = re.compile(rf"<!--{_SECRET} ([\w =/.-]*)-->")


@dataclass(frozen=True, slots=True)
class Place:
    """What a reader's page is asked to fill in: the name of the filling and what it is told."""

    name: str
    told: tuple[str, ...]


def open_place(name: str, *told: object) -> SafeString:
    """Leave a place open: words and numbers tell the filling what it needs."""
    place = format_html("<!--{} {}-->", _SECRET, " ".join([name, *map(str, told)]))
    if not _PLACE.fullmatch(place):
        raise ValueError(f"A place is described by plain words, not by {told!r}.")
    return place


class Piece:
    """Rendered HTML, cut at its open places."""

    __slots__ = ("parts", "places", "size")

    def __init__(self, html: SafeString) -> None:
        found = _PLACE.split(html)
        self.parts = tuple(found[::2])
        self.places = tuple(Place(name, tuple(told)) for name, *told in (text.split(" ") for text in found[1::2]))
        # In bytes, as Python keeps it.
        self.size = sum(map(getsizeof, self.parts))

    @property
    def whole(self) -> SafeString:
        """The piece as it is, where no place in it was left open."""
        return SafeString(self.parts[0])

    def filled(self, fill: Callable[[Place], SafeString]) -> SafeString:
        """The piece for one reader. ``fill`` answers each place with HTML that is safe already."""
        pieces = [self.parts[0]]
        for place, part in zip(self.places, self.parts[1:], strict=True):
            html = fill(place)
            pieces += (html if type(html) is SafeString else conditional_escape(html), part)
        # Parts of what a template has rendered, and what has just been escaped if it had to be.
        return SafeString("".join(pieces))


class Shelf:
    """The pieces in use, the most recent ones; none for longer than ``seconds``.

    In the memory of the process: a piece is mostly a few kilobytes, and taking it from there costs nothing. Whoever is
    in three hundred spaces has a list of them of a hundred kilobytes, so ``most_bytes`` counts, too.
    """

    def __init__(
        self,
        *,
        most: int,
        seconds: float,
        most_bytes: int = MOST_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.most, self.seconds, self.most_bytes, self.clock = most, seconds, most_bytes, clock
        self._kept: OrderedDict[Hashable, tuple[float, Piece]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Piece | None:
        with self._lock:
            kept_at, piece = self._kept.get(key, (0.0, None))
            if piece is None:
                return None
            if self.clock() - kept_at > self.seconds:
                self._drop(key)
                return None
            self._kept.move_to_end(key)
            return piece

    def put(self, key: Hashable, piece: Piece) -> None:
        if settings.DEBUG:
            return
        with self._lock:
            self._drop(key)
            self._kept[key] = (self.clock(), piece)
            self._bytes += piece.size
            while len(self._kept) > self.most or self._bytes > self.most_bytes:
                self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def _drop(self, key: Hashable) -> None:
        _at, gone = self._kept.pop(key, (0.0, None))
        if gone is not None:
            self._bytes -= gone.size
