"""The hub alone: whatever is lost, doubled or overtaken on the way, each tab hears every frame once and in order."""

from __future__ import annotations

import asyncio
import os
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intranet.realtime import ledger
from intranet.realtime.carrier import MOST_WAITING
from intranet.realtime.followed import Followed
from intranet.realtime.frames import CONTROL, Numbered

from .live_world import QUICK, STILL, Tab, World, until


@pytest.fixture
async def world(monkeypatch):
    world = World(monkeypatch)
    yield world
    await world.hub.stop()


@pytest.fixture
async def quick_world(monkeypatch):
    world = World(monkeypatch, pace=QUICK)
    yield world
    await world.hub.stop()


async def test_what_is_said_reaches_who_follows_and_nobody_else(world):
    follower, other = await world.tab(1, room_5=None), await world.tab(2, room_6=None)

    world.say("room_5", text="hello")

    assert follower.heard[-1] == {"stream": "room_5", "seq": 1, "event": "said", "text": "hello"}
    assert other.frames("room_5") == []


async def test_frames_that_overtook_each_other_go_out_in_order(world):
    tab = await world.tab(1, room_5=None)
    first, second, third = (world.commit("room_5") for _ in range(3))

    world.hub.receive([third])
    world.hub.receive([second])
    assert tab.frames("room_5") == []
    world.hub.receive([first])

    assert tab.frames("room_5") == [1, 2, 3]


async def test_a_frame_that_comes_twice_goes_out_once(world):
    tab = await world.tab(1, room_5=None)
    frame = world.say("room_5")
    world.hub.receive([frame, frame])

    world.say("room_5")

    assert tab.frames("room_5") == [1, 2]


async def test_a_lost_frame_is_fetched_when_a_later_one_shows_the_gap(world):
    tab = await world.tab(1, room_5=None)
    world.commit("room_5")
    world.say("room_5")

    await until(lambda: tab.frames("room_5") == [1, 2])


async def test_the_last_word_of_a_quiet_stream_is_found_by_its_head(quick_world):
    tab = await quick_world.tab(1, room_5=None)
    quick_world.commit("room_5")

    await until(lambda: tab.frames("room_5") == [1])


async def test_frames_that_arrive_while_the_head_is_read_are_neither_lost_nor_doubled(world):
    for _ in range(3):
        world.commit("room_5")
    tab = Tab(1)
    await tab.open()
    tab.say({"follow": "room_5", "since": 1})
    for _ in range(20):
        world.say("room_5")
        await asyncio.sleep(0)

    await until(lambda: tab.frames("room_5") == list(range(2, 24)))


async def test_a_hint_of_a_frame_is_enough(world):
    """Large frames travel as their number only; also to a stream whose head is just being read."""
    tab = await world.tab(1, room_5=None)
    frame = world.commit("room_5")
    world.hub.hear({"hints": [["room_5", frame.seq], ["room_6", 3]]})
    await until(lambda: tab.frames("room_5") == [1])

    late = Tab(2)
    await late.open()
    followed = world.hub.hold("room_7")
    world.heads["room_7"] = 0
    late.say({"follow": "room_7"})
    await until(lambda: followed.is_read)
    followed.head = -1
    world.commit("room_7")
    world.hub.hear({"hints": [["room_7", 1]]})
    await asyncio.sleep(0)
    world.hub.begin(followed, 0)
    await until(lambda: late.frames("room_7") == [1])


async def test_someone_who_was_away_gets_exactly_what_was_missed(world):
    for _ in range(7):
        world.commit("room_5")

    tab = await world.tab(1, room_5=4)

    assert [message for message in tab.heard if message.get("following") == "room_5"] == [
        {"following": "room_5", "seq": 7}
    ]
    assert tab.frames("room_5") == [5, 6, 7]


async def test_a_short_absence_costs_no_query_for_the_frames(world):
    await world.tab(1, room_5=None)
    for _ in range(5):
        world.say("room_5")
    before = world.queries

    back = await world.tab(2, room_5=2)

    assert back.frames("room_5") == [3, 4, 5]
    assert world.queries == before + 1  # its own user_2 stream


async def test_more_than_five_hundred_missed_frames_mean_load_afresh(world):
    for _ in range(501):
        world.commit("room_5")

    tab = await world.tab(1, room_5=0)
    world.say("room_5")

    assert {"resync": "room_5", "seq": 501} in tab.heard
    assert tab.frames("room_5") == [502]


async def test_frames_past_their_seven_days_mean_load_afresh(world):
    for _ in range(10):
        world.commit("room_5")
    del world.kept["room_5"][:6]

    kept, gone = await world.tab(1, room_5=6), await world.tab(2, room_5=3)

    assert kept.frames("room_5") == [7, 8, 9, 10]
    assert gone.frames("room_5") == []
    assert {"resync": "room_5", "seq": 10} in gone.heard


async def test_a_number_from_the_future_means_load_afresh(world):
    world.commit("room_5")

    tab = await world.tab(1, room_5=40)
    world.say("room_5")

    assert {"resync": "room_5", "seq": 1} in tab.heard
    assert tab.frames("room_5") == [2]


async def test_a_page_that_knows_more_than_this_process_yet_is_no_reason_to_load_afresh(world):
    early = await world.tab(1, room_5=None)
    frame = world.commit("room_5")

    late = await world.tab(2, room_5=1)
    world.hub.receive([frame])
    world.say("room_5")

    assert not [message for message in late.heard if "resync" in message]
    assert late.frames("room_5") == [2]
    assert early.frames("room_5") == [1, 2]


async def test_a_hub_that_missed_more_than_it_may_replay_has_everyone_load_afresh(quick_world):
    tab = await quick_world.tab(1, room_5=None)
    for _ in range(600):
        quick_world.commit("room_5")

    await until(lambda: {"resync": "room_5", "seq": 600} in tab.heard)
    quick_world.say("room_5")
    await until(lambda: tab.frames("room_5") == [601])


async def test_a_database_put_back_to_yesterday_does_not_silence_a_stream(quick_world):
    tab = await quick_world.tab(1, room_5=None)
    for _ in range(9):
        quick_world.say("room_5")

    quick_world.heads["room_5"] = 4
    del quick_world.kept["room_5"][4:]
    await until(lambda: {"resync": "room_5", "seq": 4} in tab.heard)
    quick_world.say("room_5")

    assert tab.frames("room_5")[-1] == 5


async def test_a_number_that_was_announced_and_never_kept_does_not_stop_the_stream(quick_world):
    tab = await quick_world.tab(1, room_5=None)
    quick_world.say("room_5")
    before = quick_world.queries
    quick_world.hub.receive([Numbered("room_5", 3, "said", {})])

    await until(lambda: {"resync": "room_5", "seq": 3} in tab.heard)
    assert quick_world.queries - before >= 6, "it was looked for three times"
    quick_world.heads["room_5"] = 3
    quick_world.say("room_5")

    assert tab.frames("room_5") == [1, 4]


async def test_what_came_while_too_much_was_missing_follows_at_once(world):
    tab = await world.tab(1, room_5=None)
    for _ in range(600):
        world.commit("room_5")
    ahead = world.commit("room_5")
    world.heads["room_5"] -= 1
    world.kept["room_5"].pop()
    world.hub.receive([ahead])

    await until(lambda: any("resync" in message for message in tab.heard))

    assert tab.frames("room_5") == [601]


async def test_a_gap_that_opened_while_the_head_was_read_is_filled(world):
    tab = await world.tab(1)
    fresh = world.hub.hold("room_6")
    frames = [world.commit("room_6") for _ in range(3)]
    world.hub.receive([frames[2]])
    fresh.sockets.add(tab.consumer)
    world.hub.begin(fresh, 0)

    await until(lambda: tab.frames("room_6") == [1, 2, 3])


def test_whoever_reads_the_head_second_does_not_skip_what_was_sent_meanwhile():
    followed = Followed("room_5")
    followed.start_at(3)
    followed.offer([Numbered("room_5", 4, "said", {})])

    assert followed.start_at(3) == []
    assert followed.start_at(7) == []
    assert followed.head == 4


async def test_the_hub_counts_what_it_does(world):
    for person in (1, 2, 3):
        await world.tab(person, org=None)
    world.say("org")

    stats = world.hub.stats()
    assert stats["deliveries"] == 3
    assert (stats["sockets"], stats["people"]) == (3, 3)


async def test_a_follow_that_failed_half_way_leaves_the_socket_whole(quick_world, monkeypatch):
    tab = await quick_world.tab(1)

    def fails(names):
        raise RuntimeError("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "heads", fails)
        tab.say({"follow": "room_5"})
        await until(lambda: {"error": "That did not work."} in tab.heard)
    heartbeats = len([message for message in tab.heard if "heads" in message])
    await until(lambda: len([message for message in tab.heard if "heads" in message]) > heartbeats)

    assert (await tab.follow("room_5")) == {"following": "room_5", "seq": 0}


async def test_each_tab_hears_its_own_language_and_each_language_is_encoded_once(world):
    tabs = [Tab(person, language=language) for person, language in enumerate(["en", "it", "it", "fr"], start=1)]
    for tab in tabs:
        await tab.open()
        await tab.follow("org")

    frame = world.say("org", html={"en": "a post", "it": "un post"})

    assert [tab.heard[-1]["html"] for tab in tabs] == ["a post", "un post", "un post", "a post"]
    assert frame.message("it") is frame.message("it")
    wordless = world.say("org")
    assert wordless.message("it") is wordless.message("en")


async def test_a_heartbeat_says_how_far_each_stream_is(quick_world):
    tab = await quick_world.tab(7, room_5=None)
    quick_world.say("room_5")

    await until(lambda: {"heads": {"user_7": 0, "room_5": 1}} in tab.heard)


async def test_a_heartbeat_leaves_out_what_is_still_being_replayed(world):
    """Else the browser would think it had missed what is on its way, and ask for it again."""
    tab = await world.tab(7, org=None)
    world.hub.hold("room_5")
    tab.consumer.following.add("room_5")

    await world.hub.rounds.heartbeat()

    assert tab.heard[-1] == {"heads": {"user_7": 0, "org": 0}}


async def test_comparing_heads_is_one_query_whatever_the_number_of_sockets(world):
    for person in range(1, 31):
        await world.tab(person, org=None, room_5=None)
    before = world.queries

    await world.hub.gaps.compare()

    assert world.queries == before + 1


async def test_a_reader_that_stopped_is_cut_while_the_others_get_everything_at_once(world):
    tabs = [await world.tab(person, org=None) for person in range(1, 11)]
    stalled, others = tabs[0], tabs[1:]
    stalled.stop_reading()

    for seq in range(1, MOST_WAITING + 10):
        world.say("org")
        assert all(tab.frames("org")[-1] == seq for tab in others)
    assert world.hub.stats()["cut"] == 1
    assert stalled.consumer not in world.hub.streams["org"].sockets

    stalled.reads.set()
    await stalled.task
    assert stalled.closed_with == 1013
    heard = stalled.frames("org")
    assert heard == list(range(1, len(heard) + 1)), "what it did hear was in order and whole"


async def test_a_reader_that_was_cut_comes_back_and_misses_nothing(world):
    stalled = await world.tab(1, org=None)
    stalled.stop_reading()
    for _ in range(MOST_WAITING + 5):
        world.say("org")
    stalled.reads.set()
    await stalled.task

    last = (stalled.frames("org") or [0])[-1]
    back = await world.tab(1, org=last)

    assert stalled.frames("org") + back.frames("org") == list(range(1, MOST_WAITING + 6))


async def test_a_reader_that_only_paused_gets_its_backlog_in_order(world):
    tab = await world.tab(1, org=None)
    tab.stop_reading()
    for _ in range(MOST_WAITING):
        world.say("org")
    assert tab.frames("org") == []

    tab.reads.set()
    await until(lambda: tab.consumer.writer is None)
    world.say("org")

    assert tab.frames("org") == list(range(1, MOST_WAITING + 2))
    await tab.leave()


@pytest.mark.parametrize("word", [ConnectionResetError, RuntimeError])
async def test_a_socket_whose_server_says_it_is_gone_does_not_keep_the_frame_from_the_others(world, caplog, word):
    tabs = [await world.tab(person, org=None) for person in range(1, 6)]

    async def gone(message):
        raise word("after websocket.close")

    for tab in tabs[::2]:
        tab.consumer.base_send = gone
    world.say("org")
    await asyncio.gather(*(tab.task for tab in tabs[::2]))

    assert [tab.frames("org") for tab in tabs] == [[], [1], [], [1], []]
    assert set(world.hub.sockets) == {2, 4}
    assert "Traceback" not in caplog.text


async def test_a_socket_that_dies_during_its_replay_leaves_nothing_behind(world):
    for _ in range(100):
        world.commit("org")
    tab = Tab(1)
    await tab.open()
    tab.stop_reading()
    tab.say({"follow": "org", "since": 0})
    await until(lambda: "org" in world.hub.streams)

    tab.consumer.cut(1013)
    tab.reads.set()
    await tab.task

    assert set(world.hub.streams) == {CONTROL}
    assert world.hub.sockets == {}


async def test_the_last_follower_takes_the_stream_along(world):
    first, second = await world.tab(1, room_5=None), await world.tab(2, room_5=None)

    first.say({"unfollow": "room_5"})
    await until(lambda: "room_5" not in first.consumer.following)
    assert "room_5" in world.hub.streams
    await second.leave()

    assert "room_5" not in world.hub.streams


# --- under loss ------------------------------------------------------------------------------------------------------


# `LOSSY_RUNS=500 python -m pytest tests/platform/test_live_hub.py -k loss` takes some minutes.
RUNS = int(os.environ.get("LOSSY_RUNS", "40"))


class LossyWire:
    """Drops 20 %, doubles 5 %, and lets what is left overtake each other."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self.world, self.chance = world, chance
        self.under_way: list[Numbered] = []

    def carry(self, frame: Numbered) -> None:
        if self.chance.random() >= 0.20:
            self.under_way += [frame] * (2 if self.chance.random() < 0.05 else 1)
        self.chance.shuffle(self.under_way)
        while self.under_way and self.chance.random() < 0.6:
            self.world.hub.receive([self.under_way.pop()])


async def converge(monkeypatch, seed: int, steps: int) -> None:
    chance = random.Random(seed)
    world = World(monkeypatch, seed=seed, pace=QUICK)
    wire = LossyWire(world, chance)
    names = ["org", "room_5", "entry_9"]
    tabs: list[tuple[Tab, str, int]] = []
    for _ in range(steps):
        if chance.random() < 0.1:
            name = chance.choice(names)
            since = chance.choice([None, world.heads.get(name, 0), max(0, world.heads.get(name, 0) - 20)])
            tab = Tab(chance.randrange(1, 50))
            await tab.open()
            answer = await tab.follow(name, since)
            tabs.append((tab, name, answer["seq"] if since is None else since))
        wire.carry(world.commit(chance.choice(names)))
        if chance.random() < 0.2:
            await asyncio.sleep(0)

    def is_whole(tab: Tab, name: str, since: int) -> bool:
        return tab.frames(name) == list(range(since + 1, world.heads.get(name, 0) + 1))

    try:
        await until(lambda: all(is_whole(*each) for each in tabs))
    finally:
        await world.hub.stop()


@given(seed=st.integers(0, 2**32), steps=st.integers(10, 150))
@settings(max_examples=RUNS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_tab_converges_under_loss(monkeypatch, seed, steps):
    with monkeypatch.context() as patched:
        asyncio.run(converge(patched, seed, steps))


async def test_nothing_is_delivered_out_of_turn_even_without_the_rounds(monkeypatch):
    """The order never depends on timers: with none running, what is heard is a whole beginning."""
    world = World(monkeypatch, seed=3, pace=STILL)
    wire = LossyWire(world, random.Random(3))
    tab = await world.tab(1, org=None)
    for _ in range(300):
        wire.carry(world.commit("org"))
        heard = tab.frames("org")
        assert heard == list(range(1, len(heard) + 1))
    await world.hub.stop()
