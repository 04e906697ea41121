"""Eight programs that post to a space over the API while something breaks, and who listens; then the count.

Not a fault: what most programs of this folder measure their faults by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

from tests.e2e.house import Hand, Product

from .crowd import PATIENCE, Follower, Ledger, Program
from .registry import Report

PEOPLE = ["ada", "ben", "cleo", "mara", "aldo", "zoe", "otto", "nora"]


class Posting:
    """``with Posting(…) as posting``: they post from the first line on, until each has posted ``each``."""

    def __init__(
        self,
        product: Product,
        hand: Hand,
        *,
        each: int,
        name: str = "Forge",
        listen_at: Sequence[Product] = (),
        people: Sequence[str] = PEOPLE,
        tokens: dict[str, str] | None = None,
        room: dict[str, Any] | None = None,
    ) -> None:
        """``tokens``: those of before, by handle, since one person has twenty at most; what is missing is made.
        ``room``: the space of an earlier one, in place of a new one."""
        tokens = {} if tokens is None else tokens
        for handle in people:
            if handle not in tokens:
                tokens[handle] = hand("token", handle=handle)
        self.hand, self.each, self.people = hand, each, people
        self.room = room or hand("room", name=name, members=PEOPLE)
        self.before = hand("account_of", space=self.room["slug"])
        cookies = [hand("session", handle=people[number % len(people)]) for number in range(len(listen_at) or 1)]
        self.followers = [
            Follower(at, cookie, self.before["stream"], since=self.before["head"])
            for at, cookie in zip(listen_at or [product], cookies, strict=True)
        ]
        self.ledger = Ledger()
        path = f"/api/v1/spaces/{self.room['pk']}/posts"
        self.programs = [
            Program(
                product,
                self.ledger,
                path=path,
                headers={"Authorization": f"Bearer {tokens[handle]}", "Content-Type": "application/json"},
                how_many=each,
            )
            for handle in people
        ]
        self._ends = ExitStack()

    def __enter__(self) -> Posting:
        for follower in self.followers:
            follower.start()
        self.pool = self._ends.enter_context(ThreadPoolExecutor(len(self.programs)))
        self.running = [self.pool.submit(program.run) for program in self.programs]
        return self

    def __exit__(self, *problem: object) -> None:
        if problem[0] is not None:
            for program in self.programs:
                program.how_many = 0  # says nothing more once the present one is through
        for follower in self.followers:
            follower.ended.set()
        self._ends.close()

    @property
    def total(self) -> int:
        return self.each * len(self.people)

    def wait_for(self, share: float) -> None:
        """Until this share of all is acknowledged."""
        self.ledger.wait_for(int(self.total * share))

    @property
    def refusals(self) -> Counter[int]:
        return sum((program.refusals for program in self.programs), Counter())

    @property
    def took(self) -> list[float]:
        return sorted(second for program in self.programs for second in program.took)

    def p99(self) -> float:
        took = self.took
        return took[int(len(took) * 0.99)] if took else 0.0

    def account(self, report: Report, label: str = "") -> None:
        """Wait until everybody is through, and count: what is there, and what each listener heard."""
        for one in self.running:
            one.result(timeout=PATIENCE * 10)
        after = self.hand("account_of", space=self.room["slug"])
        there = {(key, pk) for key, pk in after["posts"]}
        more = f", {label}" if label else ""
        report.figure(f"acknowledged{more}", len(self.ledger.acknowledged))
        report.figure(f"sent again for want of an answer{more}", self.ledger.repeated)
        report.must(f"lost{more}", len(set(self.ledger.acknowledged.items()) - there), 0)
        report.must(f"twice{more}", len(after["posts"]) - len(self.before["posts"]) - self.total, 0)
        report.must(f"streams with gaps{more}", len(after["with_gaps"]), 0)
        assert (after["integrity"], after["orphans"]) == (["ok"], 0)
        assert after["head"] - self.before["head"] == self.total
        for follower in self.followers:
            assert follower.has_seen(after["head"]), f"a listener is at {follower.place()} of {after['head']}"
            follower.ended.set()
        wanted = list(range(self.before["head"] + 1, after["head"] + 1))
        wrong = [one for one in self.followers if one.seen != wanted and not one.resynced]
        report.must(f"listeners that missed something, or heard it twice or out of turn{more}", len(wrong), 0)
