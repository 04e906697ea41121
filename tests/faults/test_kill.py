"""kill -9 of the server in the middle of everybody's posting: what was acknowledged is there, once, and was told once.

Eight programs post as fast as they may, each post with its own key, and repeat what was not answered. Three times the
server is killed between two bytes and started again on the same data. Meanwhile one socket follows the space, comes
back after each fall, and asks for what it missed.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from tests.e2e.house import Hand, Product, open_house

PEOPLE = ["ada", "ben", "cleo", "mara", "aldo", "zoe", "otto", "nora"]
POSTS_EACH = 30
KILL_AFTER = [30, 90, 150]
PATIENCE = 50


@pytest.fixture
def house(tmp_path) -> Iterator[tuple[Product, Hand]]:
    with open_house(tmp_path, with_pages=False) as found:
        yield found


class Ledger:
    """What was acknowledged, and a way to wait for so much of it."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, int] = {}
        self.repeated = 0
        self._news = threading.Condition()

    def note(self, key: str, pk: int) -> None:
        with self._news:
            assert self.acknowledged.setdefault(key, pk) == pk, "acknowledged twice, as two posts"
            self._news.notify_all()

    def wait_for(self, count: int) -> None:
        with self._news:
            assert self._news.wait_for(lambda: len(self.acknowledged) >= count, timeout=PATIENCE)


class Program:
    """Posts for one person. A connection that breaks tells nothing, so the same post is sent again."""

    def __init__(self, product: Product, token: str, space: int, ledger: Ledger) -> None:
        self.product, self.token, self.space, self.ledger = product, token, space, ledger
        self.pause = threading.Event()

    def run(self) -> None:
        deadline = time.monotonic() + PATIENCE
        for number in range(POSTS_EACH):
            key = str(uuid.uuid4())
            while (pk := self._send(key, number)) is None:
                assert time.monotonic() < deadline, "the server did not come back"
                self.ledger.repeated += 1
                self.pause.wait(0.05)
            self.ledger.note(key, pk)

    def _send(self, key: str, number: int) -> int | None:
        line = http.client.HTTPConnection("127.0.0.1", self.product.port, timeout=10)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        body = json.dumps({"body": f"Post {number}", "client_id": key})
        try:
            line.request("POST", f"/api/v1/spaces/{self.space}/posts", body, headers)
            answer = line.getresponse()
            told = answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()
        if answer.status in (429, 502, 503):
            return None
        assert answer.status == 201, told
        return int(json.loads(told)["id"])


class Follower(threading.Thread):
    """A live client: follows one stream, comes back when the line breaks, and asks for what came after its last."""

    def __init__(self, product: Product, session: str, stream: str) -> None:
        super().__init__(daemon=True)
        self.product, self.session, self.stream = product, session, stream
        self.seen: list[int] = []
        self.resynced = False
        self.ended = threading.Event()
        self.comebacks = -1

    def run(self) -> None:
        while not self.ended.is_set():
            try:
                self._follow()
            except (OSError, WebSocketException, EOFError):
                self.ended.wait(0.05)

    def _follow(self) -> None:
        address = self.product.address.replace("http://", "ws://") + "/ws/live/"
        cookie = {"Cookie": f"portico_session={self.session}"}
        with connect(address, origin=self.product.address, additional_headers=cookie, open_timeout=5) as line:
            self.comebacks += 1
            line.send(json.dumps({"follow": self.stream, "since": self.seen[-1] if self.seen else 0}))
            while not self.ended.is_set():
                try:
                    message: dict[str, Any] = json.loads(line.recv(timeout=0.2))
                except TimeoutError:
                    continue
                self.resynced |= message.get("resync") == self.stream
                if message.get("stream") == self.stream and "event" in message:
                    self.seen.append(message["seq"])

    def has_seen(self, head: int) -> bool:
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline and (not self.seen or self.seen[-1] < head):
            self.ended.wait(0.05)
        return bool(self.seen) and self.seen[-1] == head


def test_what_was_acknowledged_survives_three_kills_once(house):
    product, hand = house
    room = hand("room", name="Forge", members=PEOPLE)
    tokens = {handle: hand("token", handle=handle) for handle in PEOPLE}
    before = hand("account_of", space=room["slug"])
    follower = Follower(product, hand("session", handle="ben"), before["stream"])
    follower.start()
    ledger = Ledger()
    programs = [Program(product, token, room["pk"], ledger) for token in tokens.values()]

    with ThreadPoolExecutor(len(programs)) as pool:
        running = [pool.submit(program.run) for program in programs]
        for count in KILL_AFTER:
            ledger.wait_for(count)
            product.kill()
            product.start()
        for one in running:
            one.result(timeout=PATIENCE)

    after = hand("account_of", space=room["slug"])
    total = len(PEOPLE) * POSTS_EACH
    assert len(ledger.acknowledged) == total
    assert sorted(map(tuple, after["posts"])) == sorted(ledger.acknowledged.items())
    assert ledger.repeated > 0, "nobody was interrupted: the kills came too late"
    assert (after["integrity"], after["orphans"], after["with_gaps"]) == (["ok"], 0, [])
    assert after["head"] - before["head"] == total

    assert follower.has_seen(after["head"])
    follower.ended.set()
    follower.join(10)
    assert follower.comebacks >= len(KILL_AFTER)
    assert not follower.resynced
    assert follower.seen == list(range(1, after["head"] + 1))
