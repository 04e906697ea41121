"""People who knock without a pause while something happens, and count who was turned away."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
import uuid
from collections import Counter
from typing import Any

import requests
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from .house import Person


class Knocking:
    """``with Knocking(url, ada) as knocking: …``: reads and writes through the proxy, each in threads of its own.

    ``answers`` counts what came: a status, or the name of what broke. ``written`` are the texts that were acknowledged.
    """

    def __init__(self, url: str, person: Person, *, readers: int = 3) -> None:
        self.url, self.person = url, person
        self.answers: Counter[int | str] = Counter()
        self.written: list[str] = []
        self.slowest = 0.0
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._read, daemon=True) for _ in range(readers)]
        self._threads.append(threading.Thread(target=self._write, daemon=True))

    def __enter__(self) -> Knocking:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(70)

    @property
    def failures(self) -> dict[int | str, int]:
        return {answer: count for answer, count in self.answers.items() if answer not in (200, 201)}

    def _read(self) -> None:
        with requests.Session() as client:
            client.headers["Authorization"] = f"Bearer {self.person.token}"
            while not self._over.wait(0.02):
                self._ask(client, "GET", "/robots.txt")  # asks the database, and may be asked by anybody

    def _write(self) -> None:
        with requests.Session() as client:
            client.headers["Authorization"] = f"Bearer {self.person.token}"
            while not self._over.wait(2):
                words = f"Said {uuid.uuid4()}"
                if self._ask(client, "POST", f"/api/v1/spaces/{self.person.space}/posts", {"body": words}) == 201:
                    self.written.append(words)

    def _ask(self, client: requests.Session, method: str, path: str, body: Any = None) -> int | str:
        try:
            answer = client.request(method, self.url + path, json=body, timeout=60)
            self.slowest = max(self.slowest, answer.elapsed.total_seconds())
            came: int | str = answer.status_code
        except requests.RequestException as problem:
            came = type(problem).__name__
        self.answers[came] += 1
        return came


class Listening:
    """A socket that is opened again whenever it is closed, as a browser does. Runs in a thread of its own."""

    def __init__(self, url: str, person: Person, stream: str) -> None:
        self.address = url.replace("http://", "ws://") + "/ws/live/"
        self.url, self.person, self.stream = url, person, stream
        self.closed: Counter[int] = Counter()
        self.opened = 0
        self.seen: list[int] = []
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Listening:
        self._thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._loop.call_soon_threadsafe(lambda: self._task and self._task.cancel())
        self._thread.join(20)

    def _run(self) -> None:
        async def listen() -> None:
            self._task = asyncio.current_task()
            while True:
                try:
                    await self._one_line()
                except ConnectionClosed as end:
                    self.closed[end.rcvd.code if end.rcvd else 1006] += 1
                except (OSError, InvalidHandshake) as problem:
                    self.closed[type(problem).__name__] += 1
                await asyncio.sleep(0.05)

        with contextlib.suppress(asyncio.CancelledError):
            self._loop.run_until_complete(listen())

    async def _one_line(self) -> None:
        headers = {"Cookie": self.person.cookie}
        async with connect(self.address, origin=self.url, additional_headers=headers, compression=None) as line:
            self.opened += 1
            order: dict[str, object] = {"follow": self.stream}
            if self.seen:
                order["since"] = self.seen[-1]
            await line.send(json.dumps(order))
            async for text in line:
                message = json.loads(text)
                if message.get("stream") == self.stream and "seq" in message:
                    self.seen.append(message["seq"])
