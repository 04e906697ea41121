"""Who is here: who has a visible tab open. In memory, and in Redis where there are several processes; never a row."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from .bus import HERE_SECONDS, Bus, LocalBus, shared_bus
from .frames import encode

if TYPE_CHECKING:
    from intranet.accounts.models import User

    from .sockets import Socket

MaySee = Callable[["User", set[int]], set[int]]
# Between two pages a person has no socket; that is not "gone".
LINGER_SECONDS = 8.0
MOST_WATCHED = 200


def _nobody(viewer: User, ids: set[int]) -> set[int]:
    return set()


_may_see: MaySee = _nobody


def decide_by(rule: MaySee) -> MaySee:
    """Say which of these people's presence a viewer may learn. Accounts registers it; until then nobody's."""
    global _may_see  # noqa: PLW0603
    _may_see = rule
    return rule


def may_see(viewer: User, ids: set[int]) -> set[int]:
    return set(_may_see(viewer, ids)) & ids if ids else set()


def who_is_here(ids: Iterable[int]) -> set[int]:
    """Which of these people have a visible tab open now, from any thread. Ask only for people the reader may see."""
    here = shared_bus().read_here_now()
    local = _local
    return {person for person in ids if person in here or (local is not None and local.is_here(person))}


def is_known() -> bool:
    """Whether this process can say who is here: it has sockets itself, or hears of those of others."""
    return _local is not None or not isinstance(shared_bus(), LocalBus)


def everybody_here() -> set[int]:
    """Whoever has a visible tab open now, from any thread. Whom of them a reader may learn of is asked afterwards."""
    here = set(shared_bus().read_here_now())
    if (local := _local) is not None:
        here |= {*local.visible, *local.leaving, *local.elsewhere}
    return here


_local: Presence | None = None


class Presence:
    """The part of a hub that knows who is here. Lives in the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, bus: Bus, linger: float = LINGER_SECONDS) -> None:
        global _local  # noqa: PLW0603
        self.loop, self.bus, self.linger = loop, bus, linger
        self.visible: dict[int, int] = {}
        self.leaving: dict[int, asyncio.TimerHandle] = {}
        self.elsewhere: set[int] = set()
        self.looked_at = loop.time()
        self.watchers: dict[int, set[Socket]] = {}
        self._notes: set[asyncio.Task[None]] = set()
        _local = self

    def is_here(self, person: int) -> bool:
        return person in self.visible or person in self.leaving or person in self.elsewhere

    # --- a socket's tab comes into view and goes out of it --------------------------------------------------------
    def appear(self, person: int) -> None:
        was_here = self.is_here(person)
        self.visible[person] = self.visible.get(person, 0) + 1
        if (timer := self.leaving.pop(person, None)) is not None:
            timer.cancel()
        if not was_here:
            self._tell(person, True)
            self._note([person], [])

    def vanish(self, person: int) -> None:
        if self.visible.get(person, 0) > 1:
            self.visible[person] -= 1
        elif self.visible.pop(person, None):
            self.leaving[person] = self.loop.call_later(self.linger, self._left, person)

    def _left(self, person: int) -> None:
        del self.leaving[person]
        self._note([], [person])
        if not self.is_here(person):
            self._tell(person, False)

    # --- who wants to know ----------------------------------------------------------------------------------------
    def watch(self, socket: Socket, people: set[int]) -> None:
        """Tell this socket about these people (only), now and at each change."""
        self.forget(socket)
        socket.watching = people
        for person in people:
            self.watchers.setdefault(person, set()).add(socket)
        if people:
            socket.push(_presence({person: self.is_here(person) for person in people}))

    def forget(self, socket: Socket) -> None:
        for person in socket.watching:
            if sockets := self.watchers.get(person):
                sockets.discard(socket)
                if not sockets:
                    del self.watchers[person]
        socket.watching = set()

    def _tell(self, person: int, is_here: bool) -> None:
        if sockets := self.watchers.get(person):
            message = _presence({person: is_here})
            for socket in tuple(sockets):
                socket.push(message)

    # --- several processes ------------------------------------------------------------------------------------------
    def _note(self, arrived: list[int], left: list[int]) -> None:
        note = self.loop.create_task(self.bus.note_here(arrived, left))
        self._notes.add(note)
        note.add_done_callback(self._notes.discard)

    async def renew(self) -> None:
        """Say again who is here, before the sixty seconds are over."""
        await self.bus.note_here([*self.visible, *self.leaving], [])

    async def look_elsewhere(self) -> None:
        found = await self.bus.read_here()
        if found is None and self.loop.time() - self.looked_at < HERE_SECONDS:
            return
        if found is not None:
            self.looked_at = self.loop.time()
        before, self.elsewhere = self.elsewhere, found or set()
        for person in self.elsewhere - before:
            self._tell(person, True)
        for person in before - self.elsewhere:
            if not self.is_here(person):
                self._tell(person, False)

    def close(self) -> None:
        global _local  # noqa: PLW0603
        for timer in self.leaving.values():
            timer.cancel()
        for note in self._notes:
            note.cancel()
        if _local is self:
            _local = None


def _presence(people: dict[int, bool]) -> dict[str, str]:
    said = {f"user_{person}": is_here for person, is_here in people.items()}
    return {"type": "websocket.send", "text": encode({"presence": said})}
