"""kill -9 of the server in the middle of everybody's posting: what was acknowledged is there, once, and was told once.

Eight programs post as fast as they may, each post with its own key, and repeat what was not answered. Three times the
server is killed between two bytes and started again on the same data. Meanwhile one socket follows the space, comes
back after each fall, and asks for what it missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.house import Hand, Product, open_house

from .crowd import PATIENCE, Follower, Ledger, Program

PEOPLE = ["ada", "ben", "cleo", "mara", "aldo", "zoe", "otto", "nora"]
POSTS_EACH = 30
KILL_AFTER = [30, 90, 150]


def as_program(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}


@pytest.fixture
def house(tmp_path) -> Iterator[tuple[Product, Hand]]:
    with open_house(tmp_path, with_pages=False) as found:
        yield found


def test_what_was_acknowledged_survives_three_kills_once(house):
    product, hand = house
    room = hand("room", name="Forge", members=PEOPLE)
    tokens = {handle: hand("token", handle=handle) for handle in PEOPLE}
    before = hand("account_of", space=room["slug"])
    follower = Follower(product, hand("session", handle="ben"), before["stream"])
    follower.start()
    ledger = Ledger()
    path = f"/api/v1/spaces/{room['pk']}/posts"
    programs = [
        Program(product, ledger, path=path, headers=as_program(token), how_many=POSTS_EACH) for token in tokens.values()
    ]

    with ThreadPoolExecutor(len(programs)) as pool:
        running = [pool.submit(program.run) for program in programs]
        for count in KILL_AFTER:
            ledger.wait_for(count)
            product.kill()
            product.start()
        for one in running:
            one.result(timeout=PATIENCE)

    after = hand("account_of", space=room["slug"])
    total = len(PEOPLE) * POSTS_EACH
    assert len(ledger.acknowledged) == total
    assert sorted(map(tuple, after["posts"])) == sorted(ledger.acknowledged.items())
    assert ledger.repeated > 0, "nobody was interrupted: the kills came too late"
    assert (after["integrity"], after["orphans"], after["with_gaps"]) == (["ok"], 0, [])
    assert after["head"] - before["head"] == total

    assert follower.has_seen(after["head"])
    follower.ended.set()
    follower.join(10)
    assert follower.comebacks >= len(KILL_AFTER)
    assert not follower.resynced
    assert follower.seen == list(range(1, after["head"] + 1))
