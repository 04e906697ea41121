"""The hub: each process knows its sockets and what they follow, and hands every frame to them once, in order.

It lives in one event loop. Frames reach it from the threads that commit (``receive_soon``), from the bus, and from the
database wherever the first two lost something; it cannot tell the difference and need not.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from channels.db import database_sync_to_async

from . import asides, ledger
from .bus import Bus, shared_bus
from .delivery import deliver_here
from .followed import Followed
from .frames import CONTROL, Numbered, encode
from .gaps import Gaps
from .presence import LINGER_SECONDS, Presence
from .recall import Recall
from .rounds import Rounds

if TYPE_CHECKING:
    from .sockets import Socket

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

DATABASE_THREADS = 4
SOCKETS_A_PERSON = 20


class Pace(NamedTuple):
    """How often, in seconds, the hub looks after things. Tests hurry it."""

    # Heads are compared with the database so often where no bus tells.
    poll: float = 2.0
    heartbeat: float = 20.0
    sentinel: float = 15.0
    # A frame ahead of its turn waits so long for the one before it, before the database is asked.
    patience: float = 0.05
    # "Load afresh" goes out over so long, lest all browsers load at once.
    spread: float = 3.0
    linger: float = LINGER_SECONDS


class Hub:
    def __init__(self, loop: asyncio.AbstractEventLoop, *, bus: Bus | None = None, pace: Pace | None = None) -> None:
        self.loop, self.pace = loop, pace or Pace()
        self.bus = bus or shared_bus()
        self.pool = ThreadPoolExecutor(DATABASE_THREADS, "live")
        self.streams: dict[str, Followed] = {}
        self.sockets: dict[int, set[Socket]] = {}
        self.counts: Counter[str] = Counter()
        self.presence = Presence(loop, self.bus, self.pace.linger)
        self.gaps = Gaps(self)
        self.recall = Recall(self)
        self.rounds = Rounds(self)
        self.stopped = False
        self._start: asyncio.Task[None] | None = None

    # --- life -----------------------------------------------------------------------------------------------------
    async def started(self) -> None:
        """Ready once the control stream is read: a revocation after that is not missed."""
        if self._start is None or (self._start.done() and self._start.exception() is not None):
            self._start = self.loop.create_task(self._begin())
        await asyncio.shield(self._start)

    async def _begin(self) -> None:
        control = self.streams.get(CONTROL) or self.hold(CONTROL)
        deliver_here(self.receive_soon)
        asides.pass_on_with(self.loop.call_soon_threadsafe)
        self.begin(control, (await self.in_thread(ledger.heads, [CONTROL]))[CONTROL])
        self.rounds.start()

    async def stop(self) -> None:
        self.stopped = True
        deliver_here(None)
        asides.pass_on_with(None)
        await self.rounds.stop()
        self.gaps.stop()
        self.recall.stop()
        self.presence.close()
        self.pool.shutdown(wait=False, cancel_futures=True)

    async def in_thread(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run what reads the database, on threads that serve nothing else."""
        call = database_sync_to_async(function, thread_sensitive=False, executor=self.pool)
        return await call(*args, **kwargs)

    # --- frames come in ---------------------------------------------------------------------------------------------
    def receive_soon(self, frames: Sequence[Numbered]) -> None:
        """From any thread."""
        self.loop.call_soon_threadsafe(self.receive, frames)

    def receive(self, frames: Iterable[Numbered]) -> None:
        for frame in frames:
            followed = self.streams.get(frame.stream)
            if followed is not None:
                self.take(followed, (frame,))

    def hear(self, message: dict[str, Any]) -> None:
        """What another process put on the bus."""
        self.receive(Numbered(*frame) for frame in message.get("frames", ()))
        for name, seq in message.get("hints", ()):
            followed = self.streams.get(name)
            if followed is not None and seq > followed.head:
                self.gaps.suspect(name, patience=0)
        for name, person, *place in message.get("typing", ()):
            self._show_typing(name, person, *place)
        asides.hear(message.get("asides", ()))

    def take(self, followed: Followed, frames: Iterable[Numbered]) -> None:
        self._send(followed, followed.offer(frames))
        if followed.has_gap:
            self.gaps.suspect(followed.name)

    def begin(self, followed: Followed, head: int) -> None:
        self._send(followed, followed.start_at(head))
        if followed.has_gap:
            self.gaps.suspect(followed.name)

    # --- and go out -------------------------------------------------------------------------------------------------
    def _send(self, followed: Followed, frames: Iterable[Numbered]) -> None:
        for frame in frames:
            if followed.name == CONTROL:
                self.recall.heed(frame.payload)
                continue
            sockets = tuple(followed.sockets)
            self.counts["deliveries"] += len(sockets)
            if frame.speaks:
                for socket in sockets:
                    socket.push(frame.message(socket.language))
            else:
                message = frame.message("")
                for socket in sockets:
                    socket.push(message)

    def skip_to(self, followed: Followed, head: int) -> None:
        """Leave out what cannot be delivered one by one, and have the readers load afresh."""
        self.counts["resyncs"] += 1
        followed.jump_to(head)
        if followed.name == CONTROL:
            self.recall.heed({"everyone": True})
        for place, socket in enumerate(tuple(followed.sockets)):
            delay = self.pace.spread * place / len(followed.sockets)
            self.loop.call_later(delay, socket.resync, followed)
        self.take(followed, ())

    def relay_typing(self, name: str, person: int, *place: int) -> None:
        self._show_typing(name, person, *place)
        self.rounds.soon(self.bus.mention({"typing": [[name, person, *place]]}))

    def _show_typing(self, name: str, person: int, place: int | None = None) -> None:
        if followed := self.streams.get(name):
            said = {"stream": name, "typing": person} | ({} if place is None else {"in": place})
            message = {"type": "websocket.send", "text": encode(said)}
            for socket in tuple(followed.sockets):
                if socket.caller.person != person:
                    socket.push(message)

    # --- sockets come and go ------------------------------------------------------------------------------------------
    def enter(self, socket: Socket) -> bool:
        """False when this person has enough sockets here."""
        theirs = self.sockets.setdefault(socket.caller.person, set())
        if len(theirs) >= SOCKETS_A_PERSON:
            return False
        theirs.add(socket)
        return True

    def leave(self, socket: Socket) -> None:
        for name in tuple(socket.following):
            self.part(socket, name)
        self.presence.forget(socket)
        theirs = self.sockets.get(socket.caller.person, set())
        theirs.discard(socket)
        if not theirs:
            self.sockets.pop(socket.caller.person, None)

    def hold(self, name: str) -> Followed:
        """Have frames of this stream collected while a follower is on its way in; ``release`` when it is."""
        followed = self.streams.get(name)
        if followed is None:
            followed = self.streams[name] = Followed(name)
        followed.held += 1
        return followed

    def release(self, followed: Followed) -> None:
        followed.held -= 1
        self._tidy(followed)

    def part(self, socket: Socket, name: str) -> None:
        socket.following.discard(name)
        if followed := self.streams.get(name):
            followed.sockets.discard(socket)
            self._tidy(followed)

    def _tidy(self, followed: Followed) -> None:
        if not followed.is_wanted and self.streams.get(followed.name) is followed:
            del self.streams[followed.name]

    def all_sockets(self) -> list[Socket]:
        return [socket for theirs in self.sockets.values() for socket in theirs]

    def stats(self) -> dict[str, Any]:
        """For the health page: what this process carries and what went wrong."""
        return {
            "sockets": sum(map(len, self.sockets.values())),
            "people": len(self.sockets),
            "streams": len(self.streams),
            "backlog": sum(len(socket.backlog) for socket in self.all_sockets()),
            "others_heard": self.bus.up,
            **{name: self.counts[name] for name in ("deliveries", "gaps", "resyncs", "cut", "refused")},
        }


_running: Hub | None = None


async def running_hub() -> Hub:
    """The hub of the running loop; it starts with the first socket."""
    global _running  # noqa: PLW0603
    loop = asyncio.get_running_loop()
    if _running is None or _running.loop is not loop or _running.stopped:
        _running = Hub(loop)
    await _running.started()
    return _running


async def stop_hub() -> None:
    """For the server's end: no more looking after sockets, which the server is closing."""
    if _running is not None and _running.loop is asyncio.get_running_loop():
        await _running.stop()


def hub_stats() -> dict[str, Any] | None:
    """``stats`` of this process's hub, from any thread; None where none runs."""
    return None if _running is None or _running.stopped else _running.stats()
