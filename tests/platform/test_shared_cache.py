"""The cache that processes share, when Redis falls, stalls and comes back: people go on."""

from __future__ import annotations

import signal
import socket
import threading

import pytest

from intranet.core import away, throttle
from intranet.core.shared_cache import SharedCache

from .redis_server import redis_server


@pytest.fixture
def nowhere():
    """A port on which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        found = SharedCache(f"redis://127.0.0.1:{taken.getsockname()[1]}/0", {})
        yield found
        found._own.clear()


def test_while_redis_is_away_a_process_remembers_by_itself_and_waits_once(nowhere, caplog):
    assert nowhere.get("name", "nobody") == "nobody"
    nowhere.set("name", "Ada")
    nowhere.set_many({"one": 1, "two": 2})

    assert nowhere.get("name") == "Ada"
    assert nowhere.get_many(["one", "two", "three"]) == {"one": 1, "two": 2}
    assert nowhere.incr("one") == 2
    assert nowhere.add("one", 9) is False
    assert nowhere.has_key("two")
    assert nowhere.touch("two", 60)
    assert nowhere.delete("name")
    nowhere.delete_many(["two"])
    assert nowhere.get("two") is None
    assert caplog.text.count("Redis is away") == 1


def test_a_limit_holds_for_one_process_while_redis_is_away(nowhere, monkeypatch):
    monkeypatch.setattr(throttle, "cache", nowhere)

    assert [bool(throttle.allow("x", limit=2, per_seconds=3600)) for _ in range(4)] == [True, True, False, False]


def test_after_the_pause_one_asks_and_the_others_go_on_without(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(away.time, "monotonic", lambda: now[0])
    breaker = away.Breaker(pause=1.0)
    assert breaker.may_try()

    breaker.failed()
    assert not breaker.may_try()
    now[0] += 1.1
    assert [breaker.may_try() for _ in range(3)] == [True, False, False]

    breaker.succeeded()
    assert breaker.may_try()


@pytest.mark.redis
def test_a_redis_that_stalls_is_not_waited_for_and_what_was_known_meanwhile_is_dropped(tmp_path, monkeypatch):
    with redis_server(tmp_path) as server:
        shared = SharedCache(server.url, {})
        shared.set("name", "Ada")
        server.process.send_signal(signal.SIGSTOP)
        try:
            shared.set("name", "Ben")
            # Another thread has a line of its own, and does not wait either.
            heard: list[str] = []
            other = threading.Thread(target=lambda: heard.append(shared.get("name")))
            other.start()
            other.join(away.ANSWER_SECONDS * 10)
            assert heard == ["Ben"]
        finally:
            server.process.send_signal(signal.SIGCONT)
        monkeypatch.setattr(away.redis, "_open_until", 0.0)

        assert shared.get("name") in {"Ada", "Ben"}  # Redis may have taken what it was told before it stalled
        assert shared._own.get("name") is None
        shared.set("name", "Cleo")
        assert SharedCache(server.url, {}).get("name") == "Cleo"
