"""Many who write at once, what was acknowledged to them, and who listens meanwhile, while the server falls and rises.

Not tests: what ``killed_server``, ``test_chat_kill`` and the benchmark of falls are made of.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from collections import Counter
from typing import Any

from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import connect

from tests.e2e.house import Product

PATIENCE = 180


class Ledger:
    """What was acknowledged, and a way to wait for so much of it."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, int] = {}
        self.repeated = 0
        self._news = threading.Condition()

    def note(self, key: str, pk: int) -> None:
        with self._news:
            assert self.acknowledged.setdefault(key, pk) == pk, "acknowledged twice, as two"
            self._news.notify_all()

    def wait_for(self, count: int) -> None:
        with self._news:
            assert self._news.wait_for(lambda: len(self.acknowledged) >= count, timeout=PATIENCE)


class Program:
    """Sends for one person. A connection that breaks tells nothing, so the same is sent again. How one sends is said by
    ``path``, ``headers`` and ``told``."""

    def __init__(
        self, product: Product, ledger: Ledger, *, path: str, headers: dict[str, str], how_many: int, told: str = "Post"
    ) -> None:
        self.product, self.ledger, self.path, self.headers = product, ledger, path, headers
        self.how_many, self.told = how_many, told
        self.pause = threading.Event()
        # How long each answer took, in seconds, and what else was answered than yes.
        self.took: list[float] = []
        self.refusals: Counter[int] = Counter()

    def run(self) -> None:
        for number in range(self.how_many):
            key = str(uuid.uuid4())
            deadline = time.monotonic() + PATIENCE
            while (pk := self._send(key, number)) is None:
                assert time.monotonic() < deadline, "the server did not come back"
                self.ledger.repeated += 1
                self.pause.wait(0.05)
            self.ledger.note(key, pk)

    def _send(self, key: str, number: int) -> int | None:
        line = http.client.HTTPConnection("127.0.0.1", self.product.port, timeout=20)
        begun = time.monotonic()
        try:
            line.request("POST", self.path, self.body(key, number), self.headers)
            answer = line.getresponse()
            told = answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()
        if answer.status in (429, 502, 503):
            self.refusals[answer.status] += 1
            return None
        assert answer.status == 201, told
        self.took.append(time.monotonic() - begun)
        return int(json.loads(told)["id"])

    def body(self, key: str, number: int) -> str:
        return json.dumps({"body": f"{self.told} {number}", "client_id": key})


class Follower(threading.Thread):
    """A live client: follows one stream, comes back when the line breaks, and asks for what came after its last, or
    after ``since``."""

    def __init__(self, product: Product, session: str, stream: str, *, since: int = 0) -> None:
        super().__init__(daemon=True)
        self.product, self.session, self.stream, self.since = product, session, stream, since
        self.seen: list[int] = []
        # The entries that were announced, in the order in which they came.
        self.entries: list[int] = []
        self.resynced = False
        self.is_refused = threading.Event()
        self.ended = threading.Event()
        self.comebacks = -1
        # The codes with which lines were closed from the other end; 0 where none was said.
        self.closed_with: list[int] = []

    def run(self) -> None:
        while not self.ended.is_set():
            try:
                self._follow()
            except ConnectionClosed as closed:
                self.closed_with.append(closed.rcvd.code if closed.rcvd else 0)
                self.ended.wait(0.05)
            except (OSError, WebSocketException, EOFError):
                self.ended.wait(0.05)

    def _follow(self) -> None:
        address = self.product.address.replace("http://", "ws://") + "/ws/live/"
        cookie = {"Cookie": f"portico_session={self.session}"}
        with connect(address, origin=self.product.address, additional_headers=cookie, open_timeout=5) as line:
            self.comebacks += 1
            line.send(json.dumps({"follow": self.stream, "since": self.seen[-1] if self.seen else self.since}))
            while not self.ended.is_set():
                try:
                    message: dict[str, Any] = json.loads(line.recv(timeout=0.2))
                except TimeoutError:
                    continue
                self.resynced |= message.get("resync") == self.stream
                if message.get("refused") == self.stream:
                    self.is_refused.set()
                if message.get("stream") == self.stream and "event" in message:
                    self.seen.append(message["seq"])
                    if message["event"].endswith(".published"):
                        self.entries.append(message["entry"])

    def place(self) -> str:
        """Where it is and how it came there, for who wonders."""
        said = f"{self.seen[-1:]} after {self.comebacks} comebacks, closed with {self.closed_with[-5:]}"
        return f"{said}, refused" if self.is_refused.is_set() else said

    def has_seen(self, head: int, *, within: float = PATIENCE) -> bool:
        deadline = time.monotonic() + within
        while time.monotonic() < deadline and (not self.seen or self.seen[-1] < head):
            self.ended.wait(0.05)
        return bool(self.seen) and self.seen[-1] == head
