"""A live layer without a database: streams are lists, the wire can lose, double and reorder, tabs are lists of what
they heard. The hub and the consumer are the real ones."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from intranet.realtime import access, ledger
from intranet.realtime import sockets as sockets_module
from intranet.realtime.bus import LocalBus
from intranet.realtime.consumers import LiveConsumer
from intranet.realtime.frames import CONTROL, Numbered
from intranet.realtime.hub import Hub, Pace

PATIENCE = 10
QUICK = Pace(poll=0.02, heartbeat=0.05, sentinel=0.05, patience=0.002, spread=0.0, linger=0.01)
STILL = Pace(poll=3600, heartbeat=3600, sentinel=3600, patience=0.0, spread=0.0, linger=3600)


async def until(condition: Callable[[], Any], what: str = "") -> None:
    """Let the loop run until it holds."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.001)


class UnhurriedHub(Hub):
    """Its database answers after a few turns of the loop, as threads do."""

    chance = random.Random(0)

    async def in_thread(self, function, *args, **kwargs):
        answer = function(*args, **kwargs)
        for _ in range(self.chance.randrange(4)):
            await asyncio.sleep(0)
        return answer


class World:
    """Everything that was ever committed, who may follow what, and who is signed in."""

    def __init__(self, monkeypatch: Any, *, seed: int = 0, pace: Pace = STILL) -> None:
        self.chance = random.Random(seed)
        self.kept: dict[str, list[Numbered]] = {}
        self.heads: dict[str, int] = {}
        self.shut: set[tuple[int, str]] = set()
        self.leaving: dict[int, int] = {}
        self.queries = 0
        self.hub = UnhurriedHub(asyncio.get_running_loop(), bus=LocalBus(), pace=pace)
        self.hub.chance = self.chance
        for module, name, stand_in in (
            (ledger, "heads", self.heads_of),
            (ledger, "frames_after", self.frames_after),
            (access, "ask_gate", self.ask_gate),
            (access, "streams_lost", self.streams_lost),
            (access, "still_welcome", self.still_welcome),
            (access, "is_held_back", lambda user: False),
            (access, "presence_shown", lambda person, ids: {each for each in ids if each < 100}),
            (sockets_module, "running_hub", self.running_hub),
        ):
            monkeypatch.setattr(module, name, stand_in)

    async def running_hub(self) -> Hub:
        await self.hub.started()
        return self.hub

    # --- the database -----------------------------------------------------------------------------
    def commit(self, stream: str, event: str = "said", **payload: Any) -> Numbered:
        seq = self.heads[stream] = self.heads.get(stream, 0) + 1
        frame = Numbered(stream, seq, event, payload)
        self.kept.setdefault(stream, []).append(frame)
        return frame

    def say(self, stream: str, **payload: Any) -> Numbered:
        """Commit, and a delivery that arrives."""
        frame = self.commit(stream, **payload)
        self.hub.receive([frame])
        return frame

    def heads_of(self, names: Any) -> dict[str, int]:
        self.queries += 1
        return {name: self.heads.get(name, 0) for name in names}

    def frames_after(self, name: str, seq: int, limit: int = ledger.MOST_REPLAYED + 1) -> list[Numbered]:
        self.queries += 1
        return [frame for frame in self.kept.get(name, []) if frame.seq > seq][:limit]

    # --- people -----------------------------------------------------------------------------------
    def ask_gate(self, person: int, user: Any, stream: str) -> tuple[bool, Any]:
        return (person, stream) not in self.shut, SimpleNamespace(pk=person)

    def streams_lost(self, following: dict[int, set[str]]) -> dict[int, set[str]]:
        return {person: {name for name in names if (person, name) in self.shut} for person, names in following.items()}

    def still_welcome(self, callers: Any) -> dict[Any, int]:
        return {caller: self.leaving[caller.person] for caller in callers if caller.person in self.leaving}

    def revoke(self, *people: int) -> None:
        self.say(CONTROL, people=list(people))

    async def tab(self, person: int = 1, **follow: int | None) -> Tab:
        tab = Tab(person)
        await tab.open()
        for name, since in follow.items():
            await tab.follow(name, since)
        return tab


class Tab:
    """A browser tab: says JSON, keeps what it hears."""

    def __init__(
        self, person: int = 1, *, language: str = "en", shows_presence: bool = True, shows_typing: bool = True
    ) -> None:
        user = SimpleNamespace(
            pk=person,
            language=language,
            show_presence=shows_presence,
            show_typing=shows_typing,
            is_authenticated=True,
            is_active=True,
        )
        self.scope = {"type": "websocket", "user": user, "session": FakeSession(f"session-{person}")}
        self.heard: list[dict[str, Any]] = []
        self.closed_with: int | None = None
        self.reads = asyncio.Event()
        self.reads.set()
        self.inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.consumer = LiveConsumer()

    async def open(self) -> None:
        self.task = asyncio.create_task(self.consumer(self.scope, self.inbox.get, self.send))
        self.inbox.put_nowait({"type": "websocket.connect"})
        await until(lambda: self.heard or self.closed_with)

    async def send(self, message: dict[str, Any]) -> None:
        await self.reads.wait()
        if message["type"] == "websocket.send":
            assert self.closed_with is None, "a frame after the close"
            self.heard.append(json.loads(message["text"]))
        elif message["type"] == "websocket.close":
            self.closed_with = message["code"]
            self.inbox.put_nowait({"type": "websocket.disconnect", "code": message["code"]})

    def say(self, content: Any) -> None:
        text = content if isinstance(content, str) else json.dumps(content)
        self.inbox.put_nowait({"type": "websocket.receive", "text": text})

    async def follow(self, name: str, since: int | None = None) -> dict[str, Any]:
        before = len(self.heard)
        self.say({"follow": name} if since is None else {"follow": name, "since": since})

        def answers() -> list[dict[str, Any]]:
            return [m for m in self.heard[before:] if name in (m.get("following"), m.get("refused"))]

        await until(answers)
        await until(lambda: name not in self.consumer.hub.streams or not self.consumer.hub.streams[name].held)
        return answers()[0]

    def frames(self, name: str) -> list[int]:
        return [message["seq"] for message in self.heard if message.get("stream") == name and "seq" in message]

    def stop_reading(self) -> None:
        self.reads.clear()

    async def leave(self) -> None:
        self.inbox.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await self.task


class FakeSession(dict):
    def __init__(self, key: str) -> None:
        super().__init__()
        self.session_key = key
