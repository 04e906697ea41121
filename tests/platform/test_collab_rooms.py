"""Several people at one document: who may do what, what is told to whom, and when one is sent away."""

from __future__ import annotations

import asyncio
import json

import pytest
from channels.db import database_sync_to_async
from django.db import DatabaseError

from intranet.collab import commits, crdt, frames, limits, log
from intranet.collab.actions import close_document, edit_text
from intranet.collab.documents import Access, Sort, contributors, head, read_text, register
from intranet.collab.house import close_house, open_house
from intranet.collab.models import Document, Update
from intranet.collab.sorts import _sorts
from intranet.realtime.publish import revoke
from intranet.realtime.units import unit
from tests import factories

from .collab_world import Desk, hub_of_its_own
from .live_world import until

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "leaf_7"


def in_thread(function, *arguments, **named):
    return database_sync_to_async(function, thread_sensitive=False)(*arguments, **named)


class Leaf:
    """Who may what; everybody else may write."""

    def __init__(self) -> None:
        self.rights: dict[int, Access] = {}

    def gate(self, person, key: int) -> Access:
        return self.rights.get(person.pk, Access.WRITE)


@pytest.fixture
def leaf():
    leaf = Leaf()
    register(Sort("leaf", gate=leaf.gate, begin=lambda key: "Begun.", settled=lambda key, upto: None))
    yield leaf
    _sorts.pop("leaf")


@pytest.fixture
def people():
    return [factories.a_person(name) for name in ("Ada Uno", "Ben Due", "Cleo Tre")]


@pytest.fixture
async def hub(monkeypatch):
    hub = await hub_of_its_own(monkeypatch)
    yield hub
    await close_house()
    await hub.stop()


async def test_what_one_writes_is_stored_then_told_and_acknowledged(leaf, people, hub):
    ada, ben, reader = [await Desk(person).come() for person in people]
    ada.write("Begun. And on.")
    await until(lambda: ada.stored == [1])
    await until(lambda: ben.text == reader.text == "Begun. And on.")
    assert await in_thread(read_text, NAME) == "Begun. And on."
    assert await in_thread(contributors, NAME, 0) == [people[0].pk]
    # Once, and not back to whoever wrote it.
    assert [data for data in ada.heard if data[:2] == bytes((frames.SYNC, frames.UPDATE))] == []


async def test_nothing_is_told_or_acknowledged_before_it_is_stored(leaf, people, hub, monkeypatch):
    ada, ben = [await Desk(person).come() for person in people[:2]]

    def fails(wishes):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(commits, "write", fails)
    ada.write("Begun. Lost?")
    await until(lambda: ada.closed and ben.closed)
    assert ada.closed[0] == ben.closed[0] == 1013
    assert ada.stored == []
    assert ben.text == "Begun."
    # Nothing is lost: the browser has it, and says it again when it comes back.
    monkeypatch.undo()
    monkeypatch.setattr("intranet.realtime.sockets.running_hub", lambda: _done(hub))
    monkeypatch.setattr("intranet.collab.house.running_hub", lambda: _done(hub))
    again = Desk(people[0])
    again.document = ada.document
    await again.come()
    again.say(frames.step2(again.document.get_update()))
    await until(lambda: again.stored)
    assert await in_thread(read_text, NAME) == "Begun. Lost?"


async def _done(value):
    return value


async def test_a_reader_reads_and_is_sent_away_for_writing(leaf, people, hub):
    leaf.rights[people[1].pk] = Access.READ
    ada, ben = [await Desk(person).come() for person in people[:2]]
    assert (ada.may, ben.may) == (2, 1)
    ada.write("Begun. For readers.")
    await until(lambda: ben.text == "Begun. For readers.")
    for frame in (frames.update, frames.step2):
        desk = await Desk(people[1]).come()
        desk.say(frame(crdt.begun("I was here", writer=90_000)))
        await until(lambda desk=desk: desk.closed)
        assert desk.closed[0] == 4403
    # Nor is one asked what one has, since a stock client answers by writing.
    assert not any(data[:2] == bytes((frames.SYNC, frames.STEP1)) for data in ben.heard)
    assert await in_thread(read_text, NAME) == "Begun. For readers."


async def test_who_may_nothing_and_a_document_that_is_none_are_one_answer(leaf, people, hub):
    leaf.rights[people[0].pk] = Access.NONE
    closings = [
        (await Desk(people[0]).come()).closed,
        (await Desk(people[1], sort="tree").come()).closed,
    ]
    assert [code for code, _ in closings] == [4404, 4404]
    assert not await in_thread(Document.objects.exists)


async def test_what_is_taken_away_ends_the_socket_and_what_it_had_in_hand(leaf, people, hub):
    ada, ben = [await Desk(person).come() for person in people[:2]]
    for right, may in ((Access.READ, 1), (Access.NONE, None)):
        leaf.rights[people[1].pk] = right
        await in_thread(revoke, [people[1].pk])
        await until(lambda ben=ben: ben.closed)
        assert ben.closed[0] == 4100
        ben = await Desk(people[1]).come()
        assert ben.may == may
    assert ben.closed[0] == 4404
    ada.write("Begun. Alone.")
    await until(lambda: ada.stored)
    assert ben.text == ""


async def test_a_deactivated_person_is_out(leaf, people, hub):
    ben = await Desk(people[1]).come()
    people[1].is_active = False
    await in_thread(people[1].save)
    await in_thread(revoke, [people[1].pk])
    await until(lambda: ben.closed)
    assert ben.closed[0] == 4003


async def test_closing_a_document_sends_everybody_away_and_stores_nothing_more_of_theirs(leaf, people, hub):
    ada, ben = [await Desk(person).come() for person in people[:2]]

    def close() -> None:
        with unit():
            close_document(NAME, reason="locked")

    await in_thread(close)
    ada.write("Begun. Too late.")
    await until(lambda: ada.closed and ben.closed)
    assert ada.closed[0] == ben.closed[0] == 4100
    assert await in_thread(head, NAME) == 0
    assert (await Desk(people[0]).come()).text == "Begun."


async def test_what_the_program_and_other_processes_write_reaches_the_open_sockets(leaf, people, hub):
    ada = await Desk(people[0]).come()
    await in_thread(edit_text, NAME, by=people[1], change=lambda text: text + " By program.")
    await until(lambda: ada.text == "Begun. By program.")

    def behind_our_back() -> None:
        """By a process of which no word reaches this one."""
        document = log.find(NAME)
        live = crdt.opened(log.updates_of(document), writer=document.writer)
        log.add(document, [(crdt.changed(live, "Begun. By another."), people[2].pk)])

    await in_thread(behind_our_back)
    # It is noticed with the next commit, before what comes after it, and would be with the next look.
    ada.write(ada.text + " Mine.")
    await until(lambda: ada.text == "Begun. By another. Mine.")
    assert await in_thread(read_text, NAME) == ada.text


async def test_a_log_that_moved_on_is_found_without_a_word(leaf, people, hub):
    ada = await Desk(people[0]).come()
    house = await open_house()
    await in_thread(edit_text, NAME, by=people[1], change=str.upper)
    await house._look()
    await until(lambda: ada.text == "BEGUN.")


async def test_what_no_editor_sends_ends_its_socket_and_nobody_elses(leaf, people, hub, monkeypatch):
    monkeypatch.setattr(limits, "OFFENCES", 4)
    ada = await Desk(people[0]).come()
    for hostile in (b"", b"\x07", frames.update(b"\x80\xa2\xc3\x8f\x01"), frames.update(b"\x01\x01\x05\x00\xc4\x01")):
        ben = await Desk(people[1]).come()
        assert ben.synced
        ben.say(hostile or b"\x00")
        await until(lambda ben=ben: ben.closed)
        assert ben.closed[0] in (1008, 4422)
    assert (await Desk(people[1]).come()).closed[0] == 1013, "who goes on so has to wait"
    ada.write("Begun. Unmoved.")
    await until(lambda: ada.stored)
    assert await in_thread(read_text, NAME) == "Begun. Unmoved."


async def test_when_the_worker_dies_everybody_stays_and_nothing_is_missing(leaf, people, hub):
    ada, ben = [await Desk(person).come() for person in people[:2]]
    other = await Desk(people[2], key=8).come()
    house = await open_house()
    house.keeper._process.kill()
    ada.write("Begun. After the fall.")
    await until(lambda: ben.text == "Begun. After the fall.")
    other.write("Begun. Elsewhere.")
    await until(lambda: other.stored)
    assert [desk.closed for desk in (ada, ben, other)] == [None] * 3


@pytest.mark.parametrize("what", ["beyond", "take"])
async def test_who_is_served_when_the_system_ends_the_worker_is_not_blamed_for_it(leaf, people, hub, monkeypatch, what):
    ada = await Desk(people[0]).come()
    house = await open_house()
    # Between two questions: the next one is who comes then.
    house.keeper._process.kill()
    ben = await Desk(people[1]).come()
    assert ben.synced
    exchange = house.keeper._exchange
    killed = []

    async def in_the_middle(message):
        if what.encode() in message and not killed:
            killed.append(what)
            house.keeper._process.kill()
            await asyncio.to_thread(house.keeper._process.wait)
        return await exchange(message)

    monkeypatch.setattr(house.keeper, "_exchange", in_the_middle)
    if what == "take":
        ben.write("Begun. And on.")
        await until(lambda: ben.stored and ada.text == "Begun. And on.")
    cleo = await Desk(people[2]).come()
    assert killed
    assert cleo.synced
    assert (ada.closed, ben.closed, cleo.closed, house.offences) == (None, None, None, {})


async def test_who_ends_the_worker_each_time_is_sent_away(leaf, people, hub, monkeypatch):
    ada = await Desk(people[0]).come()
    house = await open_house()
    exchange = house.keeper._exchange

    async def deadly(message):
        if b"Deadly" in message:
            house.keeper._process.kill()
            await asyncio.to_thread(house.keeper._process.wait)
        return await exchange(message)

    monkeypatch.setattr(house.keeper, "_exchange", deadly)
    ben = await Desk(people[1]).come()
    ben.write("Begun. Deadly.")
    await until(lambda: ben.closed)
    assert list(house.offences) == [people[1].pk]
    assert ada.closed is None


async def test_a_reader_that_stalls_is_cut_and_the_others_go_on(leaf, people, hub, monkeypatch):
    monkeypatch.setattr("intranet.collab.sockets.PageSocket.most_waiting", 3)
    ada, ben = [await Desk(person).come() for person in people[:2]]
    ben.reads.clear()
    for number in range(8):
        ada.write(f"Begun. {number}")
        await until(lambda number=number: len(ada.stored) == number + 1)
    assert ben.socket.closing
    ben.reads.set()
    await until(lambda: ben.closed)
    assert ben.closed[0] == 1013


@pytest.mark.parametrize(
    ("limit", "value", "code"), [("FRAME_BYTES", 40, 1009), ("UPDATES_AT_ONCE", 21, 1008), ("STATE_BYTES", 60, 1009)]
)
async def test_a_socket_has_its_limits_and_is_told_why(leaf, people, hub, monkeypatch, limit, value, code):
    monkeypatch.setattr(limits, limit, value)
    monkeypatch.setattr(limits, "UPDATES_A_SECOND", 0.01)
    ada = await Desk(people[0]).come()
    for number in range(8):
        ada.write(f"{number} " + "x" * 50)
    await until(lambda: ada.closed)
    assert ada.closed[0] == code
    assert 0 < len(ada.closed[1].encode()) <= 123


async def test_so_many_may_write_and_so_many_may_be_there(leaf, people, hub, monkeypatch):
    monkeypatch.setattr(limits, "EDITORS", 1)
    monkeypatch.setattr(limits, "SOCKETS", 2)
    leaf.rights[people[2].pk] = Access.READ
    await Desk(people[0]).come()
    assert (await Desk(people[1]).come()).closed[0] == 1013
    assert not (await Desk(people[2]).come()).closed
    assert (await Desk(people[2]).come()).closed[0] == 1013


async def test_carets_bear_the_servers_word_on_who_it_is_and_go_with_their_socket(leaf, people, hub):
    ada, ben = [await Desk(person).come() for person in people[:2]]
    ada.point(11, json.dumps({"user": {"id": people[1].pk, "name": "Ben Due"}, "cursor": 3}).encode())
    await until(lambda: 11 in ben.states)
    said = json.loads(ben.states[11])
    assert (said["user"]["id"], said["user"]["name"], said["cursor"]) == (people[0].pk, "Ada Uno", 3)
    # Nobody moves another's caret, nor has a second one.
    ben.point(11, b'{"cursor": 99}', clock=9)
    ben.point(12, b'{"cursor": 1}')
    ben.point(13, b'{"cursor": 2}')
    await until(lambda: 12 in ada.states)
    late = await Desk(people[2]).come()
    await until(lambda: {11, 12} <= set(late.states))
    assert json.loads(late.states[11])["cursor"] == 3
    assert 13 not in late.states
    ada.leave()
    await until(lambda: late.states[11] == b"null")


async def test_snapshots_are_made_and_a_late_reader_has_everything(leaf, people, hub, monkeypatch):
    monkeypatch.setattr(limits, "SNAPSHOT_AFTER", 5)
    ada = await Desk(people[0]).come()
    for number in range(12):
        ada.write(f"{ada.text}{number}")
        await until(lambda number=number: len(ada.stored) == number + 1)
    house = await open_house()
    await until(lambda: house.rooms[NAME].task is None)
    document = await in_thread(Document.objects.get)
    assert document.snapshot_seq >= 10
    assert await in_thread(Update.objects.count) == 12
    assert await in_thread(read_text, NAME) == ada.text == (await Desk(people[1]).come()).text


async def test_what_came_in_before_the_end_is_stored_before_the_server_stops(leaf, people, hub):
    ada = await Desk(people[0]).come()
    for number in range(20):
        ada.write(f"Begun. {number}")
    await until(ada.inbox.empty)
    await close_house()
    assert await in_thread(read_text, NAME) == "Begun. 19"
    assert ada.stored[-1] == 20
    await until(lambda: ada.closed)
    assert ada.closed[0] == 1012


async def test_two_processes_serve_one_document(leaf, people, hub, monkeypatch):
    """A second house in the same loop, with its own worker and its own word of what is new."""
    from intranet.collab.house import House

    first = await open_house()
    second = House(hub)
    ada = await Desk(people[0]).come()
    monkeypatch.setattr("intranet.collab.sockets.open_house", lambda: _done(second))
    ben = await Desk(people[1]).come()
    assert set(first.rooms) == set(second.rooms) == {NAME}
    both = [ada, ben]
    for number in range(10):
        for desk in both:
            desk.write(f"{desk.text}{number}")
        await asyncio.sleep(0)
    await until(lambda: sum((len(desk.stored) > 0 and desk.stored[-1]) or 0 for desk in both) == 20)
    for house in (first, second):
        await house._look()
    await until(lambda: ada.text == ben.text)
    assert await in_thread(read_text, NAME) == ada.text
    numbers = await in_thread(lambda: list(Update.objects.order_by("seq").values_list("seq", flat=True)))
    assert numbers == list(range(1, 21))
    await second.stop()
