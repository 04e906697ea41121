"""Somebody's socket: who it is, that the hub knows it, and that it hears when something is taken from the person.

What a socket says and is told is the matter of its kind: ``consumers`` (the live layer), ``intranet.collab.sockets``.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError

from intranet.serving.identity import read_person

from . import access
from .carrier import TRY_AGAIN, Carrier
from .hub import Hub, running_hub

if TYPE_CHECKING:
    from .followed import Followed

log = logging.getLogger(__name__)


class Socket(Carrier):
    hub: Hub
    caller: access.Caller

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What the gates have let this socket follow, and are asked about again when something is taken away.
        self.following: set[str] = set()
        self.watching: set[int] = set()
        self.entered = False
        self.doubts = 0

    # --- coming and going -------------------------------------------------------------------------------------------
    async def websocket_connect(self, message: dict[str, Any]) -> None:
        # Accepted first: a code to close with only arrives on an open socket.
        await self.accept()
        try:
            self.hub = await running_hub()
            caller, refused = await self._who_calls()
        except DatabaseError:
            log.exception("A socket could not be let in")
            self.cut(TRY_AGAIN)
            return
        if caller is None:
            self.cut(refused)
            return
        self.caller = caller
        self.entered = self.hub.enter(self)
        if self.entered:
            await self.begin()
        else:
            self.cut(TRY_AGAIN)

    async def begin(self) -> None:
        """The person is known and may be here."""
        raise NotImplementedError

    async def _who_calls(self) -> tuple[access.Caller | None, int]:
        """The caller; or nobody, and the code to close with."""
        session, user = self.scope["session"], self.scope["user"]
        if self.hub.recall.was_just_heeded:
            session, user = await self.hub.in_thread(read_person, session.session_key)
        caller = access.caller_of(session, user)
        if caller is not None and await self.hub.in_thread(access.is_held_back, user):
            return None, access.HELD_BACK
        return caller, access.SIGNED_OUT

    def left(self) -> None:
        if self.entered:
            self.entered = False
            self.end()
            self.hub.leave(self)

    def end(self) -> None:
        """It was among the hub's, and is gone."""

    def cut(self, code: int, reason: str = "") -> None:
        if code == TRY_AGAIN and self.entered and not self.closing:
            self.hub.counts["cut"] += 1
        super().cut(code, reason)

    @property
    def language(self) -> str:
        return self.caller.language

    # --- what the hub calls -----------------------------------------------------------------------------------------
    def doubt(self) -> None:
        """Something was taken from this person: whatever was read before no longer counts."""
        self.doubts += 1

    def lose(self, name: str) -> None:
        """A gate that had let it in refuses now."""
        raise NotImplementedError

    def resync(self, followed: Followed) -> None:
        """Frames were left out."""

    def beat(self, streams: Mapping[str, Followed]) -> None:
        """Every twenty seconds."""

    def show_presence(self) -> None:
        """What the person lets others see was read anew."""
