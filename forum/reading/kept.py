"""A page of a topic, rendered once for all its readers and kept in this process.

It is found by the number of the topic's stream, which each answer, vote, remark, edit and withdrawal raises in the
transaction that makes it, and by what the row of the topic says. Where something is one reader's own, a place is left
open (``filling``). Names, pictures and the words for how long ago may be ten minutes old; the browser sets the latter
right.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django.template.loader import render_to_string
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from forum.models import Topic
from intranet.content.models import Entry
from intranet.content.reviews import IS_IN_REVIEW, reviews_something
from intranet.core.kept import Piece, Shelf
from intranet.spaces.audiences import Viewer

from .completing import complete, is_unfinished
from .stretch import PAGE, Stretch, numbers_around, page_of

KEPT_SECONDS = 600
# Of some 60 KB each.
shelf = Shelf(most=300, seconds=KEPT_SECONDS)


def whole(topic: Any, viewer: Viewer, *, order: str, number: int, opened: int | None = None) -> Piece:
    """The head, the question and one page of answers, with places for what is the reader's own. ``topic.head`` was read
    before everything else. ``opened``: of what all remarks are shown.

    Who may read what is hidden or held in this topic is not served from what is kept; nor is the author of what is not
    out.
    """
    is_for_all = topic.is_published and not reads_more(topic, viewer)
    key = _key(topic, order, number) if is_for_all and opened is None else None
    if key is not None and (piece := shelf.get(key)) is not None:
        return piece
    reader = None if is_for_all else viewer
    stretch = page_of(topic, reader, order=order, number=number)
    entries = [topic, *stretch.all_of_them]
    complete(topic, entries, reader, opened=opened)
    topic.shown_tags = list(topic.tags.all())
    piece = Piece(render_to_string("forum/_topic.html", _context(topic, stretch)))
    if key is not None and not is_unfinished(entries):
        shelf.put(key, piece)
    return piece


def reads_more(topic: Topic, viewer: Viewer) -> bool:
    """Whether there is something in this topic that waits for review, for somebody who reviews anything at all."""
    if not reviews_something(viewer):
        return False
    return Entry.objects.filter(IS_IN_REVIEW).filter(root=topic.pk).exists()


def _context(topic: Topic, stretch: Stretch) -> dict[str, Any]:
    return {
        "topic": topic,
        "entry": topic,
        "category": topic.category,
        "stretch": stretch,
        "numbers": numbers_around(stretch.number, stretch.pages) if stretch.pages > 1 else [],
        "page_size": PAGE,
    }


def _key(topic: Any, order: str, number: int) -> Hashable:
    category = topic.category
    return (
        get_language(),
        get_current_timezone_name(),
        order,
        number,
        topic.pk,
        topic.head,
        topic.published_at,
        topic.edited_at,
        topic.audience,
        topic.renderer,
        topic.slug,
        topic.sort,
        topic.accepted_id,
        topic.answers_count,
        topic.votes_count,
        topic.comments_locked,
        topic.product_id,
        topic.version_id,
        topic.unlisted,
        (category.pk, category.slug, category.name, category.team_id),
    )
