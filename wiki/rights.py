"""What holds for a page by what is said of it, or of the nearest page above it of which something is said.

Who reads a page is kept on it, as its audience, and is written anew when something changes above it: one UPDATE for
all that follow. Who edits it and who proposes changes is asked when it matters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from intranet.content.models import Entry
from intranet.search.indexing import mark_changed
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
    """The page and those above it, itself first; whoever may see them."""
    above = page.ancestor_ids
    if not above:
        return [page]
    found = Page.objects.filter(pk__in=above).select_related("space", "reads_circle", "edits_circle").in_bulk()
    return [page, *(found[pk] for pk in reversed(above) if pk in found)]


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


def audience_by(said: Said, space: Space) -> str:
    match said.what:
        case Page.Reads.PUBLIC:
            return PUBLIC
        case Page.Reads.CUSTOMERS:
            return CUSTOMERS
        case Page.Reads.CHOSEN if said.circle is not None:
            return said.circle.audience
    return space.audience


def audience_under(space: Space, parent: Page | None) -> str:
    """Who reads a page that stands under ``parent`` and says nothing of its own."""
    return space.audience if parent is None else audience_by(reading_of(parent), space)


def followers_of(page: Page) -> Q:
    """The page and what stands under it, as far as nothing else is said there: those whose readers it decides."""
    within = Q(path__startswith=page.path)
    for path in (
        Page.objects.filter(within)
        .exclude(pk=page.pk)
        .exclude(reads="")
        .order_by("path")
        .values_list("path", flat=True)
    ):
        within &= ~Q(path__startswith=path)
    return within


def spread_reading(page: Page) -> list[int]:
    """Write who reads it to the page and to all that follow it, with what is said under them. Returns their ids."""
    assert page.space is not None
    audience = audience_by(reading_of(page), page.space)
    followers = list(Page.objects.filter(followers_of(page)).values_list("pk", flat=True))
    for told in (followers, list(Entry.objects.filter(root__in=followers).values_list("pk", flat=True))):
        if not told:
            continue
        entries = Entry.objects.filter(pk__in=told)
        entries.filter(state=Entry.State.PUBLISHED).update(audience=audience, space=page.space)
        entries.exclude(state=Entry.State.PUBLISHED).update(intended_audience=audience, space=page.space)
        mark_changed(told)
    page.refresh_from_db(fields=["audience", "intended_audience"])
    return followers
