"""kill -9 of the server while a room is full of talk: what was acknowledged is there once, in the order of its number,
and everybody who listened has heard it once.

The benchmark ``falls`` does the same with thousands of messages and more falls.
"""

from __future__ import annotations

import pytest

from tests.e2e.house import Hand, Product, open_house

from .chat_falls import PEOPLE, come_through
from .crowd import PATIENCE, Follower

SENDS_EACH = 40


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with open_house(tmp_path_factory.mktemp("house"), with_pages=True) as found:
        yield found


def test_what_was_acknowledged_in_a_room_survives_three_kills_once_and_in_order(house: tuple[Product, Hand]):
    account = come_through(*house, each=SENDS_EACH, kill_after=(40, 120, 200))
    assert account.sent == len(PEOPLE) * SENDS_EACH
    assert account.repeated > 0, "nobody was interrupted: the kills came too late"


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
