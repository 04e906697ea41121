"""A crowd: who gets a thread, who waits, who is sent away, and that one address cannot take it all."""

from __future__ import annotations

import asyncio
import selectors
import socket
from collections.abc import Iterator

import pytest

from intranet.serving.waiting_room import Full, Places, WaitingRoom

from .house import THREADS, WAITING
from .kit import House, get, read_all

SHARE = WAITING // 2


@pytest.fixture
def crowd(house: House, mark: str) -> Iterator[list[socket.socket]]:
    """Every thread is taken, and as many wait as one address may have waiting."""
    request = get(f"/hold?door={mark}&mark={mark}", "Connection: close")
    inside = [house.raw(request) for _ in range(THREADS)]
    house.reach(f"held {mark}", THREADS)
    waiting = [house.raw(request) for _ in range(SHARE)]
    yield waiting
    house.open(mark)
    for client in inside + waiting:
        client.close()
    house.catch_up()


def first_answered(clients: list[socket.socket], count: int) -> list[socket.socket]:
    """The first ``count`` of these that have something to read."""
    answered: list[socket.socket] = []
    with selectors.DefaultSelector() as selector:
        for client in clients:
            selector.register(client, selectors.EVENT_READ)
        while len(answered) < count:
            ready = selector.select(20)
            assert ready, f"only {len(answered)} of {count} were answered"
            for key, _ in ready:
                selector.unregister(key.fileobj)
                answered.append(key.fileobj)
    return answered


def test_of_a_thousand_at_once_most_are_sent_away_at_once_and_another_visitor_is_served(
    house: House, mark: str
) -> None:
    before = house.memory()
    request = get(f"/hold?door={mark}&mark={mark}", "Connection: close")
    clients = [house.raw(request) for _ in range(1000)]
    turned_away = first_answered(clients, 1000 - THREADS - SHARE)
    answers = [read_all(client) for client in turned_away]
    assert all(answer.startswith(b"HTTP/1.1 503") and b"etry-" in answer for answer in answers)
    assert house.memory() - before < 60 * 2**20

    other = house.raw(get(f"/hold?door={mark}&mark={mark}-other", "Connection: close"), source="127.0.0.2")
    house.catch_up()
    house.open(mark)
    assert read_all(other).endswith(b"let go")
    order = house.order(f"held%20{mark}")
    assert order.index(f"held {mark}-other") <= THREADS + 2, "the visitor waited for the crowd"

    patient = [client for client in clients if client not in set(turned_away)]
    assert all(read_all(client).endswith(b"let go") for client in patient)
    for client in clients:
        client.close()


def test_one_address_cannot_fill_the_waiting_room(house: House, crowd: list[socket.socket], mark: str) -> None:
    assert house.get("/hello").status == 503
    other = house.raw(get("/hello", "Connection: close"), source="127.0.0.2")
    house.catch_up()
    house.open(mark)
    assert read_all(other).endswith(b"hello")


def test_a_busy_server_says_when_to_come_back(house: House, crowd: list[socket.socket]) -> None:
    page, api = house.get("/hello"), house.get("/api/about")
    assert (page.status, page.headers["retry-after"]) == (503, "2")
    assert page.body == b"The server is busy. Try again in a moment.\n"
    assert api.headers["content-type"] == "application/problem+json"
    assert (api.json["status"], api.json["detail"]) == (503, "The server is busy. Try again in a moment.")


def test_whoever_looks_after_the_server_is_answered_in_the_thickest_crowd(
    house: House, crowd: list[socket.socket]
) -> None:
    assert house.get("/hello").status == 503
    assert [house.get("/healthz").status for _time in range(5)] == [200] * 5


def test_a_crowd_makes_no_more_threads_than_there_are(house: House, crowd: list[socket.socket]) -> None:
    before = house.threads()
    clients = [house.raw(get("/hello", "Connection: close")) for _ in range(200)]
    for client in clients:
        read_all(client)
        client.close()
    assert house.threads() <= before + 1, "the one that looks after health"


def test_what_clients_queued_and_left_is_not_run(house: House, crowd: list[socket.socket], mark: str) -> None:
    for client in crowd:
        client.close()
    house.catch_up()
    # Their places are free again while the threads are still taken.
    others = [house.raw(get(f"/hold?door={mark}&mark=later-{mark}", "Connection: close")) for _ in range(SHARE)]
    house.catch_up()
    house.open(mark)
    assert all(read_all(client).endswith(b"let go") for client in others)
    facts = house.facts()
    assert facts[f"held {mark}"] == THREADS
    assert facts[f"held later-{mark}"] == SHARE


# --- The waiting room by itself -----------------------------------------------------------------------------------


async def test_turns_are_given_to_the_addresses_in_rotation() -> None:
    room = WaitingRoom(turns=1, places=10)
    turns = [room.ask("a")]
    given: list[str] = []
    for address in ("a", "a", "a", "b", "c", "b"):
        turns.append(room.ask(address))
        turns[-1].add_done_callback(lambda _, address=address: given.append(address))
    for _ in range(6):
        room.hand_back(turns[0])
    await asyncio.sleep(0)
    assert given == ["a", "b", "c", "a", "b", "a"]


async def test_nobody_waits_beyond_the_places_or_beyond_the_share() -> None:
    room = WaitingRoom(turns=1, places=4)
    room.ask("a")
    waiting = [room.ask("a"), room.ask("a")]
    with pytest.raises(Full):
        room.ask("a")
    waiting += [room.ask("b"), room.ask("c")]
    with pytest.raises(Full):
        room.ask("d")
    waiting[0].cancel()
    await asyncio.sleep(0)
    assert not room.ask("d").done()


async def test_a_turn_whose_waiter_has_just_left_goes_to_the_next() -> None:
    room = WaitingRoom(turns=1, places=4)
    first = room.ask("a")
    leaver, patient = room.ask("a"), room.ask("b")
    leaver.cancel()
    room.hand_back(first)
    await asyncio.sleep(0)
    assert patient.done()
    room.hand_back(patient)
    assert room.ask("c").done()
    assert not room.ask("c").done()


async def test_cancelled_waits_leave_the_room_as_they_found_it() -> None:
    room = WaitingRoom(turns=1, places=4)
    first = room.ask("a")
    for _ in range(3):
        turns = [room.ask("a"), room.ask("b"), room.ask("a"), room.ask("c")]
        for turn in turns:
            turn.cancel()
        await asyncio.sleep(0)
    room.hand_back(first)
    assert room.ask("a").done()


async def test_what_is_quick_computes_alone_and_what_is_not_keeps_nobody_waiting() -> None:
    room = WaitingRoom(turns=3, places=4, alone_for=60)
    quick, next_one, third = room.ask("a"), room.ask("b"), room.ask("c")
    assert [turn.done() for turn in (quick, next_one, third)] == [True, False, False]
    room.hand_back(quick)
    assert [turn.done() for turn in (next_one, third)] == [True, False]

    room = WaitingRoom(turns=2, places=4, alone_for=0.001)
    slow, slower, late = room.ask("a"), room.ask("b"), room.ask("c")
    await asyncio.wait_for(slower, 5)
    room.hand_back(slow)
    await asyncio.wait_for(late, 5)
    assert room.in_use == 2
    room.hand_back(slower)
    room.hand_back(late)
    assert (room.in_use, room.waiting) == (0, 0)


async def test_a_slow_turn_that_ends_does_not_end_the_time_alone_of_another() -> None:
    room = WaitingRoom(turns=3, places=4, alone_for=0.001)
    slow = room.ask("a")
    other = room.ask("b")
    await asyncio.wait_for(other, 5)
    room._alone_for = 60
    room.hand_back(other)
    alone, waiting = room.ask("c"), room.ask("d")
    room.hand_back(slow)
    assert alone.done()
    assert not waiting.done()
    room.hand_back(alone)
    assert waiting.done()


def test_one_address_has_half_of_the_places() -> None:
    places = Places(4)
    with places.one_for("a"), places.one_for("a"):
        with pytest.raises(Full), places.one_for("a"):
            pass
        with places.one_for("b"), places.one_for("c"), pytest.raises(Full), places.one_for("d"):
            pass
    with places.one_for("a"), places.one_for("a"):
        pass
