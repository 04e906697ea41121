"""What strangers send: the worker process says no, or dies of it and is begun anew; nothing that was there is lost."""

from __future__ import annotations

import json
import os
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Array, Doc, Text, merge_updates

from intranet.collab import crdt, frames, limits
from intranet.collab.carets import decoded, stamped
from intranet.collab.frames import Garbled
from intranet.collab.isolation import keeper as keeping
from intranet.collab.isolation.keeper import Gone, Keeper, WorkerDied, WorkerFailed
from intranet.collab.isolation.kept import FOREIGN, KNOWN, TAKEN, TOO_LARGE, TORN, WAITS, Kept

# `COLLAB_FUZZ=100000 python -m pytest tests/platform/test_collab_strangers.py -k mutated` takes some minutes.
CASES = int(os.environ.get("COLLAB_FUZZ", "2000"))
START = crdt.begun("Once upon a time.", writer=70_000)


def typed(*words: str, client: int = 71_000) -> list[bytes]:
    """The updates of somebody who writes these one after the other at the end."""
    document, said = crdt.opened([START], writer=client), []
    listening = document.observe(lambda event: said.append(event.update))
    for word in words:
        document["content"].insert(len(str(document["content"]).encode()), word)
    document.unobserve(listening)
    return said


@pytest.fixture
async def keeper():
    keeper = Keeper()
    yield keeper
    await keeper.close()


def mutated(chance: random.Random, seeds: list[bytes]) -> bytes:
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randrange(1, 5)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0 if data:
                data[min(place, len(data) - 1)] = chance.randrange(256)
            case 1:
                data[place:place] = chance.randbytes(chance.randrange(1, 6))
            case 2:
                del data[place : place + chance.randrange(1, 6)]
            case 3:
                # A number as large as one can be written.
                data[place : place + 1] = b"\xff" * chance.randrange(1, 9) + b"\x7f"
            case _:
                data[place:place] = chance.choice(seeds)[: chance.randrange(12)]
    return bytes(data)


async def test_mutated_updates_and_states_never_end_the_server_nor_change_another_document(keeper):
    chance = random.Random(7)
    document = crdt.opened([START])
    array = Doc({"other": Array(["x", {"y": 1}])})
    seeds = [
        START,
        *typed("ab", "é🎉", "c"),
        document.get_state(),
        array.get_update(),
        bytes(22),
        b"\x80\xa2\xc3\x8f\x01",
    ]
    generation, _ = await keeper.load("leaf_1", [START])
    await keeper.load("leaf_2", [START])
    died = 0
    for number in range(CASES):
        if number % 2000 == 0:
            # What was taken of it is a heap of clients by now, and each of them is kept for ever.
            generation, _ = await keeper.load("leaf_1", [START])
        data = mutated(chance, seeds)
        what = chance.choice(["take", "take", "beyond"])
        try:
            plausible = frames.plausible_update(data) if what == "take" else frames.plausible_state(data)
        except Garbled:
            continue
        if not plausible:
            continue
        try:
            await keeper.ask(generation, what, "leaf_1", data)
        except WorkerFailed:
            continue
        except WorkerDied:
            died += 1
            generation, _ = await keeper.load("leaf_1", [START])
            await keeper.load("leaf_2", [START])
    assert await keeper.ask(generation, "text", "leaf_2") == [b"Once upon a time."]
    # It is there to die; often would be a door to slow the others down.
    assert died <= max(3, CASES // 1000)


async def test_what_is_no_update_is_refused_and_the_next_one_is_taken(keeper):
    (word,) = typed(" Und weiter.")
    generation, _ = await keeper.load("leaf_1", [START])
    for data in (b"", b"\x01", b"\x80\xa2\xc3\x8f\x01", b"\xff" * 30, START[:-3]):
        verdicts, *_ = await keeper.ask(generation, "take", "leaf_1", data)
        assert verdicts not in (TAKEN, KNOWN)
    assert (await keeper.ask(generation, "take", "leaf_1", word))[0] == TAKEN
    assert await keeper.ask(generation, "text", "leaf_1") == [b"Once upon a time. Und weiter."]


async def test_a_worker_that_computes_too_long_is_ended_and_the_next_one_is_told_everything(keeper, monkeypatch):
    monkeypatch.setattr(limits, "APPLY_SECONDS", 0.000_001)
    generation, _ = await keeper.load("leaf_1", [START])
    long = typed("x" * 1_000_000)
    with pytest.raises(WorkerDied):
        for _ in range(400):
            await keeper.ask(generation, "take", "leaf_1", *long)
    monkeypatch.setattr(limits, "APPLY_SECONDS", 5)
    with pytest.raises(Gone):
        await keeper.ask(generation, "text", "leaf_1")
    generation, _ = await keeper.load("leaf_1", [START])
    assert (await keeper.ask(generation, "take", "leaf_1", *long))[0] == TAKEN


async def test_the_worker_has_neither_django_nor_the_environment(keeper, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "very-secret")
    await keeper.load("leaf_1", [START])
    with open(f"/proc/{keeper.pid}/environ", "rb") as environment:
        assert environment.read() == b""
    with open(f"/proc/{keeper.pid}/maps") as maps:
        assert "_sqlite3" not in maps.read()
    assert "django" not in keeping._BEGIN


def test_what_comes_twice_is_known_and_leaves_no_trace():
    kept = Kept([START])
    (word,) = typed("x")
    assert kept.take(word) == (TAKEN, [word])
    assert kept.take(word) == (KNOWN, [])
    assert kept.take(kept.all()) == (KNOWN, [])


def test_what_comes_too_early_waits_and_is_in_every_snapshot():
    first, second, third = typed("a", "b", "c")
    kept = Kept([START])
    assert kept.take(third)[0] == TAKEN
    assert "c" not in crdt.text_of(kept.document).removeprefix("Once upon a time.")
    again = Kept([kept.snapshot()])
    for update in (first, second):
        again.take(update)
    assert crdt.text_of(again.document) == "Once upon a time.abc"
    assert again.waiting == b""


def test_a_root_that_is_not_the_text_is_refused_and_gone():
    stray = Doc({"junk": Text("x")}).get_update()
    kept = Kept([START])
    assert kept.take(stray)[0] == FOREIGN
    assert set(kept.document.keys()) == {"content"}


def test_too_much_that_waits_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "PENDING_BYTES", 100)
    _, late = typed("a", "b" * 200)
    kept = Kept([START])
    assert kept.take(late)[0] == WAITS
    assert kept.waiting == b""


def test_a_full_document_takes_what_makes_it_smaller(monkeypatch):
    long = typed("x" * 500)
    kept = Kept([START, *long])
    monkeypatch.setattr(limits, "STATE_BYTES", 400)
    assert kept.take(typed("y" * 50, client=72_000)[0])[0] == TOO_LARGE
    shorter = crdt.opened(kept.updates, writer=72_001)
    assert kept.take(crdt.changed(shorter, "Once upon a time."))[0] == TAKEN
    assert crdt.text_of(kept.document) == "Once upon a time."


def test_whoever_takes_a_sign_apart_finds_it_deleted_whole():
    """As Yjs sends it: half of the emoji is deleted, then something is written between the halves of another one."""
    begun = bytes.fromhex("01014d00040107636f6e74656e741461f09f91a96220616e64206d6f7265207465787400")
    half = bytes.fromhex("00014d010201")
    kept = Kept([begun])
    verdict, new = kept.take(half)
    assert verdict == TORN
    assert crdt.text_of(kept.document) == "ab and more text"
    assert crdt.text_of(crdt.opened([begun, *new])) == "ab and more text"
    between = bytes.fromhex("01014e00c44d014d02015a00")
    other = Kept([begun])
    verdict, new = other.take(between)
    assert (verdict, len(new)) == (TORN, 2)
    assert crdt.text_of(other.document) == crdt.text_of(crdt.opened([other.snapshot()])) == "aZb and more text"


@given(st.lists(st.tuples(st.integers(0, 3), st.text("ab é🎉\n", max_size=6), st.integers(0, 99)), max_size=25))
def test_a_snapshot_and_its_tail_say_what_the_live_document_says(acts):
    kept = Kept([START])
    people = [crdt.opened([START], writer=80_000 + number) for number in range(4)]
    log, snapshot = [START], START
    for who, words, place in acts:
        text = crdt.text_of(people[who])
        at = place % (len(text) + 1)
        change = text[:at] + words + (text[at:] if place % 3 else text[at + 2 :])
        update = crdt.changed(people[who], change)
        if update != crdt.NOTHING:
            log += kept.take(update)[1]
        if place % 7 == 0:
            snapshot, log = kept.snapshot(), []
            log = [snapshot]
            people[(who + 1) % 4].apply_update(snapshot)
    assert crdt.text_of(crdt.opened(log)) == crdt.text_of(kept.document)
    assert crdt.folded(log) == crdt.folded([merge_updates(*log)])


# --- Carets ----------------------------------------------------------------------------------------------------------

ME = {"id": 7, "name": "Ada"}


def test_who_it_is_says_the_server():
    state = json.dumps({"user": {"id": 1, "name": "The boss"}, "cursor": {"anchor": 1}}).encode()
    assert json.loads(stamped(state, ME)) == {"user": ME, "cursor": {"anchor": 1}}


@pytest.mark.parametrize(
    "state",
    [b"", b"[]", b"7", b'"x"', b"{", b"\xff\xfe", b"[" * 3000, b'{"a":' * 300, b'{"x": NaN}', b'{"x":"\\ud800"}',
     b'{"x": "' + b"y" * limits.CARET_BYTES + b'"}'],
)  # fmt: skip
def test_a_state_that_no_editor_says_is_refused(state):
    with pytest.raises(Garbled):
        stamped(state, ME)


def test_mutated_carets_are_understood_or_refused():
    chance = random.Random(3)
    whole = b"\x02\x07\x01\x02{}" + b"\x09\x03\x04null"
    begun = time.process_time()
    for _ in range(CASES):
        data = mutated(chance, [whole, b"\x00", bytes(40)])
        try:
            for _, _, state in decoded(data):
                stamped(state, ME)
        except Garbled:
            continue
    assert time.process_time() - begun < CASES * 0.01
