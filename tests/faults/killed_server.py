"""R1: kill -9 of the server in the middle of everybody's sending, on SQLite and on PostgreSQL.

Eight people talk in a room and eight programs post to a space, as fast as they may, each with its own key, and repeat
what was not answered. The server is killed between two bytes and started again on the same data. Sockets follow, come
back after each fall, and ask for what they missed.
"""

from __future__ import annotations

from tests.e2e.house import Hand, Product, open_house

from .chat_falls import PEOPLE, come_through
from .postgres_house import postgres_house
from .posting import Posting
from .registry import Report, fault


@fault(
    "R1",
    "The server is killed during sends",
    passes="what was acknowledged is there once, in the order of its number; nothing lost, nothing twice, no gap; the "
    "database is whole; who listened has heard each thing once. SQLite, and PostgreSQL at full size",
)
def run(report: Report) -> None:
    kills = report.size("kills", short=2, long=20)
    sends = report.size("sends", short=240, long=6000)
    with open_house(report.folder) as (product, hand):
        each, every = sends // len(PEOPLE), sends // (kills + 2)
        account = come_through(product, hand, each=each, kill_after=[every * fall for fall in range(1, kills + 1)])
        report.figure("messages acknowledged, each there once and in order", account.sent)
        report.figure("messages sent again for want of an answer", account.repeated)
        assert account.repeated > 0, "nobody was interrupted: the kills came too late"
        _posted(report, product, hand, max(kills // 4, 1), max(sends // 4, 80), "posts on SQLite")
    if not report.short or report.size("postgres", short=0, long=1):
        with postgres_house(report.folder / "pg") as (product, hand, _server):
            _posted(report, product, hand, max(kills // 2, 1), max(sends // 2, 80), "posts on PostgreSQL")


def _posted(report: Report, product: Product, hand: Hand, kills: int, sends: int, label: str) -> None:
    with Posting(product, hand, each=sends // len(PEOPLE)) as posting:
        for fall in range(1, kills + 1):
            posting.wait_for(fall / (kills + 2))
            product.kill()
            product.start()
        posting.account(report, label)
    assert posting.followers[0].comebacks >= kills
