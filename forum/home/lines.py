"""The lines of a list of topics, rendered once for all their readers.

Which topics a reader gets is asked each time; what the line of one looks like is found by all that stands in it, and
whether it is news to the reader is part of that. The words for how long ago may be a minute old; the browser sets them
right.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from forum.models import Topic
from forum.reading import marks
from intranet.core.kept import Piece, Shelf
from intranet.spaces.audiences import Viewer

KEPT_SECONDS = 60
# Of one KB each.
_shelf = Shelf(most=4000, seconds=KEPT_SECONDS)

# The row of a topic, and what it says by name; a product is part of the name of its version.
_FACTS = (
    "pk",
    "title",
    "slug",
    "language",
    "sort",
    "accepted_id",
    "comments_locked",
    "answers_count",
    "votes_count",
    "published_at",
    "last_said_at",
    "author_id",
    "author__name",
    "last_said_by_id",
    "last_said_by__name",
    "category__slug",
    "category__name",
    "product_id",
    "product__name",
    "version_id",
    "version__name",
    "version__product__name",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One topic of a list, as one reader sees it. ``last_said_at``, ``votes_count`` and ``pk`` are its place in it."""

    pk: int
    title: str
    last_said_at: datetime
    votes_count: int
    html: SafeString


def rows_of(topics: QuerySet[Topic], by: Sequence[str], viewer: Viewer) -> QuerySet[Any, Any]:
    """What ``lines_of`` needs to know of some topics, and how far this viewer has read in each. They are found by their
    numbers alone: an index has those in the order of the list, so no row is read but those shown."""
    shown = Topic.objects.filter(pk__in=topics.values("pk")).order_by(*by).annotate(**marks.with_mark(viewer))
    also = ("read_until", "all_read_until") if viewer.is_authenticated else ()
    return shown.values_list(*_FACTS, *also, named=True)


def lines_of(
    rows: Iterable[Any], viewer: Viewer, *, of_category: bool = False, pinned: Collection[int] = ()
) -> list[Line]:
    """No query for a line that is kept. ``of_category``: in a list of one category nobody has to say so."""
    around = (get_language(), get_current_timezone_name(), of_category)
    keys: dict[int, Hashable] = {}
    shown = []
    for row in rows:
        looks = (row.pk in pinned, marks.is_new(row, viewer))
        shown.append((row, looks))
        keys[row.pk] = (around, looks, row[: len(_FACTS)])
    pieces = {pk: piece for pk, key in keys.items() if (piece := _shelf.get(key)) is not None}
    if missing := [one for one in shown if one[0].pk not in pieces]:
        pieces |= _rendered(missing, keys, of_category=of_category)
    return [
        Line(row.pk, row.title, row.last_said_at, row.votes_count, pieces[row.pk].whole)
        for row, _looks in shown
        if row.pk in pieces
    ]


def _rendered(
    missing: Sequence[tuple[Any, tuple[bool, bool]]], keys: dict[int, Hashable], *, of_category: bool
) -> dict[int, Piece]:
    named = Topic.objects.select_related("author", "category", "last_said_by", "product", "version__product")
    found = named.defer("body", "body_html").in_bulk([row.pk for row, _looks in missing])
    pieces = {}
    for row, (is_pinned, is_news) in missing:
        if (topic := found.get(row.pk)) is None:
            continue
        shown: Any = topic
        shown.is_pinned, shown.is_news = is_pinned, is_news
        around = {"topic": shown, "category": topic.category if of_category else None}
        pieces[row.pk] = Piece(render_to_string("forum/_row.html", around))
        _shelf.put(keys[row.pk], pieces[row.pk])
    return pieces
