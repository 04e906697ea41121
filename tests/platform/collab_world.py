"""Editors at documents, without a wire: the hub, the rooms, the worker process and the database are the real ones."""

from __future__ import annotations

import asyncio
from typing import Any

from intranet.accounts.models import User
from intranet.collab import crdt, frames
from intranet.collab.sockets import PageSocket
from intranet.realtime.hub import Hub

from .live_world import FakeSession, until


class Desk:
    """A browser at one document: its own copy of it, and what it heard."""

    def __init__(self, person: Any, key: int = 7, sort: str = "leaf") -> None:
        self.person, self.document = person, crdt.opened([])
        route = {"kwargs": {"sort": sort, "key": str(key)}}
        session = FakeSession(f"session-{person.pk}")
        self.scope = {"type": "websocket", "user": person, "session": session, "url_route": route}
        self.heard: list[bytes] = []
        self.closed: tuple[int, str] | None = None
        self.stored: list[int] = []
        self.may: int | None = None
        self.synced = False
        self.states: dict[int, bytes] = {}
        self.reads = asyncio.Event()
        self.reads.set()
        self.inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.socket = PageSocket()

    async def come(self) -> Desk:
        self.task = asyncio.create_task(self.socket(self.scope, self.inbox.get, self.send))
        self.inbox.put_nowait({"type": "websocket.connect"})
        await until(lambda: self.may is not None or self.closed)
        if not self.closed:
            self.say(frames.step1(self.document.get_state()))
            await until(lambda: self.synced or self.closed)
        return self

    async def send(self, message: dict[str, Any]) -> None:
        await self.reads.wait()
        if message["type"] == "websocket.close":
            self.closed = (message["code"], message["reason"])
            self.inbox.put_nowait({"type": "websocket.disconnect", "code": message["code"]})
        elif message["type"] == "websocket.send":
            self.hear(message["bytes"])

    def hear(self, data: bytes) -> None:
        self.heard.append(data)
        kind, place = frames.number(data, 0)
        if kind == frames.SYNC:
            step, place = frames.number(data, place)
            said, _ = frames.piece(data, place)
            if step != frames.STEP1:
                self.document.apply_update(said)
                self.synced |= step == frames.STEP2
        elif kind == frames.STORED:
            _, place = frames.piece(data, place)
            self.stored.append(frames.number(data, place)[0])
        elif kind == frames.MAY:
            self.may = data[place]
        elif kind == frames.CARETS:
            from intranet.collab.carets import decoded

            said, _ = frames.piece(data, place)
            for client, _, state in decoded(said):
                self.states[client] = state

    def say(self, data: bytes) -> None:
        self.inbox.put_nowait({"type": "websocket.receive", "bytes": data})

    def write(self, text: str) -> None:
        """Make it say this."""
        self.say(frames.update(crdt.changed(self.document, text)))

    def point(self, client: int, state: bytes, clock: int = 1) -> None:
        self.say(frames.carets(b"\x01" + frames.written(client) + frames.written(clock) + frames.with_length(state)))

    @property
    def text(self) -> str:
        return crdt.text_of(self.document)

    def leave(self) -> None:
        self.inbox.put_nowait({"type": "websocket.disconnect", "code": 1000})


async def hub_of_its_own(monkeypatch: Any) -> Hub:
    """One that knows everybody's session."""
    from intranet.realtime import access, hub, sockets

    found = Hub(asyncio.get_running_loop())

    async def running() -> Hub:
        await found.started()
        return found

    monkeypatch.setattr(access, "_living_sessions", set)
    monkeypatch.setattr(access, "_code_for", lambda caller, user: None if user.is_active else access.DEACTIVATED)
    monkeypatch.setattr(sockets, "read_person", _who_it_was)
    monkeypatch.setattr(sockets, "running_hub", running)
    monkeypatch.setattr("intranet.collab.house.running_hub", running)
    monkeypatch.setattr(hub, "_running", found)
    return found


def _who_it_was(session_key: str) -> tuple[FakeSession, User]:
    return FakeSession(session_key), User.objects.get(pk=session_key.removeprefix("session-"))
