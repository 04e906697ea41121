"""Whoever is put out of a room while connected hears nothing more of it. What a killed server does to a room full of
talk is in killed_server.py."""

from __future__ import annotations

import pytest

from tests.e2e.house import Hand, Product, open_house

from .crowd import PATIENCE, Follower


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with open_house(tmp_path_factory.mktemp("house")) as found:
        yield found


def test_whoever_is_put_out_while_connected_hears_nothing_more(house: tuple[Product, Hand]):
    product, hand = house
    room = hand("chat_room", name="Vault", members=["ada", "ben", "cleo"])
    stream = hand("account_of_room", room=room["pk"])["stream"]
    put_out, staying = (Follower(product, hand("session", handle=handle), stream) for handle in ("ben", "cleo"))
    for listener in (put_out, staying):
        listener.start()
    head = hand("account_of_room", room=room["pk"])["head"]
    assert put_out.has_seen(head)
    assert staying.has_seen(head)

    hand("put_out", by="ada", room=room["pk"], whom="ben")
    # Two seconds on a machine that has nothing else to do; see the benchmark of falls.
    assert put_out.is_refused.wait(PATIENCE)
    before = list(put_out.seen)
    for number in range(3):
        hand("say", by="ada", room=room["pk"], body=f"Between us {number}")
    assert staying.has_seen(hand("account_of_room", room=room["pk"])["head"])
    assert put_out.seen == before
    for listener in (put_out, staying):
        listener.ended.set()
        listener.join(10)
