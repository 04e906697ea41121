"""Who reads each page of a subtree, worked out from what is said of the pages, and written to them.

The rule is ``rights.reading_of``: the nearest word up the tree. Here it is applied to a whole subtree at once: one
question for the pages, one UPDATE for each audience that comes of it, one for what is said under them, one job for the
index, however many pages there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple, TypeVar

from django.db.models import QuerySet

from intranet.accounts.models import User
from intranet.collab.actions import close_document
from intranet.collab.models import Document
from intranet.content.models import Entry
from intranet.realtime.publish import revoke
from intranet.realtime.units import step
from intranet.search.indexing import mark_changed
from intranet.spaces.audiences import people_in
from intranet.spaces.models import Space

from . import rights
from .models import Page
from .proposals.audience import follow_pages

T = TypeVar("T")
_AT_ONCE = 5000
# Beyond this many people it is quicker to ask everybody's sockets again.
_MOST_NAMED = 500


class Change(NamedTuple):
    """A page whose readers become others. The audiences are those it has, or will have when it is out."""

    page: int
    before: str
    after: str


def work_out(top: Page, *, space: Space | None = None, above: str | None = None) -> list[Change]:
    """The pages of the subtree, ``top`` first, whose readers are not those that the rule gives them. ``top`` is taken
    as the object says, saved or not. ``space`` and ``above``, if it is to be moved: the space it would be in, and who
    would read what stands there and says nothing of its own."""
    space = space or top.space
    assert space is not None
    if above is None:
        above = rights.audience_under(space, top.parent)
    rows = Page.objects.with_subtree(top).values_list(
        "pk", "path", "reads", "reads_circle_id", "audience", "intended_audience"
    )
    decided = {_above(top.path): above}
    changes = []
    for pk, path, reads, circle, audience, intended in sorted(rows, key=lambda row: len(row[1])):
        own = (top.reads, top.reads_circle_id) if pk == top.pk else (reads, circle)
        decided[path] = rights.audience_said(*own, space) or decided[_above(path)]
        before = intended or audience
        if before != decided[path]:
            changes.append(Change(pk, before, decided[path]))
    return changes


def _above(path: str) -> str:
    """ "/3/12/" is under "/3/"."""
    return path[: path.rstrip("/").rfind("/") + 1]


@step
def spread_reading(top: Page) -> list[Change]:
    """Write to the subtree, whose tree is held, who reads it, with what is said under its pages. Whoever read one of
    them and no longer may loses it within two seconds."""
    changes = work_out(top)
    by_audience: dict[str, list[int]] = {}
    for change in changes:
        by_audience.setdefault(change.after, []).append(change.page)
    for audience, pages in by_audience.items():
        for some in _portions(pages):
            _write(Entry.objects.filter(pk__in=some), audience)
            said = Entry.objects.filter(root_id__in=some)
            mark_changed([*some, *said.values_list("pk", flat=True)])
            _write(said, audience)
            follow_pages(some)
    close_documents_of(change.page for change in changes)
    top.refresh_from_db(fields=["audience", "intended_audience"])
    if lost := losers(changes):
        revoke(lost if len(lost) <= _MOST_NAMED else (), everyone=len(lost) > _MOST_NAMED)
    return changes


@step
def close_documents_of(pages: Iterable[int]) -> None:
    """Send away who has them open to write or to look on; they come back at once and are asked what they may now."""
    names = [f"page_{pk}" for pk in pages]
    for some in _portions(names):
        for name in Document.objects.filter(name__in=some).order_by("name").values_list("name", flat=True):
            close_document(name, reason="rights")


def _write(entries: QuerySet[Entry], audience: str) -> None:
    entries.filter(state=Entry.State.PUBLISHED).update(audience=audience)
    entries.exclude(state=Entry.State.PUBLISHED).update(intended_audience=audience)


def losers(changes: Iterable[Change]) -> set[int]:
    """Who reads one of the pages before, and not after."""
    return _between({(change.before, change.after) for change in changes})


def gainers(changes: Iterable[Change]) -> set[int]:
    return _between({(change.after, change.before) for change in changes})


def _between(pairs: set[tuple[str, str]]) -> set[int]:
    found: set[int] = set()
    for had, has in pairs:
        people: QuerySet[User] = people_in(had).exclude(pk__in=people_in(has).values("pk"))
        found.update(people.values_list("pk", flat=True))
    return found


def _portions(ids: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(ids)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
