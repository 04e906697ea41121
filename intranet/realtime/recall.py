"""Taking back: after a revocation the gates are asked again, and every so often whether people are still signed in."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from . import access

if TYPE_CHECKING:
    from .hub import Hub
    from .sockets import Socket

log = logging.getLogger(__name__)

_PEOPLE_AT_ONCE = 20
# Longer than a handshake takes, in seconds.
_A_HANDSHAKE = 5.0


class Recall:
    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.people: set[int] = set()
        self.task: asyncio.Task[None] | None = None
        self.heeded_at = float("-inf")

    def heed(self, revocation: Mapping[str, Any]) -> None:
        self.heeded_at = self.hub.loop.time()
        named = self.hub.sockets if revocation.get("everyone") else revocation.get("people", ())
        concerned = {person for person in named if person in self.hub.sockets}
        for person in concerned:
            for socket in self.hub.sockets[person]:
                socket.doubt()
        self.people |= concerned
        if self.people and (self.task is None or self.task.done()):
            self.task = self.hub.loop.create_task(self._ask_all())

    @property
    def was_just_heeded(self) -> bool:
        """Whether a person who was read for a handshake may have been read before the revocation."""
        return self.hub.loop.time() - self.heeded_at < _A_HANDSHAKE

    def stop(self) -> None:
        if self.task is not None:
            self.task.cancel()

    async def _ask_all(self) -> None:
        while self.people:
            some = {self.people.pop() for _ in range(min(_PEOPLE_AT_ONCE, len(self.people)))}
            try:
                await self._ask(some)
            except Exception:
                # Forgetting it would leave the door open: ask until it was answered.
                log.exception("The rights of %d people could not be read; trying again", len(some))
                self.people |= some
                await asyncio.sleep(self.hub.pace.poll / 2)

    async def _ask(self, people: set[int]) -> None:
        await self.check_sessions(self._sockets_of(people))
        following: dict[int, set[str]] = {}
        watching: dict[int, set[int]] = {}
        for socket in self._sockets_of(people):
            following.setdefault(socket.caller.person, set()).update(socket.following)
            watching.setdefault(socket.caller.person, set()).update(socket.watching)
        lost = await self.hub.in_thread(access.streams_lost, following)
        for socket in self._sockets_of(people):
            for name in lost.get(socket.caller.person, set()) & socket.following:
                socket.lose(name)
        for person, ids in watching.items():
            if ids:
                shown = await self.hub.in_thread(access.presence_shown, person, ids)
                for socket in self._sockets_of([person]):
                    if hidden := (socket.watching & ids) - shown:
                        self.hub.presence.watch(socket, socket.watching - hidden)

    async def check_sessions(self, sockets: Iterable[Socket]) -> None:
        """Close the sockets of ended sessions and of people who are no longer active."""
        by_caller = {socket.caller: socket for socket in sockets}
        leaving = await self.hub.in_thread(access.still_welcome, by_caller)
        for caller, socket in by_caller.items():
            if caller in leaving:
                self.hub.counts["refused"] += 1
                socket.cut(leaving[caller])
            else:
                socket.show_presence()

    def _sockets_of(self, people: Iterable[int]) -> list[Socket]:
        return [socket for person in people for socket in self.hub.sockets.get(person, ())]
