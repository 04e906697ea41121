"""The documents that are open in this process, and who has them open.

Everything that happens to one document happens one after the other, in ``Room._go_on``: what came in is looked at by
the worker process, stored, and only then told to the others and acknowledged. So a stored log is never behind what
anybody was told, and an answer to "what do I lack" falls between two updates.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import DatabaseError

from . import frames, keeping, limits, log
from .carets import Carets
from .closing import BROKEN_UPDATE, CLOSED, FULL, GONE, SERVER, STRAY_UPDATE, WAITING_UPDATE, Closing
from .commits import Outdated, Wish
from .isolation.keeper import Gone, WorkerDied, WorkerFailed
from .isolation.kept import FOREIGN, KNOWN, TAKEN, TOO_LARGE, TORN, WAITS
from .models import Document

if TYPE_CHECKING:
    from .house import House
    from .sockets import PageSocket

logger = logging.getLogger(__name__)

# Whose word the worker died at so often has ended it; once may be the system's doing.
_TRIES = 2
_WHY = {TOO_LARGE: FULL, FOREIGN: STRAY_UPDATE, WAITS: WAITING_UPDATE}


class Room:
    def __init__(self, house: House, name: str) -> None:
        self.house, self.name = house, name
        self.sockets: set[PageSocket] = set()
        self.carets = Carets()
        # Of the log: its document, how far it is known here, and which epoch that belongs to.
        self.document = self.seq = self.epoch = 0
        self.snapshot_seq = 0
        # Of the worker: which one knows the document, and what it holds.
        self.loaded_in = 0
        self.state = b"\x00"
        self.updates: deque[tuple[PageSocket, bytes]] = deque()
        # Who asks what it lacks; without a state, who is to be asked so.
        self.joining: deque[tuple[PageSocket, bytes | None]] = deque()
        self.is_behind = True
        self.ended = False
        self.task: asyncio.Task[None] | None = None
        self.caret_timer: asyncio.TimerHandle | None = None
        self.linger: asyncio.TimerHandle | None = None

    # --- what sockets and other processes bring --------------------------------------------------------------------
    def enter(self, socket: PageSocket) -> None:
        self.sockets.add(socket)
        if self.linger is not None:
            self.linger.cancel()
            self.linger = None
        if everybody := self.carets.everybody():
            socket.push_bytes(frames.carets(everybody))
        if socket.may_write:
            self.joining.append((socket, None))
        self.go_on()

    def leave(self, socket: PageSocket) -> None:
        self.sockets.discard(socket)
        self.carets.remove(socket)
        self.say_carets_soon()
        if not self.sockets and not self.ended and self.linger is None:
            self.linger = self.house.loop.call_later(limits.LINGER_SECONDS, self._end_if_empty)

    def take_in(self, socket: PageSocket, update: bytes) -> None:
        self.updates.append((socket, update))
        self.go_on()

    def tell_lacking(self, socket: PageSocket, state: bytes) -> None:
        self.joining.append((socket, state))
        self.go_on()

    def look(self) -> None:
        """The log may say more than is known here."""
        self.is_behind = True
        self.go_on()

    @property
    def has_work(self) -> bool:
        return self.is_behind or bool(self.updates or self.joining)

    def go_on(self) -> None:
        if self.task is None and not self.ended:
            self.task = self.house.loop.create_task(self._go_on())

    # --- one after the other ---------------------------------------------------------------------------------------
    async def _go_on(self) -> None:
        try:
            while self.has_work and not self.ended:
                try:
                    await self._do_what_is_there()
                except Gone:
                    # Somebody else's document has ended the worker. What was not done is done with the next one.
                    continue
        except Outdated:
            self.end(CLOSED)
        except (DatabaseError, WorkerDied, WorkerFailed) as problem:
            logger.warning("%s is closed and will be opened anew: %s", self.name, problem)
            self.end(SERVER)
        except Exception:
            logger.exception("%s is closed and will be opened anew", self.name)
            self.end(SERVER)
        finally:
            self.task = None

    async def _do_what_is_there(self) -> None:
        await self._know()
        if self.updates:
            await self._store_waiting()
        while self.joining and not self.ended:
            await self._answer(*self.joining.popleft())
        if self.seq - self.snapshot_seq >= limits.SNAPSHOT_AFTER:
            await self._snapshot()

    async def _ask(self, what: str, *arguments: bytes) -> list[bytes]:
        return await self.house.keeper.ask(self.loaded_in, what, self.name, *arguments)

    @property
    def is_loaded(self) -> bool:
        return self.house.keeper.knows(self.loaded_in)

    async def _know(self) -> None:
        """Have all of the log in the worker."""
        if not self.is_loaded:
            await self._load()
        elif self.is_behind:
            self.is_behind = False
            epoch, head = (await self.house.in_thread(log.heads, [self.name])).get(self.name, (-1, 0))
            if epoch != self.epoch:
                raise Outdated
            if head > self.seq:
                tail = await self.house.in_thread(log.between, self.document, self.seq, head)
                self.state, news = await self._ask("follow", *tail)
                self.seq = head
                self._relay(news, None)

    async def _load(self) -> None:
        self.is_behind = False
        document, updates = await self.house.in_thread(_everything, self.name)
        if self.document and (document.pk, document.epoch) != (self.document, self.epoch):
            raise Outdated
        before, self.seq = self.seq, document.head
        self.document, self.epoch, self.snapshot_seq = document.pk, document.epoch, document.snapshot_seq
        self.loaded_in, self.state = await self.house.keeper.load(self.name, updates)
        if before not in (0, self.seq):
            # What came while there was no worker is sent with all the rest: twice is as good as once.
            (everything,) = await self._ask("beyond", b"\x00")
            self._relay(everything, None)

    # --- what was written -------------------------------------------------------------------------------------------
    async def _store_waiting(self) -> None:
        batch = self._batch()
        try:
            await self._store(batch)
        except Gone:
            self.updates.extendleft(reversed(batch))
            raise
        except WorkerDied:
            await self._store_one_by_one(batch)

    def _batch(self) -> list[tuple[PageSocket, bytes]]:
        batch: list[tuple[PageSocket, bytes]] = []
        weight = 0
        while self.updates and len(batch) < limits.BATCH_UPDATES and weight < limits.BATCH_BYTES:
            batch.append(self.updates.popleft())
            weight += len(batch[-1][1])
        return batch

    async def _store(self, batch: Sequence[tuple[PageSocket, bytes]]) -> None:
        """Raises Gone or WorkerDied as long as nothing has come of it."""
        # Whoever was found out, or put out, is not heard on.
        batch = [(socket, update) for socket, update in batch if not socket.refused]
        verdicts, counts, state, news, *taken = await self._ask("take", *(update for _, update in batch))
        heard: list[PageSocket] = []
        writers: list[PageSocket] = []
        for (socket, _), verdict, count in zip(batch, _letters(verdicts), counts, strict=True):
            if verdict in (TAKEN, TORN, KNOWN):
                heard.append(socket)
                writers += [socket] * count
            else:
                self._refuse(socket, _WHY.get(verdict, BROKEN_UPDATE))
        if writers:
            updates = [(update, socket.caller.person) for socket, update in zip(writers, taken, strict=True)]
            answer = await self.house.commits.store(Wish(self.document, self.seq, self.epoch, updates))
            if answer.missed:
                state = await self._follow_missed(answer.missed)
            self.seq = answer.seq
            self.house.counts["updates"] += len(writers)
            # To its only writer too, where it is not what was written.
            self._relay(news, writers[0] if len(set(writers)) == 1 and TORN not in _letters(verdicts) else None)
            self.house.tell_others(self.name)
        self.state = state
        for socket in heard:
            socket.stored += 1
        for socket in set(heard):
            socket.push_bytes(frames.stored(state, socket.stored))

    async def _follow_missed(self, missed: Sequence[bytes]) -> bytes:
        try:
            state, news = await self._ask("follow", *missed)
        except WorkerDied:
            await self._load()
            return self.state
        self._relay(news, None)
        return state

    async def _store_one_by_one(self, batch: Sequence[tuple[PageSocket, bytes]]) -> None:
        """One of these has ended the worker, or somebody has who is not here. Each by itself, twice, tells which."""
        rest, died = deque(batch), 0
        try:
            while rest:
                try:
                    await self._know()
                    await self._store([rest[0]])
                except Gone:
                    continue
                except WorkerDied:
                    died += 1
                    if died < _TRIES:
                        continue
                    self._refuse(rest[0][0], BROKEN_UPDATE)
                rest.popleft()
                died = 0
        finally:
            self.updates.extendleft(reversed(rest))

    def _refuse(self, socket: PageSocket, why: Closing) -> None:
        socket.refused = True
        if why is not FULL:
            self.house.offended(socket, self.name)
        socket.close_with(why)

    async def _answer(self, socket: PageSocket, state: bytes | None) -> None:
        if socket.closing:
            return
        if state is None:
            socket.push_bytes(frames.step1(self.state))
            return
        try:
            (lacking,) = await self._ask("beyond", state)
        except Gone:
            self.joining.appendleft((socket, state))
            raise
        except WorkerFailed:
            self._refuse(socket, BROKEN_UPDATE)
            return
        except WorkerDied as death:
            socket.deaths += 1
            if socket.deaths < _TRIES:
                self.joining.appendleft((socket, state))
                raise Gone(self.name) from death
            self._refuse(socket, BROKEN_UPDATE)
            return
        socket.push_bytes(frames.step2(lacking))
        # From here on it hears what is new: nothing falls between.
        socket.joined = True

    def _relay(self, update: bytes, writer: PageSocket | None) -> None:
        message = {"type": "websocket.send", "bytes": frames.update(update)}
        for socket in tuple(self.sockets):
            if socket.joined and socket is not writer:
                socket.push(message)

    async def _snapshot(self) -> None:
        seq = self.seq
        # Whatever comes of it, the next try is for as many updates more.
        self.snapshot_seq = seq
        try:
            (data,) = await self._ask("snapshot")
        except WorkerFailed:
            logger.exception("%s keeps its log: a snapshot of it would not say the same", self.name)
            return
        await self.house.in_thread(keeping.keep_snapshot, self.document, data, seq)
        self.house.counts["snapshots"] += 1

    # --- carets ----------------------------------------------------------------------------------------------------
    def say_carets_soon(self) -> None:
        if self.caret_timer is None and self.carets.news:
            self.caret_timer = self.house.loop.call_later(limits.CARET_PAUSE, self._say_carets)

    def _say_carets(self) -> None:
        self.caret_timer = None
        here, elsewhere = self.carets.take_news()
        if here:
            message = {"type": "websocket.send", "bytes": frames.carets(here)}
            for socket in tuple(self.sockets):
                socket.push(message)
        if elsewhere:
            self.house.tell_carets(self.name, elsewhere)

    # --- the end ---------------------------------------------------------------------------------------------------
    def _end_if_empty(self) -> None:
        self.linger = None
        if not self.sockets:
            self.house.soon(self._retire())

    async def _retire(self) -> None:
        """Nobody has it open any more."""
        while self.task is not None:
            await asyncio.wait([self.task])
        if self.sockets or self.ended:
            return
        if self.is_loaded and self.seq > self.snapshot_seq:
            self.task = asyncio.current_task()
            try:
                await self._snapshot()
            except (WorkerDied, DatabaseError):
                logger.info("No snapshot of %s this time", self.name, exc_info=True)
            finally:
                self.task = None
        if self.sockets:
            self.go_on()
        else:
            self.end(GONE)

    def end(self, why: Closing) -> None:
        """Send everybody away. Who comes back opens it anew."""
        if self.ended:
            return
        self.ended = True
        for timer in (self.caret_timer, self.linger):
            if timer is not None:
                timer.cancel()
        self.house.forget(self)
        for socket in tuple(self.sockets):
            socket.close_with(why)


def _letters(verdicts: bytes) -> list[bytes]:
    return [bytes((letter,)) for letter in verdicts]


def _everything(name: str) -> tuple[Document, list[bytes]]:
    document = log.begun(name)
    return document, log.updates_of(document, upto=document.head)
