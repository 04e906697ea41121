"""A room full of talk whose server is killed again and again; what must hold afterwards is asserted here, for the test
and for the benchmark alike."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.e2e.house import Hand, Product

from .crowd import PATIENCE, Follower, Ledger, Program

PEOPLE = ["ada", "ben", "cleo", "mara", "aldo", "zoe", "otto", "nora"]


@dataclass(frozen=True)
class Account:
    sent: int
    repeated: int
    falls: int


class Browser(Program):
    """Sends as the page does: with the session, by a form, with its own key for each message."""

    def body(self, key: str, number: int) -> str:
        return urlencode({"body": f"{self.told} {number}", "client_id": key})


def browser_of(product: Product, hand: Hand, handle: str, room: int, ledger: Ledger, *, how_many: int) -> Browser:
    token = "f" * 32
    headers = {
        "Cookie": f"portico_session={hand('session', handle=handle)}; portico_csrf={token}",
        "X-CSRFToken": token,
        "Origin": product.address,
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    path = f"/chat/{room}/messages/"
    return Browser(product, ledger, path=path, headers=headers, how_many=how_many, told=handle)


def come_through(product: Product, hand: Hand, *, each: int, kill_after: Iterable[int]) -> Account:
    room = hand("chat_room", name="Forge", members=PEOPLE)
    before = hand("account_of_room", room=room["pk"])
    listeners = [Follower(product, hand("session", handle=handle), before["stream"]) for handle in ("ben", "nora")]
    for listener in listeners:
        listener.start()
    ledger = Ledger()
    writers = [browser_of(product, hand, handle, room["pk"], ledger, how_many=each) for handle in PEOPLE]
    falls = 0
    with ThreadPoolExecutor(len(writers)) as pool:
        running = [pool.submit(writer.run) for writer in writers]
        for count in kill_after:
            ledger.wait_for(count)
            product.kill()
            product.start()
            falls += 1
        for one in running:
            one.result(timeout=PATIENCE)

    after = hand("account_of_room", room=room["pk"])
    assert len(ledger.acknowledged) == len(PEOPLE) * each
    # Everything acknowledged is there once, under its key; nothing else is.
    assert sorted(ledger.acknowledged.items()) == sorted((key, pk) for key, pk, _seq, _by, _body in after["messages"])
    assert (after["integrity"], after["orphans"], after["with_gaps"]) == (["ok"], 0, [])
    assert after["head"] - before["head"] == len(ledger.acknowledged)
    assert after["last_seq"] == after["head"] == max(seq for _key, _pk, seq, _by, _body in after["messages"])
    # What one person said one after the other stands one after the other.
    in_order = sorted(after["messages"], key=lambda row: row[2])
    for handle in PEOPLE:
        assert [row[4] for row in in_order if row[3] == handle] == [f"{handle} {number}" for number in range(each)]
    for listener in listeners:
        assert listener.has_seen(after["head"])
        listener.ended.set()
        listener.join(10)
        assert not listener.resynced
        assert listener.seen == list(range(1, after["head"] + 1))
        assert listener.entries[-len(in_order) :] == [row[1] for row in in_order]
        assert listener.comebacks >= falls
    return Account(len(ledger.acknowledged), ledger.repeated, falls)
