"""What may be said on ``/ws/live/``, and what happens to everything else."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intranet.realtime.carrier import Bucket
from intranet.realtime.consumers import MOST_FOLLOWED

from .live_world import QUICK, Tab, World, until


@pytest.fixture
async def world(monkeypatch):
    world = World(monkeypatch)
    yield world
    await world.hub.stop()


async def errors_of(tab: Tab, content) -> list[str]:
    before = len(tab.heard)
    tab.say(content)
    await until(lambda: len(tab.heard) > before or tab.closed_with)
    return [message["error"] for message in tab.heard[before:] if "error" in message]


async def test_every_tab_follows_its_own_person(world):
    tab = await world.tab(7)

    assert tab.heard == [{"following": "user_7", "seq": 0}]
    world.say("user_7", event="notified")
    assert tab.frames("user_7") == [1]


async def test_a_guest_is_let_in_only_to_be_told_to_sign_in(world):
    tab = Tab(1)
    tab.scope["user"].is_authenticated = False
    await tab.open()

    assert tab.closed_with == 4401
    assert tab.heard == []
    assert world.hub.sockets == {}


async def test_a_gate_that_says_no_is_told_plainly_and_nothing_arrives(world):
    world.shut.add((2, "room_5"))
    tab = await world.tab(2)

    assert await tab.follow("room_5") == {"refused": "room_5"}
    world.say("room_5")

    assert tab.frames("room_5") == []
    assert "room_5" not in world.hub.streams


async def test_what_is_unfollowed_falls_silent(world):
    tab = await world.tab(1, room_5=None)
    tab.say({"unfollow": "room_5"})
    await until(lambda: "room_5" not in tab.consumer.following)

    world.say("room_5")

    assert tab.frames("room_5") == []


async def test_following_again_replays_from_the_number_that_is_given(world):
    tab = await world.tab(1, room_5=None)
    for _ in range(3):
        world.say("room_5")

    await tab.follow("room_5", since=1)
    world.say("room_5")

    assert tab.frames("room_5") == [1, 2, 3, 2, 3, 4]


async def test_many_streams_are_followed_with_one_message(world):
    world.commit("room_5")
    world.shut.add((1, "room_6"))
    tab = await world.tab(1)

    tab.say({"follow": {"room_5": 0, "room_6": None, "org": None}})
    await until(lambda: {"following": "org", "seq": 0} in tab.heard)

    assert {"following": "room_5", "seq": 1} in tab.heard
    assert {"refused": "room_6"} in tab.heard
    assert tab.frames("room_5") == [1]


async def test_a_socket_follows_five_hundred_streams_and_no_more(world):
    tab = await world.tab(1)
    tab.consumer.messages = Bucket(rate=1e9, burst=1e9, now=0)
    tab.say({"follow": {f"entry_{number}": None for number in range(MOST_FOLLOWED + 1)}})

    await until(lambda: any("error" in message for message in tab.heard))

    assert len(tab.consumer.following) == MOST_FOLLOWED
    tab.say({"follow": "entry_0", "since": 0})
    await until(lambda: [m.get("following") for m in tab.heard].count("entry_0") == 2)


async def test_a_flood_of_streams_in_one_message_is_refused(world):
    tab = await world.tab(1)

    assert await errors_of(tab, {"follow": {f"e{number}": None for number in range(1000)}})
    assert tab.consumer.following == {"user_1"}


MALFORMED = [
    "",
    "{",
    "null",
    "[]",
    "[1,2]",
    '"follow"',
    "NaN",
    '{"follow": NaN}',
    '{"follow": 5}',
    '{"follow": true}',
    '{"follow": null}',
    '{"follow": ["org"]}',
    '{"follow": {"org": "1"}}',
    '{"follow": {"ORG": 1}}',
    '{"follow": "org", "since": "1"}',
    '{"follow": "org", "since": true}',
    '{"follow": "org", "since": -1}',
    '{"follow": "org", "since": 1.5}',
    '{"follow": "org", "since": 1e400}',
    '{"follow": "org", "since": 99999999999999999999999}',
    '{"follow": "org", "since": ' + "9" * 60_000 + "}",
    '{"follow": "org", "more": 1}',
    '{"follow": "Org"}',
    '{"follow": "org\\u0000"}',
    '{"follow": "\\ud800"}',
    '{"follow": "r\\u00f6om_5"}',
    '{"follow": "' + "x" * 65 + '"}',
    '{"unfollow": {}}',
    '{"unfollow": ""}',
    '{"typing": 1}',
    '{"typing": ["org"]}',
    '{"typing": "org", "in": 0}',
    '{"typing": "org", "in": true}',
    '{"typing": "org", "in": "5"}',
    '{"here": 1}',
    '{"here": "yes"}',
    '{"watch": "user_1"}',
    '{"watch": [1]}',
    '{"watch": ["user_"]}',
    '{"watch": ["user_\\u0663"]}',
    '{"watch": ["user_' + "9" * 40 + '"]}',
    '{"watch": ["room_1"]}',
    '{"watch": ' + json.dumps([f"user_{n}" for n in range(201)]) + "}",
    '{"send": "hello"}',
    "[" * 20_000 + "]" * 20_000,
    '{"a":' * 10_000 + "1" + "}" * 10_000,
]


@pytest.mark.parametrize("text", MALFORMED, ids=lambda text: text[:30])
async def test_what_makes_no_sense_is_answered_with_a_sentence(world, caplog, text):
    tab = await world.tab(1)

    (error,) = await errors_of(tab, text)

    assert error.endswith(".")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert await tab.follow("org") == {"following": "org", "seq": 0}, "the socket lives on"


async def test_binary_frames_are_refused(world):
    tab = await world.tab(1)
    tab.inbox.put_nowait({"type": "websocket.receive", "bytes": b"\x00\x01"})

    await until(lambda: {"error": "Frames are text."} in tab.heard)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
words = st.sampled_from(["follow", "since", "unfollow", "typing", "here", "watch", "seq", "__class__"])
messages = st.dictionaries(words | st.text(max_size=4), json_values, max_size=4).map(json.dumps) | st.text(max_size=60)


@given(texts=st.lists(messages, min_size=1, max_size=15))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_a_browser_can_say_raises_or_is_logged_as_a_failure(monkeypatch, caplog, texts):
    async def talk(patched):
        world = World(patched)
        tab, witness = await world.tab(1), await world.tab(2, org=None)
        for text in texts:
            tab.say(text)
        tab.say({"follow": "org"})
        await until(lambda: {"following": "org", "seq": 0} in tab.heard)
        assert tab.closed_with is None
        assert not tab.task.done()
        world.say("org")
        assert witness.frames("org") == [1]
        await world.hub.stop()

    caplog.clear()
    with monkeypatch.context() as patched:
        asyncio.run(talk(patched))
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_failure_of_ours_is_logged_and_the_socket_lives_on(world, monkeypatch, caplog):
    tab = await world.tab(1)

    def fails(*args):
        raise RuntimeError("the database is on fire")

    with monkeypatch.context() as patched:
        patched.setattr("intranet.realtime.access.ask_gate", fails)
        assert await errors_of(tab, {"follow": "org"}) == ["That did not work."]
    assert "on fire" in caplog.text
    assert await tab.follow("org") == {"following": "org", "seq": 0}


async def test_a_socket_whose_database_is_away_comes_back_and_asks_anew(world, monkeypatch):
    tab = await world.tab(1)

    def away(*args):
        raise OperationalError("the connection was closed") from ConnectionResetError()

    with monkeypatch.context() as patched:
        patched.setattr("intranet.realtime.access.ask_gate", away)
        tab.say({"follow": "org"})
        await until(lambda: tab.closed_with == 1013)


async def test_twenty_errors_in_a_minute_are_enough(world):
    tab = await world.tab(1)
    tab.consumer.messages = Bucket(rate=1e9, burst=1e9, now=0)
    for _ in range(20):
        tab.say("nonsense")
    await until(lambda: len(tab.heard) == 21)
    assert tab.closed_with is None

    tab.say("nonsense")
    await until(lambda: tab.closed_with == 1008)


async def test_a_flood_of_messages_ends_the_socket(world):
    tab = await world.tab(1)
    for _ in range(60):
        tab.say({"here": True})

    await until(lambda: tab.closed_with == 1008)


def test_a_bucket_refills_and_never_beyond_its_brim():
    bucket = Bucket(rate=20, burst=40, now=100.0)

    assert [bucket.take(1, 100.0) for _ in range(41)].count(True) == 40
    assert bucket.take(1, 100.0625)
    assert not bucket.take(1, 100.0625)
    assert [bucket.take(1, 999.0) for _ in range(41)].count(True) == 40


@pytest.mark.parametrize("text", ["x" * (64 * 1024 + 1), "é" * (32 * 1024 + 1)])
async def test_a_message_over_64_kib_ends_the_socket(world, text):
    tab = await world.tab(1)
    tab.say(text)

    await until(lambda: tab.closed_with == 1009)


async def test_a_message_of_64_kib_is_read(world):
    tab = await world.tab(1)
    text = json.dumps({"follow": "org", "x": ""})

    assert await errors_of(tab, text[:-2] + "x" * (64 * 1024 - len(text)) + text[-2:])
    assert tab.closed_with is None


async def test_a_person_has_twenty_sockets_and_a_further_one_is_told_to_come_back(world):
    tabs = [await world.tab(1) for _ in range(20)]

    one_more = Tab(1)
    await one_more.open()
    assert one_more.closed_with == 1013
    assert (await world.tab(2)).closed_with is None

    await tabs[0].leave()
    assert (await world.tab(1)).closed_with is None


# --- typing ---------------------------------------------------------------------------------------


def typing_heard(tab: Tab) -> list[dict]:
    return [message for message in tab.heard if "typing" in message]


async def test_typing_is_shown_to_the_others_and_never_to_oneself(world):
    writer, own_other_tab, reader, elsewhere = (
        await world.tab(1, room_5=None),
        await world.tab(1, room_5=None),
        await world.tab(2, room_5=None),
        await world.tab(3, room_6=None),
    )
    queries = world.queries

    writer.say({"typing": "room_5"})
    await until(lambda: typing_heard(reader))

    assert typing_heard(reader) == [{"stream": "room_5", "typing": 1}]
    assert typing_heard(writer) == typing_heard(own_other_tab) == typing_heard(elsewhere) == []
    assert world.queries == queries, "never the database per keystroke"


async def test_typing_is_passed_on_once_a_second(world):
    writer, reader = await world.tab(1, room_5=None, room_6=None), await world.tab(2, room_5=None, room_6=None)
    for _ in range(10):
        writer.say({"typing": "room_5"})
    writer.say({"typing": "room_6"})
    await until(lambda: {"stream": "room_6", "typing": 1} in reader.heard)

    assert len(typing_heard(reader)) == 2


async def test_typing_says_under_which_entry_where_a_stream_carries_several_discussions(world):
    writer, reader = await world.tab(1, room_5=None), await world.tab(2, room_5=None)

    writer.say({"typing": "room_5", "in": 12})
    await until(lambda: typing_heard(reader))

    assert typing_heard(reader) == [{"stream": "room_5", "typing": 1, "in": 12}]


async def test_who_keeps_it_back_is_not_seen_typing(world):
    reader, shy, other = await world.tab(2, room_5=None), Tab(7, shows_typing=False), await world.tab(1, room_5=None)
    await shy.open()
    await shy.follow("room_5")
    shy.say({"typing": "room_5"})
    other.say({"typing": "room_5"})
    await until(lambda: typing_heard(reader))

    assert typing_heard(reader) == [{"stream": "room_5", "typing": 1}]


async def test_who_does_not_follow_cannot_be_seen_typing(world):
    outsider, reader = await world.tab(1), await world.tab(2, room_5=None)
    outsider.say({"typing": "room_5"})
    await outsider.follow("org")

    assert typing_heard(reader) == []


# --- presence -------------------------------------------------------------------------------------


def presence_heard(tab: Tab) -> list[dict]:
    return [message["presence"] for message in tab.heard if "presence" in message]


@pytest.fixture
async def quick_world(monkeypatch):
    world = World(monkeypatch, pace=QUICK)
    yield world
    await world.hub.stop()


async def test_a_person_is_here_while_a_visible_tab_is_connected(quick_world):
    watcher, tab = await quick_world.tab(1), await quick_world.tab(7)
    watcher.say({"watch": ["user_7", "user_8"]})
    await until(lambda: presence_heard(watcher) == [{"user_7": False, "user_8": False}])

    tab.say({"here": True})
    await until(lambda: presence_heard(watcher)[1:] == [{"user_7": True}])
    tab.say({"here": False})
    await until(lambda: presence_heard(watcher)[2:] == [{"user_7": False}])


async def test_a_person_with_two_visible_tabs_leaves_with_the_second(world):
    here = world.hub.presence
    first, second = await world.tab(7), await world.tab(7)
    for tab in (first, second):
        tab.say({"here": True})
    await until(lambda: here.visible == {7: 2})

    await first.leave()
    assert here.visible == {7: 1}
    await second.leave()
    assert here.visible == {}
    assert here.is_here(7), "between two pages nobody is gone"
    here.leaving[7].cancel()
    here._left(7)
    assert not here.is_here(7)


async def test_a_socket_that_dies_takes_its_presence_along(quick_world):
    watcher, tab = await quick_world.tab(1), await quick_world.tab(7)
    watcher.say({"watch": ["user_7"]})
    tab.say({"here": True})
    await until(lambda: {"user_7": True} in presence_heard(watcher))

    tab.consumer.cut(1013)

    await until(lambda: presence_heard(watcher)[-1] == {"user_7": False})


async def test_going_from_page_to_page_does_not_flicker(world):
    watcher, tab = await world.tab(1), await world.tab(7)
    watcher.say({"watch": ["user_7"]})
    await until(lambda: presence_heard(watcher))
    tab.say({"here": True})
    await until(lambda: {"user_7": True} in presence_heard(watcher))

    await tab.leave()
    farewell = world.hub.presence.leaving[7]
    (await world.tab(7)).say({"here": True})
    await until(lambda: world.hub.presence.visible == {7: 1})

    assert presence_heard(watcher) == [{"user_7": False}, {"user_7": True}]
    assert world.hub.presence.leaving == {}
    assert farewell.cancelled()


async def test_who_leaves_here_and_is_still_seen_elsewhere_is_here(world):
    watcher = await world.tab(1)
    watcher.say({"watch": ["user_7", "user_8"]})
    await until(lambda: presence_heard(watcher))
    here = world.hub.presence
    elsewhere = [{7}, {7}, None, set()]
    here.bus = SimpleNamespace(read_here=lambda: elsewhere_now(elsewhere), note_here=here.bus.note_here)

    await here.look_elsewhere()
    here.appear(7)
    here.vanish(7)
    here.leaving[7].cancel()
    here._left(7)
    await here.look_elsewhere()
    await here.look_elsewhere()
    assert presence_heard(watcher)[1:] == [{"user_7": True}]
    await here.look_elsewhere()

    assert presence_heard(watcher)[2:] == [{"user_7": False}]


async def elsewhere_now(answers):
    return answers.pop(0)


async def test_who_does_not_want_to_be_seen_is_not(world):
    shy = Tab(7, shows_presence=False)
    await shy.open()
    shy.say({"here": True})
    await shy.follow("org")

    assert not world.hub.presence.is_here(7)


async def test_presence_is_told_only_of_people_one_may_see(world):
    watcher = await world.tab(1)
    watcher.say({"watch": ["user_7", "user_170"]})

    await until(lambda: presence_heard(watcher) == [{"user_7": False}])
    assert set(world.hub.presence.watchers) == {7}


async def test_watching_others_ends_watching_the_first(world):
    watcher = await world.tab(1)
    watcher.say({"watch": ["user_7"]})
    watcher.say({"watch": ["user_8"]})
    await until(lambda: len(presence_heard(watcher)) == 2)

    assert set(world.hub.presence.watchers) == {8}
    await watcher.leave()
    assert world.hub.presence.watchers == {}


async def test_presence_never_asks_the_database_but_for_whom_to_show(world):
    tab = await world.tab(7)
    queries = world.queries
    for _ in range(10):
        tab.say({"here": random.random() < 0.5})
    tab.say({"here": True})
    await until(lambda: world.hub.presence.visible == {7: 1})

    assert world.queries == queries
