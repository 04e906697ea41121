"""kill -9 of the server while a room is full of talk: what was acknowledged is there once, in the order of its number,
and everybody who listened has heard it once.

The benchmark ``falls`` does the same with thousands of messages and more falls.
"""

from __future__ import annotations

import pytest

from tests.e2e.house import Hand, Product, open_house

from .chat_falls import PEOPLE, come_through

SENDS_EACH = 40


@pytest.fixture
def house(tmp_path):
    with open_house(tmp_path, with_pages=True) as found:
        yield found


def test_what_was_acknowledged_in_a_room_survives_three_kills_once_and_in_order(house: tuple[Product, Hand]):
    account = come_through(*house, each=SENDS_EACH, kill_after=(40, 120, 200))
    assert account.sent == len(PEOPLE) * SENDS_EACH
    assert account.repeated > 0, "nobody was interrupted: the kills came too late"
