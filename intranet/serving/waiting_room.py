"""Who may use a thread now, who waits, and who is sent away. Lives in the event loop, so it needs no lock."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager

Turn = asyncio.Future[None]


class Full(Exception):
    """No place to wait, for anybody or for this address."""


class WaitingRoom:
    """``turns`` at a time, ``places`` to wait for one, no more than half of them for one address.

    Turns are given to the waiting addresses in rotation, so a visitor with one request waits for one request of the
    crowd before him and not for all of them.

    Python computes in one thread at a time, and threads that take it from each other need a fifth more of the processor
    for the same (decision 16). So while a turn is younger than ``alone_for`` seconds no other begins; who takes
    longer most likely waits for something, and others go on beside.
    """

    def __init__(self, turns: int, places: int, *, alone_for: float = 0.0) -> None:
        self._free = self.turns = turns
        self._places = places
        self._share = max(1, places // 2)
        self._waiting = 0
        self._lines: dict[str, deque[Turn]] = {}
        self._alone_for = alone_for
        self._alone: Turn | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def in_use(self) -> int:
        return self.turns - self._free

    @property
    def waiting(self) -> int:
        return self._waiting

    def ask(self, address: str) -> Turn:
        """A turn: already given, or to be waited for; cancel it to leave. Every given turn must be handed back."""
        turn: Turn = asyncio.get_running_loop().create_future()
        if self._has_room:
            self._give(turn)
            return turn
        line = self._lines.get(address, deque())
        if self._waiting >= self._places or len(line) >= self._share:
            raise Full
        line.append(turn)
        self._lines[address] = line
        self._waiting += 1
        turn.add_done_callback(lambda _: self._leave(address, turn))
        return turn

    def hand_back(self, turn: Turn) -> None:
        """A turn is over: the next address has one."""
        self._free += 1
        self._end_alone(turn)

    @property
    def _has_room(self) -> bool:
        return self._free > 0 and self._alone is None

    def _give(self, turn: Turn) -> None:
        self._free -= 1
        turn.set_result(None)
        if self._alone_for:
            self._alone = turn
            self._timer = asyncio.get_running_loop().call_later(self._alone_for, self._end_alone, turn)

    def _end_alone(self, turn: Turn) -> None:
        if self._alone is turn:
            self._alone = None
            if self._timer is not None:
                self._timer.cancel()
        while self._has_room and self._lines:
            self._give_next()

    def _give_next(self) -> None:
        address = next(iter(self._lines))
        line = self._lines.pop(address)
        turn = line.popleft()
        self._waiting -= 1
        if line:
            self._lines[address] = line  # to the end of the rotation
        if not turn.done():
            self._give(turn)

    def _leave(self, address: str, turn: Turn) -> None:
        line = self._lines.get(address)
        if turn.cancelled() and line and turn in line:
            line.remove(turn)
            self._waiting -= 1
            if not line:
                del self._lines[address]


class Places:
    """So many at once, no more than half of them for one address, and no waiting."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[str] = Counter()

    @contextmanager
    def one_for(self, address: str) -> Iterator[None]:
        if self._taken.total() >= self._most or self._taken[address] >= self._most // 2:
            raise Full
        self._taken[address] += 1
        try:
            yield
        finally:
            self._taken[address] -= 1
            if not self._taken[address]:
                del self._taken[address]
