"""The bus is never trusted and never waited for."""

from __future__ import annotations

import json
import socket

import pytest

from intranet.core.health import report
from intranet.realtime import bus as bus_module
from intranet.realtime import health, presence
from intranet.realtime.bus import LocalBus, RedisBus
from intranet.realtime.frames import Numbered

FRAME = Numbered("org", 7, "said", {"text": "hello"})


@pytest.fixture
def nowhere():
    """A port on which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield RedisBus(f"redis://127.0.0.1:{taken.getsockname()[1]}/0")


def test_a_redis_that_is_away_costs_a_writer_one_try_and_a_line_in_the_log(nowhere, caplog, monkeypatch):
    tries = []
    publish = nowhere._sync.publish
    monkeypatch.setattr(nowhere._sync, "publish", lambda *message: tries.append(1) or publish(*message))

    for _ in range(50):
        nowhere.announce([FRAME])

    assert len(tries) == 1
    assert caplog.text.count("Redis did not take a frame") == 1


def test_a_frame_travels_whole_and_a_large_one_as_its_number(nowhere, monkeypatch):
    said = []
    monkeypatch.setattr(nowhere._sync, "publish", lambda channel, text: said.append(json.loads(text)))

    nowhere.announce([FRAME])
    nowhere.announce([FRAME, Numbered("org", 8, "said", {"text": "x" * 40_000})])

    assert said[0] == {"from": nowhere.process, "frames": [["org", 7, "said", {"text": "hello"}]]}
    assert said[1] == {"from": nowhere.process, "hints": [["org", 7], ["org", 8]]}


def test_what_is_on_the_bus_is_heard_unless_it_is_ones_own_or_nonsense(nowhere, caplog):
    heard = []
    for data in (b'{"from": "other", "frames": []}', b'{"from": "%s"}' % nowhere.process.encode(), b"{", b"[]"):
        nowhere._pass_on(data, heard.append)

    assert heard == [{"from": "other", "frames": []}]
    assert caplog.text.count("was not understood") == 2


def test_nobody_is_here_by_a_redis_that_does_not_answer(nowhere, monkeypatch):
    monkeypatch.setattr(bus_module, "shared_bus", lambda: nowhere)
    monkeypatch.setattr(presence, "shared_bus", lambda: nowhere)

    assert presence.who_is_here([1, 2, 3]) == set()


def test_the_health_page_says_when_redis_does_not_answer(nowhere, monkeypatch):
    monkeypatch.setattr(health, "shared_bus", LocalBus)
    assert health.live_updates_arrive()[0]

    monkeypatch.setattr(health, "shared_bus", lambda: nowhere)
    assert not health.live_updates_arrive()[0]


@pytest.mark.django_db
def test_the_live_layer_is_on_the_health_page():
    assert report()["live"][0]
