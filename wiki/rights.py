"""What holds for a page by what is said of it, or of the nearest page above it of which something is said.

Who reads a page is kept on it, as its audience, and is written anew when something changes above it (``spreading``).
Who edits it and who proposes changes is asked when it matters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from intranet.core.prepared import prepared
from intranet.spaces.audiences import CUSTOMERS, PUBLIC
from intranet.spaces.models import Circle, Space

from .models import Page


class Said(NamedTuple):
    """What applies, and the page that says so; None for what is usual in every space."""

    what: str
    circle: Circle | None
    by: Page | None

    @property
    def is_usual(self) -> bool:
        return self.by is None


def line_of(page: Page) -> list[Page]:
    """The page and those above it, itself first; whoever may see them. A page that is read to be shown has them with
    it (``line_known``), since half of what stands around it asks."""
    if (known := page.__dict__.get("line_known")) is not None:
        return list(known)
    above = page.ancestor_ids
    if not above:
        return [page]
    found = {one.pk: one for one in _pages(numbers=above)}
    for one in found.values():
        # A tree is of one space.
        one.space = page.space
    return [page, *(found[pk] for pk in reversed(above) if pk in found)]


@prepared(numbers=[int])
def _pages(*, numbers: Iterable[int]) -> Any:
    return Page.objects.filter(pk__in=numbers).select_related("reads_circle", "edits_circle")


def reading_of(page: Page, line: Iterable[Page] | None = None) -> Said:
    for one in line or line_of(page):
        if one.reads:
            return Said(one.reads, one.reads_circle, one)
    return Said(Page.Reads.SPACE, None, None)


def editing_of(page: Page, line: Iterable[Page] | None = None) -> Said:
    for one in line or line_of(page):
        if one.edits:
            return Said(one.edits, one.edits_circle, one)
    return Said(Page.Edits.MEMBERS, None, None)


def proposing_of(page: Page, line: Iterable[Page] | None = None) -> Said:
    for one in line or line_of(page):
        if one.proposals:
            return Said(one.proposals, None, one)
    return Said(Page.Proposing.SIGNED_IN, None, None)


def audience_said(reads: str, circle: int | None, space: Space) -> str:
    """Whom this word means, on a page of this space; nothing for a page that says nothing."""
    match reads:
        case Page.Reads.PUBLIC:
            return PUBLIC
        case Page.Reads.CUSTOMERS:
            return CUSTOMERS
        case Page.Reads.CHOSEN if circle is not None:
            return f"circle_{circle}"
        case Page.Reads.SPACE:
            return space.audience
    return ""


def audience_by(said: Said, space: Space) -> str:
    return audience_said(said.what, said.circle.pk if said.circle else None, space) or space.audience


def audience_under(space: Space, parent: Page | None) -> str:
    """Who reads a page that stands under ``parent`` and says nothing of its own."""
    return space.audience if parent is None else audience_by(reading_of(parent), space)


def audience_of(page: Page) -> str:
    """Who reads it by the rule, whatever is written on it."""
    assert page.space is not None
    return audience_by(reading_of(page), page.space)
