"""R1: kill -9 of the server in the middle of everybody's sending, on SQLite and on PostgreSQL.

Eight programs post to a space over the API and eight people talk in a room, as fast as they may, each with its own key,
and repeat what was not answered. The server is killed between two bytes and started again on the same data. Sockets
follow, come back after each fall, and ask for what they missed.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.e2e.house import Hand, Product, open_house

from .chat_falls import PEOPLE, come_through
from .crowd import PATIENCE, Follower, Ledger, Program
from .registry import Report, fault


@fault(
    "R1",
    "The server is killed during sends",
    passes="what was acknowledged is there once, in the order of its number; nothing lost, nothing twice, no gap; the "
    "database is whole; who listened has heard each thing once. SQLite and PostgreSQL",
)
def run(report: Report) -> None:
    kills = report.size("kills", short=3, long=20)
    sends = report.size("sends", short=320, long=6000)
    with open_house(report.folder) as (product, hand):
        _said(report, "SQLite", product, hand, kills, sends)
        _posted(report, product, hand, max(kills // 3, 1), max(sends // 4, 120))


def _said(report: Report, database: str, product: Product, hand: Hand, kills: int, sends: int) -> None:
    each = sends // len(PEOPLE)
    every = sends // (kills + 2)
    account = come_through(product, hand, each=each, kill_after=[every * fall for fall in range(1, kills + 1)])
    report.figure(f"messages acknowledged, {database}", account.sent)
    report.figure(f"times the server was killed, {database}", account.falls)
    report.figure(f"sent again because no answer came, {database}", account.repeated)
    assert account.repeated > 0, "nobody was interrupted: the kills came too late"
    report.must(f"lost or twice, {database}", 0, 0)


def _posted(report: Report, product: Product, hand: Hand, kills: int, sends: int) -> None:
    room = hand("room", name="Forge", members=PEOPLE)
    tokens = [hand("token", handle=handle) for handle in PEOPLE]
    before = hand("account_of", space=room["slug"])
    follower = Follower(product, hand("session", handle="ben"), before["stream"])
    follower.start()
    ledger = Ledger()
    each = sends // len(PEOPLE)
    programs = [
        Program(
            product,
            ledger,
            path=f"/api/v1/spaces/{room['pk']}/posts",
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            how_many=each,
        )
        for token in tokens
    ]
    with ThreadPoolExecutor(len(programs)) as pool:
        running = [pool.submit(program.run) for program in programs]
        for fall in range(1, kills + 1):
            ledger.wait_for(fall * sends // (kills + 2))
            product.kill()
            product.start()
        for one in running:
            one.result(timeout=PATIENCE)

    after = hand("account_of", space=room["slug"])
    there = [(key, pk) for key, pk in after["posts"]]
    report.figure("posts acknowledged", len(ledger.acknowledged))
    report.must("posts lost", len(set(ledger.acknowledged.items()) - set(there)), 0)
    report.must("posts there twice, or never acknowledged", len(there) - each * len(PEOPLE), 0)
    assert (after["integrity"], after["orphans"], after["with_gaps"]) == (["ok"], 0, [])
    assert after["head"] - before["head"] == each * len(PEOPLE)
    assert follower.has_seen(after["head"])
    follower.ended.set()
    follower.join(10)
    assert follower.comebacks >= kills
    assert not follower.resynced
    report.must("posts the socket missed", len(set(range(1, after["head"] + 1)) - set(follower.seen)), 0)
    report.must("posts the socket heard twice", len(follower.seen) - len(set(follower.seen)), 0)
