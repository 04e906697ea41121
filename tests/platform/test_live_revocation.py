"""What was given can be taken back while the socket is open."""

from __future__ import annotations

import asyncio

import pytest

from intranet.realtime import access
from intranet.realtime.frames import CONTROL

from .live_world import QUICK, Tab, World, until


@pytest.fixture
async def world(monkeypatch):
    world = World(monkeypatch)
    yield world
    await world.hub.stop()


async def test_a_stream_that_is_lost_falls_silent_in_every_tab_of_the_person(world):
    first, second = await world.tab(2, room_5=None, org=None), await world.tab(2, room_5=None)
    witness = await world.tab(1, room_5=None)

    world.shut.add((2, "room_5"))
    world.revoke(2)
    await until(lambda: {"refused": "room_5"} in first.heard and {"refused": "room_5"} in second.heard)
    for _ in range(1000):
        world.say("room_5")
    world.say("org")

    assert first.frames("room_5") == second.frames("room_5") == []
    assert first.frames("org") == [1]
    assert len(witness.frames("room_5")) == 1000


async def test_whoever_loses_nothing_notices_nothing(world):
    tab = await world.tab(2, room_5=None)
    before = list(tab.heard)

    world.revoke(2, 3)
    await until(lambda: not world.hub.recall.people and world.hub.recall.task.done())

    assert tab.heard == before


async def test_a_stream_name_from_better_days_opens_nothing(world):
    tab = await world.tab(2, room_5=None)
    world.shut.add((2, "room_5"))
    world.revoke(2)
    await until(lambda: {"refused": "room_5"} in tab.heard)

    assert await tab.follow("room_5", since=0) == {"refused": "room_5"}


async def test_a_deactivated_person_is_out(world):
    tabs = [await world.tab(2, org=None) for _ in range(5)]
    witness = await world.tab(1, org=None)

    world.leaving[2] = 4003
    world.revoke(2)
    await until(lambda: all(tab.closed_with == 4003 for tab in tabs))
    world.say("org")

    assert all(tab.frames("org") == [] for tab in tabs)
    assert witness.frames("org") == [1]
    assert set(world.hub.sockets) == {1}


async def test_everyone_can_be_asked_again(world):
    tabs = [await world.tab(person, room_5=None) for person in range(1, 60)]
    world.shut |= {(person, "room_5") for person in range(1, 60) if person % 2}

    world.say(CONTROL, everyone=True)
    world.hub.recall.people.add(999)
    await until(lambda: not world.hub.recall.people and world.hub.recall.task.done())
    world.say("room_5")

    assert [bool(tab.frames("room_5")) for tab in tabs] == [person % 2 == 0 for person in range(1, 60)]


async def test_a_revocation_another_process_wrote_is_found_in_the_database(monkeypatch):
    world = World(monkeypatch, pace=QUICK)
    tab = await world.tab(2, room_5=None)

    world.shut.add((2, "room_5"))
    world.commit(CONTROL, people=[2])

    await until(lambda: {"refused": "room_5"} in tab.heard)
    await world.hub.stop()


async def test_more_revocations_than_can_be_replayed_ask_everyone(monkeypatch):
    world = World(monkeypatch, pace=QUICK)
    tab = await world.tab(2, room_5=None)

    world.shut.add((2, "room_5"))
    for _ in range(600):
        world.commit(CONTROL, people=[2])

    await until(lambda: {"refused": "room_5"} in tab.heard)
    await world.hub.stop()


async def test_a_revocation_during_a_follow_is_not_outrun(world):
    """The gate said yes, then the membership went, then the answer of the gate came home."""
    tab = await world.tab(2)
    asked, hub = asyncio.Event(), world.hub
    go_on = asyncio.Event()
    in_thread = hub.in_thread

    async def slow(function, *args):
        answer = await in_thread(function, *args)
        if function == world.ask_gate and not asked.is_set():
            asked.set()
            await go_on.wait()
        return answer

    hub.in_thread = slow
    tab.say({"follow": "room_5"})
    await asked.wait()
    world.shut.add((2, "room_5"))
    world.revoke(2)
    go_on.set()
    await until(lambda: {"refused": "room_5"} in tab.heard)

    assert {"following": "room_5", "seq": 0} not in tab.heard


async def test_a_revocation_during_a_replay_ends_it(world):
    for _ in range(400):
        world.commit("room_5")
    tab = await world.tab(2)
    tab.stop_reading()
    tab.say({"follow": "room_5", "since": 0})
    await until(lambda: "room_5" in tab.consumer.following)

    world.shut.add((2, "room_5"))
    world.revoke(2)
    await until(lambda: "room_5" not in tab.consumer.following)
    tab.reads.set()
    await until(lambda: {"refused": "room_5"} in tab.heard)
    world.say("room_5")

    assert tab.frames("room_5") == [1], "the one that was under way"
    assert tab.consumer not in getattr(world.hub.streams.get("room_5"), "sockets", set())


async def test_the_user_that_was_read_before_a_revocation_is_not_used_after_it(world, monkeypatch):
    known = []

    def ask(person, user, stream):
        known.append(user)
        return world.ask_gate(person, user, stream)

    monkeypatch.setattr("intranet.realtime.access.ask_gate", ask)
    tab = await world.tab(2, room_5=None)
    await tab.follow("room_6")
    assert known[0] is None
    assert known[-1] is not None, "one read serves a burst"

    world.revoke(2)
    await tab.follow("room_7")

    assert known[-1] is None


async def test_what_was_given_a_moment_ago_is_not_refused_for_an_old_reading(world, monkeypatch):
    tab = await world.tab(2)
    world.shut.add((2, "room_5"))
    await tab.follow("org")
    gate = world.ask_gate

    def as_that_user_was_read(person, user, stream):
        opens, fresh = gate(person, user, stream)
        return (opens and user is None) or stream != "room_5", fresh

    world.shut.clear()
    monkeypatch.setattr(access, "ask_gate", as_that_user_was_read)

    assert await tab.follow("room_5") == {"following": "room_5", "seq": 0}


async def test_a_database_that_fails_in_between_does_not_leave_the_door_open(monkeypatch, caplog):
    world = World(monkeypatch, pace=QUICK)
    tab = await world.tab(2, room_5=None)
    failures = iter([RuntimeError("gone"), RuntimeError("gone")])

    def fails_twice(following):
        if failure := next(failures, None):
            raise failure
        return world.streams_lost(following)

    monkeypatch.setattr("intranet.realtime.access.streams_lost", fails_twice)
    world.shut.add((2, "room_5"))
    world.revoke(2)

    await until(lambda: {"refused": "room_5"} in tab.heard)
    assert "trying again" in caplog.text
    await world.hub.stop()


async def test_the_sentinel_finds_ended_sessions_that_nobody_announced(monkeypatch):
    world = World(monkeypatch, pace=QUICK)
    tab, witness = await world.tab(2), await world.tab(1)
    world.leaving[2] = 4401

    await until(lambda: tab.closed_with == 4401)

    assert witness.closed_with is None
    await world.hub.stop()


async def test_who_may_no_longer_see_a_person_no_longer_watches(world, monkeypatch):
    watcher = await world.tab(1)
    watcher.say({"watch": ["user_7", "user_8"]})
    await until(lambda: watcher.consumer.watching == {7, 8})

    monkeypatch.setattr("intranet.realtime.access.presence_shown", lambda person, ids: ids - {7})
    world.revoke(1)

    await until(lambda: watcher.consumer.watching == {8})
    assert set(world.hub.presence.watchers) == {8}


async def test_a_revocation_while_it_is_asked_whom_one_may_see_is_not_outrun(world, monkeypatch):
    watcher = await world.tab(1)
    answers = iter([{7}, set()])

    def shown(person, ids):
        answer = next(answers)
        if answer:
            watcher.consumer.doubt()
        return answer

    monkeypatch.setattr("intranet.realtime.access.presence_shown", shown)
    watcher.say({"watch": ["user_7"]})
    await watcher.follow("org")

    assert watcher.consumer.watching == set()


async def test_a_person_who_wants_to_be_invisible_vanishes_at_the_next_look(monkeypatch):
    world = World(monkeypatch, pace=QUICK)
    tab = Tab(7)
    await tab.open()
    tab.say({"here": True})
    await until(lambda: world.hub.presence.visible == {7: 1})

    tab.consumer.caller.shows_presence = False

    await until(lambda: not world.hub.presence.is_here(7))
    await world.hub.stop()
