"""What was lost on the way: noticed, fetched from the database, and put where it belongs."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from . import ledger
from .frames import Numbered

if TYPE_CHECKING:
    from .followed import Followed
    from .hub import Hub

log = logging.getLogger(__name__)

# A number that was announced and cannot be found: so often it is looked for.
_TRIES = 3


class Gaps:
    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.suspected: set[str] = set()
        self.task: asyncio.Task[None] | None = None

    def suspect(self, name: str, *, patience: float | None = None) -> None:
        """Something of this stream seems to be missing. Frames often only overtook each other, hence the patience."""
        self.suspected.add(name)
        if self.task is None or self.task.done():
            wait = self.hub.pace.patience if patience is None else patience
            self.task = self.hub.loop.create_task(self._fill_all(wait))

    def stop(self) -> None:
        if self.task is not None:
            self.task.cancel()

    async def compare(self) -> None:
        """Ask the database how far each stream is: one query, whatever the number of sockets."""
        streams = self.hub.streams
        before = {name: followed.head for name, followed in streams.items() if followed.is_read}
        heads = await self.hub.in_thread(ledger.heads, before)
        for name, head in heads.items():
            followed = streams.get(name)
            if followed is None:
                continue
            if head > followed.head:
                self.suspect(name)
            elif head < before[name] and head < followed.head:
                # The database was put back to an earlier day: what follows would look like old news.
                self.hub.skip_to(followed, head)

    async def _fill_all(self, wait: float) -> None:
        await asyncio.sleep(wait)
        while self.suspected:
            followed = self.hub.streams.get(self.suspected.pop())
            if followed is None:
                continue
            if not followed.is_read:
                # Its head is just being asked for, and the answer may be older than what we were told of.
                self.hub.loop.call_later(0.05, self.suspect, followed.name)
                continue
            try:
                await self._fill(followed)
            except Exception:
                # The next comparison of heads suspects it again.
                log.exception("What is missing of %s could not be read", followed.name)

    async def _fill(self, followed: Followed) -> None:
        latest, missing = await self.hub.in_thread(_head_and_frames, followed.name, followed.head)
        if self.hub.streams.get(followed.name) is not followed:
            return
        if missing and missing[0].seq <= followed.head + 1 and len(missing) <= ledger.MOST_REPLAYED:
            self.hub.counts["gaps"] += 1
            self.hub.take(followed, missing)
        elif latest > followed.head:
            # Too much, or its beginning is no longer kept, or there is nothing at all.
            self.hub.skip_to(followed, latest)
        if followed.has_gap:
            self._look_again(followed)

    def _look_again(self, followed: Followed) -> None:
        followed.misses += 1
        self.suspected.discard(followed.name)
        if followed.misses < _TRIES:
            self.hub.loop.call_later(self.hub.pace.poll / 4, self.suspect, followed.name)
        else:
            self.hub.skip_to(followed, max(followed.waiting))


def _head_and_frames(name: str, seq: int) -> tuple[int, list[Numbered]]:
    # In this order: what is committed in between can only be in the frames, and so never looks lost.
    head = ledger.heads([name])[name]
    return head, ledger.frames_after(name, seq)
