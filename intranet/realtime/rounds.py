"""What the hub does again and again."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any

from intranet.core import away

if TYPE_CHECKING:
    from .hub import Hub

log = logging.getLogger(__name__)

_SOCKETS_AT_ONCE = 50


class Rounds:
    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        pace, hub = self.hub.pace, self.hub
        self.soon(hub.bus.listen(hub.hear, lambda: self.soon(self.catch_up())))
        self.soon(self._every(pace.poll, self.poll))
        self.soon(self._every(pace.heartbeat, self.heartbeat))
        self.soon(self._every(pace.sentinel, self.look_at_sessions))
        self.soon(self._every(pace.poll * 2, hub.presence.look_elsewhere))

    def soon(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it beside everything else, and say so if it fails."""
        task = self.hub.loop.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (failure := task.exception()) is not None:
            log.error("A task of the hub failed", exc_info=failure)

    async def stop(self) -> None:
        tasks = tuple(self.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _every(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            # Not in step with other processes.
            await asyncio.sleep(seconds * random.uniform(0.9, 1.1))  # noqa: S311
            if not self.hub.sockets:
                continue
            try:
                await work()
            except Exception:
                log.exception("The hub's round failed; the next one comes")

    async def poll(self) -> None:
        """Where no bus tells, look for what other processes (a command, a worker) committed."""
        if not self.hub.bus.up:
            await self.hub.gaps.compare()

    async def catch_up(self) -> None:
        """The bus is (again) there: what was said meanwhile did not come by it, nor what is said by processes that
        have not noticed yet."""
        await self.hub.gaps.compare()
        await asyncio.sleep(2 * away.redis.pause)
        await self.hub.gaps.compare()

    async def heartbeat(self) -> None:
        """Let each socket say how far its streams are."""
        if self.hub.bus.up:
            await self.hub.gaps.compare()
        await self.hub.presence.renew()
        for place, socket in enumerate(self.hub.all_sockets(), start=1):
            socket.beat(self.hub.streams)
            if place % _SOCKETS_AT_ONCE == 0:
                await asyncio.sleep(0)

    async def look_at_sessions(self) -> None:
        await self.hub.recall.check_sessions(self.hub.all_sockets())
