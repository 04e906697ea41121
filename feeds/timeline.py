"""What a feed shows: one page of posts, complete, in a number of queries that does not grow with its length."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.safestring import SafeString

from intranet.content.models import Entry
from intranet.conversation.discussion import open_discussion
from intranet.conversation.reactions import mark_mine
from intranet.core.http import get_visible
from intranet.core.pagination import cursor_at, keyset_newer, keyset_page
from intranet.realtime import ledger
from intranet.spaces.audiences import Viewer, feed_audiences_of
from intranet.spaces.models import Space

from .cards import Card, cards_of, kept_page_of, places_in
from .models import Post

PAGE = 20
MOST_NEW = 50


@dataclass(frozen=True)
class Timeline:
    """One page. ``heads`` are the numbers of its streams, read before the posts: what is said while the page renders
    arrives by ``since``."""

    cards: list[Card]
    next: str | None
    newest: str | None
    heads: dict[str, int]

    @property
    def heads_json(self) -> str:
        return json.dumps(self.heads)


def home_entries(viewer: Viewer) -> QuerySet[Entry]:
    """Posts of the viewer's own spaces and those that concern everybody; for guests, what is public."""
    return Entry.objects.visible_to(viewer).filter(audience__in=feed_audiences_of(viewer)).in_feed()


def space_entries(space: Space, viewer: Viewer) -> QuerySet[Entry]:
    return Entry.objects.visible_to(viewer).filter(space=space).in_feed()


def page_of(
    entries: QuerySet[Entry], viewer: Viewer, *, cursor: str | None, streams: list[str], show_space: bool = False
) -> Timeline:
    heads = ledger.heads(streams) if streams else {}
    page = keyset_page(places_in(entries), cursor=cursor, size=PAGE)
    return Timeline(cards_of(page.items, viewer, show_space=show_space), page.next, page.newest, heads)


def newer_than(entries: QuerySet[Entry], viewer: Viewer, *, cursor: str | None, show_space: bool = False) -> Timeline:
    """What has come above ``cursor``, newest first; ``newest`` is where the list begins now. When there is more than
    fits, ``next`` is set: the page is better loaded afresh."""
    found = list(keyset_newer(places_in(entries), cursor=cursor)[: MOST_NEW + 1])
    newest = cursor_at(found[0], entries) if found else cursor
    cards = cards_of(found[:MOST_NEW], viewer, show_space=show_space)
    return Timeline(cards, "more" if len(found) > MOST_NEW else None, newest, {})


def alone(
    entry_id: int, viewer: Viewer, *, around: int | None = None, model: type[Entry] = Post
) -> tuple[Any, SafeString | None]:
    """An entry of the kind ``model`` for its own page; 404 as everywhere. With it its card and discussion, where all
    readers get the same. Otherwise it is complete for this reader; ``around`` the comment that a link leads to."""
    # The number first: what is said while the page is put together arrives by ``since``.
    stream = f"entry_{entry_id}"
    head = ledger.heads([stream])[stream]
    post: Any = get_visible(model.objects.with_people(), viewer, pk=entry_id)
    if around is None and (html := kept_page_of(post, viewer, head=head)) is not None:
        return post, html
    prefetch_related_objects([post], "attachments")
    post.preview = open_discussion(post, viewer, around=around, since=head if viewer.is_authenticated else 0)
    mark_mine([post], viewer)
    return post, None


def card_of(entry: Entry, viewer: Viewer) -> Timeline:
    """One entry as a list of one."""
    places = places_in(Entry.objects.visible_to(viewer).filter(pk=entry.entry_id))
    return Timeline(cards_of(places, viewer, show_space=True), None, None, {})


def streams_of_home(viewer: Viewer) -> list[str]:
    """The audience streams that a home page follows: those whose posts it shows, the person's own apart."""
    if not viewer.is_authenticated:
        return []
    return sorted(name for name in feed_audiences_of(viewer) if not name.startswith(("user_", "review_")))
