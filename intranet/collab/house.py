"""All open documents of this process, and what they share: the worker, the commits, the way to other processes."""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from intranet.realtime import asides
from intranet.realtime.hub import Hub, running_hub

from . import limits, log
from .actions import NEWS
from .closing import STOPPING
from .commits import Commits
from .frames import Garbled
from .isolation.keeper import Keeper, WorkerDied
from .rooms import Room

if TYPE_CHECKING:
    from .sockets import PageSocket

logger = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")
CARETS = "carets"
_DRAIN_SECONDS = 5.0


class House:
    def __init__(self, hub: Hub) -> None:
        self.hub, self.loop = hub, hub.loop
        self.keeper, self.commits = Keeper(), Commits(hub.loop)
        self.rooms: dict[str, Room] = {}
        self.counts: Counter[str] = Counter()
        # When people sent what no editor sends.
        self.offences: dict[int, list[float]] = {}
        self.tasks: set[asyncio.Task[Any]] = set()
        self.stopped = False
        self.soon(self._look_now_and_then())

    async def in_thread(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        return await self.hub.in_thread(function, *args, **kwargs)

    def soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = self.loop.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (failure := task.exception()) is not None:
            logger.error("A task of the open documents failed", exc_info=failure)

    # --- rooms ------------------------------------------------------------------------------------------------------
    def room(self, name: str) -> Room:
        room = self.rooms.get(name)
        if room is None:
            room = self.rooms[name] = Room(self, name)
        return room

    def forget(self, room: Room) -> None:
        if self.rooms.get(room.name) is room:
            del self.rooms[room.name]
            if self.keeper.knows(room.loaded_in):
                self.soon(self._drop(room))

    async def _drop(self, room: Room) -> None:
        # Whoever opens it meanwhile loads it anew, before or after this: in the first case it is loaded once more.
        if room.name not in self.rooms:
            with contextlib.suppress(WorkerDied):
                await self.keeper.ask(room.loaded_in, "drop", room.name)

    # --- people -----------------------------------------------------------------------------------------------------
    def offended(self, socket: PageSocket, name: str) -> None:
        person, moment = socket.caller.person, time.monotonic()
        logger.warning("User %s sent what no editor sends into %s", person, name)
        self.counts["refused"] += 1
        lately = [when for when in self.offences.get(person, ()) if moment - when < limits.OFFENCE_SECONDS]
        self.offences[person] = [*lately, moment]

    def is_resting(self, person: int) -> bool:
        offences = self.offences.get(person, ())
        if not offences or time.monotonic() - offences[-1] > limits.OFFENCE_SECONDS:
            self.offences.pop(person, None)
            return False
        return len(offences) >= limits.OFFENCES

    # --- other processes --------------------------------------------------------------------------------------------
    def tell_others(self, name: str) -> None:
        if self.hub.bus.up:
            self.soon(self.hub.bus.mention(asides.message(NEWS, name)))

    def tell_carets(self, name: str, said: bytes) -> None:
        if self.hub.bus.up:
            self.soon(self.hub.bus.mention(asides.message(CARETS, name, base64.b64encode(said).decode())))

    def hear_carets(self, name: str, said: str) -> None:
        if room := self.rooms.get(name):
            try:
                room.carets.hear(base64.b64decode(said, validate=True))
            except (Garbled, binascii.Error):
                logger.warning("Carets of another process were not understood")
            room.say_carets_soon()

    async def _look_now_and_then(self) -> None:
        """A word from another process may be lost; its log is not."""
        looked_at = self.loop.time()
        while True:
            await asyncio.sleep(limits.LOOK_SECONDS_ALONE)
            pause = limits.LOOK_SECONDS if self.hub.bus.up else limits.LOOK_SECONDS_ALONE
            if not self.rooms or self.loop.time() - looked_at < pause:
                continue
            looked_at = self.loop.time()
            try:
                await self._look()
            except Exception:
                logger.exception("The logs could not be looked at; the next look comes")

    async def _look(self) -> None:
        heads = await self.in_thread(log.heads, list(self.rooms))
        for name, room in tuple(self.rooms.items()):
            if room.task is None and room.document and heads.get(name) != (room.epoch, room.seq):
                room.look()
            room.carets.fade()
            room.say_carets_soon()

    # --- the end ----------------------------------------------------------------------------------------------------
    async def stop(self) -> None:
        """What has come in is stored and acknowledged, if that can be done in time; then the worker goes."""
        self.stopped = True
        for room in tuple(self.rooms.values()):
            for socket in tuple(room.sockets):
                socket.stop_listening()
        try:
            async with asyncio.timeout(_DRAIN_SECONDS):
                while busy := [room.task for room in self.rooms.values() if room.task is not None]:
                    await asyncio.wait(busy)
        except TimeoutError:
            logger.warning("Some of what was written last is not stored; its editors will send it again")
        for room in tuple(self.rooms.values()):
            room.end(STOPPING)
        for task in tuple(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.keeper.close()
        await self.commits.close()

    def stats(self) -> dict[str, Any]:
        return {
            "open": len(self.rooms),
            "sockets": sum(len(room.sockets) for room in self.rooms.values()),
            "commits": self.commits.count,
            "worker": self.keeper.pid is not None,
            "worker_died": self.keeper.counts["died"],
            **{name: self.counts[name] for name in ("updates", "snapshots", "refused")},
        }


_house: House | None = None


async def open_house() -> House:
    """The open documents of the running loop."""
    global _house  # noqa: PLW0603
    hub = await running_hub()
    if _house is None or _house.hub is not hub or _house.stopped:
        _house = House(hub)
    return _house


async def close_house() -> None:
    """For the server's end."""
    if _house is not None and _house.loop is asyncio.get_running_loop() and not _house.stopped:
        await _house.stop()


def heed_news(name: str) -> None:
    if _house is not None and (room := _house.rooms.get(name)):
        room.look()


def heed_carets(name: str, said: str) -> None:
    if _house is not None:
        _house.hear_carets(name, said)


def house() -> House | None:
    """The one that is open in this process, for looking at from any thread."""
    return None if _house is None or _house.stopped else _house
