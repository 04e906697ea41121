"""``/ws/pages/12/``: one browser at one document, in the protocol that every Yjs client speaks (docs/collab.md).

It parses, asks the gate and carries; what is done with an update is the room's matter.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model

from intranet.realtime.carrier import Bucket
from intranet.realtime.sockets import Socket

from . import frames, limits
from .closing import CROWDED, GARBLED, LOST, NOT_FOUND, READER, RESTING, TOO_BIG, TOO_FAST, TOO_MANY, Closing
from .frames import Garbled
from .house import House, open_house
from .sorts import WRITING, Access, access

if TYPE_CHECKING:
    from intranet.realtime.followed import Followed

    from .rooms import Room

log = logging.getLogger(__name__)

# To ask for everything costs more than to say something.
_PRICE_OF_ALL = 20


class PageSocket(Socket):
    # Small frames, many of them; whoever loads a large document over a slow line has a few waiting for it.
    most_waiting = 1024
    house: House
    room: Room | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = asyncio.get_running_loop().time()
        self.changes = Bucket(limits.UPDATES_A_SECOND, limits.UPDATES_AT_ONCE, now)
        self.weight = Bucket(limits.BYTES_A_SECOND, limits.BYTES_AT_ONCE, now)
        self.words = Bucket(limits.CARETS_A_SECOND, limits.CARETS_AT_ONCE, now)
        self.signature: dict[str, Any] = {}
        # The number under which its browser writes and shows its caret.
        self.client: int | None = None
        self.may_write = self.joined = self.refused = self.deaf = False
        # How often the worker died at its question.
        self.deaths = 0
        # How many of its updates are in the log.
        self.stored = 0

    # --- coming and going -------------------------------------------------------------------------------------------
    async def begin(self) -> None:
        self.house = await open_house()
        place = self.scope["url_route"]["kwargs"]
        name = f"{place['sort']}_{place['key']}"
        if self.house.is_resting(self.caller.person):
            self.close_with(RESTING)
            return
        while True:
            doubts = self.doubts
            granted, self.signature = await self.hub.in_thread(_asked, self.caller.person, name)
            if doubts == self.doubts:
                break
        if self.closing or not granted:
            self.close_with(NOT_FOUND)
            return
        # From here on a revocation finds it.
        self.following.add(name)
        self.may_write = granted == Access.WRITE
        if self.may_write:
            self.following.add(f"{WRITING}{name}")
        room = self.house.room(name)
        if len(room.sockets) >= limits.SOCKETS:
            self.close_with(CROWDED)
        elif self.may_write and sum(socket.may_write for socket in room.sockets) >= limits.EDITORS:
            self.close_with(TOO_MANY)
        else:
            self.room = room
            self.push_bytes(frames.may(granted))
            room.enter(self)

    def end(self) -> None:
        if self.room is not None:
            self.room.leave(self)

    def lose(self, name: str) -> None:
        self.hub.counts["refused"] += 1
        self.refused = True
        self.close_with(LOST)

    def beat(self, streams: Mapping[str, Followed]) -> None:
        """Stock clients think a line dead that has been silent for thirty seconds."""
        if self.room is not None:
            self.push_bytes(frames.carets(self.room.carets.everybody() or b"\x00"))

    def stop_listening(self) -> None:
        """The server ends: what is not stored by now is sent again to the next one."""
        self.deaf = True

    def close_with(self, why: Closing) -> None:
        self.cut(why.code, why.reason)

    def push_bytes(self, data: bytes) -> None:
        self.push({"type": "websocket.send", "bytes": data})

    # --- what a browser says ------------------------------------------------------------------------------------------
    async def _take_in(self, message: dict[str, Any]) -> None:
        data = message.get("bytes")
        if self.room is None or self.deaf:
            return
        if data is None:
            self.close_with(GARBLED)
        elif len(data) > limits.FRAME_BYTES:
            self.close_with(TOO_BIG)
        else:
            try:
                self._hear(self.room, data)
            except Garbled:
                self.house.offended(self, self.room.name)
                self.close_with(GARBLED)

    def _hear(self, room: Room, data: bytes) -> None:
        sort, place = frames.number(data, 0)
        if sort == frames.SYNC:
            step, place = frames.number(data, place)
            said, place = frames.piece(data, place)
            self._sync(room, step, said)
        elif sort == frames.CARETS:
            said, place = frames.piece(data, place)
            if self._takes(self.words, 1):
                room.carets.take(self, said)
                room.say_carets_soon()
        elif sort == frames.ASK_CARETS:
            if self._takes(self.words, 1):
                self.push_bytes(frames.carets(room.carets.everybody() or b"\x00"))
        elif sort != frames.AUTH:
            raise Garbled

    def _sync(self, room: Room, step: int, said: bytes) -> None:
        if step == frames.STEP1:
            if not frames.plausible_state(said):
                raise Garbled
            if self._takes(self.changes, _PRICE_OF_ALL):
                room.tell_lacking(self, said)
            else:
                self.close_with(TOO_FAST)
        elif step not in (frames.STEP2, frames.UPDATE):
            raise Garbled
        elif not self.may_write:
            self.close_with(READER)
        elif not frames.plausible_update(said):
            raise Garbled
        elif not (self._takes(self.changes, 1) and self._takes(self.weight, len(said))):
            self.close_with(TOO_FAST)
        else:
            room.take_in(self, said)

    def _takes(self, bucket: Bucket, tokens: float) -> bool:
        return bucket.take(tokens, self.house.loop.time())


def _asked(person: int, name: str) -> tuple[Access, dict[str, Any]]:
    """In a thread: what a freshly read person may, and who that is to the others."""
    user = get_user_model()._default_manager.filter(pk=person, is_active=True).first()
    if user is None:
        return Access.NONE, {}
    granted = access(user, name)
    return granted, {"id": user.pk, "name": user.name, "tint": user.tint, "initials": user.initials}
