"""One stream in this process: frames come in any order, twice or never; they go out in order and once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .frames import Numbered

if TYPE_CHECKING:
    from .sockets import Socket

# The head of a stream that has not been asked for yet.
UNREAD = -1
# So many recent frames answer a reader who was away for a moment without asking the database.
_REMEMBERED = 64


class Followed:
    __slots__ = ("head", "held", "misses", "name", "recent", "sockets", "waiting")

    def __init__(self, name: str) -> None:
        self.name = name
        # The last number sent out. Until it was read, frames wait.
        self.head = UNREAD
        self.waiting: dict[int, Numbered] = {}
        self.recent: deque[Numbered] = deque(maxlen=_REMEMBERED)
        self.sockets: set[Socket] = set()
        # Followers that are on their way in.
        self.held = 0
        # How often the database did not have what a gap asks for.
        self.misses = 0

    @property
    def is_wanted(self) -> bool:
        return bool(self.sockets or self.held)

    @property
    def is_read(self) -> bool:
        return self.head != UNREAD

    @property
    def has_gap(self) -> bool:
        return self.is_read and bool(self.waiting)

    def start_at(self, head: int) -> list[Numbered]:
        """Count from here, as the database said; gives what came meanwhile and is due now."""
        if not self.is_read:
            self.head = head
        return self._due()

    def offer(self, frames: Iterable[Numbered]) -> list[Numbered]:
        """Take frames in, give those whose turn it is."""
        for frame in frames:
            if frame.seq > self.head:
                self.waiting[frame.seq] = frame
        return self._due()

    def jump_to(self, head: int) -> None:
        """Give up what lies between: too much, or no longer kept. The readers are told to load afresh."""
        self.head, self.misses = head, 0
        self.recent.clear()
        self.waiting = {seq: frame for seq, frame in self.waiting.items() if seq > head}

    def after(self, seq: int) -> list[Numbered] | None:
        """What was sent out after ``seq``, if all of it is remembered."""
        if not self.recent or self.recent[0].seq > seq + 1:
            return None
        return [frame for frame in self.recent if frame.seq > seq]

    def _due(self) -> list[Numbered]:
        due: list[Numbered] = []
        if not self.is_read:
            return due
        while (frame := self.waiting.pop(self.head + 1, None)) is not None:
            self.head, self.misses = frame.seq, 0
            self.recent.append(frame)
            due.append(frame)
        if due or self.waiting:
            self.waiting = {seq: frame for seq, frame in self.waiting.items() if seq > self.head}
        return due
