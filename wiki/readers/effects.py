"""What a change would mean for readers, before anybody decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from intranet.accounts.models import User
from intranet.core.decisions import YES, Decision
from intranet.realtime.units import unit
from intranet.spaces.models import Space
from wiki import policies, rights, spreading
from wiki.models import Page
from wiki.outside import reach_of, waits_under
from wiki.spreading import Change

from .circles import Chosen, circle_for


@dataclass(frozen=True)
class Effect:
    """``pages``: how many get other readers. ``gain`` and ``lose``: people with an account. ``street``: everybody reads
    some of them then, and did not; ``customers``: the same of people who are not of the house; ``closes``: visitors
    without an account read them no longer."""

    pages: int
    gain: int
    lose: int
    street: bool = False
    customers: bool = False
    closes: bool = False

    @property
    def widens(self) -> bool:
        return bool(self.gain or self.street or self.customers)

    @property
    def is_nothing(self) -> bool:
        return not self.pages


def effect(changes: Iterable[Change]) -> Effect:
    changes = list(changes)
    pairs = {(change.before, change.after) for change in changes}
    reach = reach_of(audience for pair in pairs for audience in pair)
    steps = {(reach.get(before), reach.get(after)) for before, after in pairs}
    return Effect(
        pages=len(changes),
        gain=len(spreading.gainers(changes)),
        lose=len(spreading.losers(changes)),
        street=any(after == "street" and before != "street" for before, after in steps),
        customers=(None, "customers") in steps,
        closes=any(before == "street" and after != "street" for before, after in steps),
    )


@contextmanager
def as_if() -> Iterator[None]:
    """Do a block as an action does it, and take back whatever it wrote and said."""
    try:
        with unit():
            yield
            raise _TakenBack
    except _TakenBack:
        pass


class _TakenBack(Exception):
    pass


def effect_of_reading(
    page: Page, reads: str, chosen: Chosen, *, by: User, alone: bool = False, with_waiting: bool = False
) -> Effect | Decision:
    """Of saying, of this page, that ``reads`` may; or why this person may not say so."""
    answer: Effect | Decision = YES
    with as_if():
        circle = circle_for(chosen, by=by, now=page.reads_circle) if reads == Page.Reads.CHOSEN else None
        if with_waiting:
            Page.objects.under(page).filter(reads=Page.Reads.SPACE).update(reads=Page.Reads.INHERIT)
        before = page.reads, page.reads_circle
        page.reads, page.reads_circle = reads, circle
        changes = spreading.work_out(page)
        after = rights.audience_of(page)
        page.reads, page.reads_circle = before
        if answer := policies.can_set_readers(by, page, audience=after):
            answer = effect(changes if not alone else [one for one in changes if one.page == page.pk])
    return answer


def effect_of_moving(page: Page, space: Space, parent: Page | None) -> Effect:
    """Of putting it there, as ``move_page`` does: what customers or everybody read waits for its publishing."""
    above = rights.audience_under(space, parent)
    before = page.reads
    try:
        if not page.reads and waits_under(above, now=page.reach):
            page.reads = Page.Reads.SPACE
        return effect(spreading.work_out(page, space=space, above=above))
    finally:
        page.reads = before
