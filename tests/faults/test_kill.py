"""kill -9 in the middle of concurrent posting: what was acknowledged is there, once, and in order."""

from __future__ import annotations

import http.client
import json
import sqlite3
import subprocess
import sys
import threading
import uuid
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import connect

from tests.e2e.house import ROOT, Product

CLIENTS, POSTS_EACH, KILLS = 8, 25, 3
# One writer per client, so that the limit of one token is not what ends the test.
_MOVE_IN = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from intranet.accounts.actions import create_token
from intranet.accounts.models import User
from intranet.spaces import actions

people = [User.objects.create_user(f"p{n}@example.com", name=f"Person {n}", kind="staff") for n in range(CLIENTS)]
space = actions.create_space(by=people[0], name="Loading bay")
for person in people[1:]:
    actions.join_space(space, by=person)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(people[0].pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = people[0].get_session_auth_hash()
session.create()
print("READY " + json.dumps({
    "space": space.pk,
    "tokens": [create_token(person, by=person, name="fault")[1] for person in people],
    "cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
}))
"""


class Progress:
    """How many posts were acknowledged; the killer waits for a number, not for a while."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, int] = {}
        self.changed = threading.Condition()

    def note(self, key: str, pk: int) -> None:
        with self.changed:
            assert self.acknowledged.setdefault(key, pk) == pk
            self.changed.notify_all()

    def wait_for(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.acknowledged) >= count, timeout=120)


class Listener(threading.Thread):
    """A browser that follows the space through every restart and asks for what it missed."""

    def __init__(self, product: Product, cookie: str, stream: str) -> None:
        super().__init__(daemon=True)
        self.product, self.cookie, self.stream = product, cookie, stream
        self.seqs: list[int] = []
        self.heard = threading.Condition()
        self.done = False

    def run(self) -> None:
        address = self.product.address.replace("http", "ws") + "/ws/live/"
        while not self.done:
            try:
                headers = {"Cookie": self.cookie}
                with connect(address, origin=self.product.address, additional_headers=headers) as socket:
                    socket.send(json.dumps({"follow": self.stream, "since": self.seqs[-1] if self.seqs else 0}))
                    while not self.done:
                        self._hear(json.loads(socket.recv(timeout=1)))
            except TimeoutError:
                continue
            except (OSError, ConnectionClosed, WebSocketException):
                threading.Event().wait(0.05)  # the server is away; a browser waits longer

    def _hear(self, message: dict) -> None:
        if message.get("stream") == self.stream and "seq" in message:
            with self.heard:
                self.seqs.append(message["seq"])
                self.heard.notify_all()

    def wait_for(self, seq: int) -> None:
        with self.heard:
            assert self.heard.wait_for(lambda: bool(self.seqs) and self.seqs[-1] >= seq, timeout=60), self.seqs[-5:]


def post_until_acknowledged(product: Product, token: str, space: int, number: int, progress: Progress) -> None:
    """Post, and post again with the same key for as long as nobody said that it is there."""
    for count in range(POSTS_EACH):
        key = str(uuid.uuid4())
        body = json.dumps({"body": f"{number}:{count}", "client_id": key})
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", product.port, timeout=20)
            try:
                connection.request("POST", f"/api/v1/spaces/{space}/posts", body, headers)
                answer = connection.getresponse()
                said = json.loads(answer.read() or b"{}")
            except (OSError, http.client.HTTPException, ValueError):
                threading.Event().wait(0.05)
                continue
            finally:
                connection.close()
            if answer.status == 201:
                progress.note(key, said["id"])
                break
            assert answer.status == 503, (answer.status, said)


@pytest.fixture
def product(tmp_path: Path):
    house = Product(tmp_path)
    house.prepare()
    house.start()
    yield house
    house.stop()


def test_what_was_acknowledged_survives_three_kills_once_and_in_order(product: Product):
    script = _MOVE_IN.replace("CLIENTS", str(CLIENTS))
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", script]
    moved_in = subprocess.run(command, cwd=ROOT, env=product.environment, check=True, capture_output=True, text=True)
    world = json.loads(next(line for line in moved_in.stdout.splitlines() if line.startswith("READY "))[6:])
    stream, progress = f"space_{world['space']}", Progress()
    listener = Listener(product, world["cookie"], stream)
    listener.start()
    writers = [
        threading.Thread(target=post_until_acknowledged, args=(product, token, world["space"], number, progress))
        for number, token in enumerate(world["tokens"])
    ]
    for writer in writers:
        writer.start()
    for kill in range(KILLS):
        progress.wait_for((kill + 1) * CLIENTS * POSTS_EACH // (KILLS + 2))
        product.kill()
        product.start()
    for writer in writers:
        writer.join(120)
        assert not writer.is_alive()

    database = sqlite3.connect(product.data / "portico.sqlite3")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    rows = database.execute("SELECT client_id, id FROM content_entry WHERE kind = 'feeds.post'").fetchall()
    stored = {str(uuid.UUID(key)): pk for key, pk in rows}
    assert len(rows) == len(stored) == CLIENTS * POSTS_EACH
    assert stored == progress.acknowledged
    (head,) = database.execute("SELECT head FROM realtime_stream WHERE name = ?", [stream]).fetchone()
    seqs = [
        seq for (seq,) in database.execute("SELECT seq FROM realtime_frame WHERE stream = ? ORDER BY seq", [stream])
    ]
    assert seqs == list(range(1, head + 1))
    listener.wait_for(head)
    listener.done = True
    assert listener.seqs == seqs
