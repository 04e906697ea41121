"""A page that several write in whose server is killed again and again, and what holds afterwards: for the
faults and for the benchmark."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.e2e.house import Hand, Product
from tests.platform.editors import Editors


@dataclass(frozen=True)
class Account:
    acts: int
    cuts: int
    kills: int
    # What does not hold, in words: that the editors agree, and the like.
    differing: list[str]


def come_through(
    product: Product,
    hand: Hand,
    people: Sequence[str],
    *,
    kill_after: Iterable[int],
    cut: int,
    seed: int = 1,
    every: int = 12,
    strike: Callable[[], None] | None = None,
) -> Account:
    """The server falls when so many updates were acknowledged, or what ``strike`` does happens; one time in ``cut``
    somebody's line breaks. ``every`` is the milliseconds between two acts of one editor."""
    page = hand("wiki_page", members=list(people), title=f"Falls {seed}", body="It begins.\n")["pk"]
    kills = 0
    with Editors(product.address, page, [hand("session", handle=each) for each in people], seed=seed) as editors:
        assert editors("come")["synced"]
        editors("write", every=every, cut=cut)
        for count in kill_after:
            assert editors("acknowledged", count=count)["enough"]
            kills += 1
            if strike:
                strike()
                continue
            product.kill()
            # Before anybody can send it again.
            there = dict(hand("document_of", page=page)["stored"])
            told = editors("stored")["stored"]
            assert [[client, clock] for client, clock in told if there.get(client, 0) < clock] == []
            product.start()
        written = editors("written")
        agreed = editors("agree")
    after = hand("document_of", page=page)
    assert after["writers"] == len(people)
    holds = {
        "the editors agree": agreed["agreed"],
        "who comes late reads the same": agreed["late"],
        "the database has the same": agreed["text"] == after["text"],
        "its numbers have no gap": after["gapless"],
    }
    differing = [what for what, does in holds.items() if not does]
    return Account(written["acts"], written["cuts"], kills, differing)
