"""What a change would mean for readers, before anybody decides it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from intranet.spaces.models import Space
from wiki import rights, spreading
from wiki.models import Page
from wiki.outside import reach_of
from wiki.spreading import Change


@dataclass(frozen=True)
class Effect:
    """``pages``: how many get other readers. ``gain`` and ``lose``: people with an account. ``street``: everybody reads
    some of them then, and did not; ``customers``: the same of people who are not of the house."""

    pages: int
    gain: int
    lose: int
    street: bool = False
    customers: bool = False

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
    )


def effect_of_reading(page: Page, reads: str, circle_id: int | None) -> Effect:
    """Of saying, of this page, that ``reads`` may. The object is left as it was."""
    before = page.reads, page.reads_circle_id
    try:
        page.reads, page.reads_circle_id = reads, circle_id
        return effect(spreading.work_out(page))
    finally:
        page.reads, page.reads_circle_id = before


def effect_of_moving(page: Page, space: Space, parent: Page | None) -> Effect:
    return effect(spreading.work_out(page, space=space, above=rights.audience_under(space, parent)))
