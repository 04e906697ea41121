"""What a feed shows: one page of posts, complete, in a number of queries that does not grow with its length."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from intranet.content.kinds import hydrate
from intranet.content.models import Entry
from intranet.conversation.discussion import open_discussion
from intranet.conversation.preview import attach_previews
from intranet.core.pagination import cursor_at, keyset_newer, keyset_page
from intranet.realtime import ledger
from intranet.spaces.audiences import Viewer, feed_audiences_of
from intranet.spaces.models import Space

PAGE = 20
MOST_NEW = 50


@dataclass(frozen=True)
class Timeline:
    """One page. ``heads`` are the numbers of its streams, read before the posts: what is said while the page renders
    arrives by ``since``."""

    entries: list[Any]
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


def page_of(entries: QuerySet[Entry], viewer: Viewer, *, cursor: str | None, streams: list[str]) -> Timeline:
    heads = ledger.heads(streams) if streams else {}
    page = keyset_page(entries, cursor=cursor, size=PAGE)
    return Timeline(cards(page.items, viewer), page.next, page.newest, heads)


def newer_than(entries: QuerySet[Entry], viewer: Viewer, *, cursor: str | None) -> Timeline:
    """What has come above ``cursor``, newest first; ``newest`` is where the list begins now. When there is more than
    fits, ``next`` is set: the page is better loaded afresh."""
    found = list(keyset_newer(entries, cursor=cursor)[: MOST_NEW + 1])
    newest = cursor_at(found[0], entries) if found else cursor
    return Timeline(cards(found[:MOST_NEW], viewer), "more" if len(found) > MOST_NEW else None, newest, {})


def cards(entries: list[Entry], viewer: Viewer) -> list[Any]:
    """Entries as cards: their real selves, with people, files, own reactions and the newest comments."""
    whole = hydrate(entries, viewer)
    attach_previews(whole, viewer)
    return whole


def alone(entry: Entry, viewer: Viewer, *, around: int | None = None) -> Any:
    """An entry on its own page, with its discussion; ``around`` the comment that a link leads to."""
    discussion = open_discussion(entry, viewer, around=around)
    (whole,) = hydrate([entry], viewer)
    whole.preview = discussion
    return whole


def card_of(entry: Entry, viewer: Viewer) -> Timeline:
    """One entry as a list of one."""
    return Timeline(cards([entry], viewer), None, None, {})


def streams_of_home(viewer: Viewer) -> list[str]:
    """The audience streams that a home page follows: those whose posts it shows, the person's own apart."""
    if not viewer.is_authenticated:
        return []
    return sorted(name for name in feed_audiences_of(viewer) if not name.startswith(("user_", "review_")))
