"""The cards of a feed, rendered once for all their readers.

Which entries a reader gets is asked of the database each time. What their cards look like is the same for everybody
who may read them, and is kept: by the number of the entry's stream, which each comment, reaction, edit and withdrawal
raises in the transaction that makes it, and by what the entry's row, its author and its space say of themselves. So a
change shows at once. Only the names and pictures of those who comment, and the words for how long ago, may be as old
as ``KEPT_SECONDS``; the browser sets the latter right.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from intranet.content.kinds import hydrate, kind_of
from intranet.content.models import Entry
from intranet.content.reviews import reviews_something
from intranet.conversation.discussion import page_for_everybody
from intranet.conversation.links.keeping import attach_link_cards
from intranet.conversation.personal import filled, leave_open
from intranet.conversation.preview import attach_for_everybody
from intranet.core.kept import Piece, Shelf
from intranet.core.pagination import NEWEST_FIRST
from intranet.realtime.ledger import head_of
from intranet.spaces.audiences import Viewer

KEPT_SECONDS = 600
# Of some 10 KB each.
shelf = Shelf(most=1500, seconds=KEPT_SECONDS)
# With forty comments some 100 KB each.
pages = Shelf(most=200, seconds=KEPT_SECONDS)

_ROW = (
    "pk",
    "kind",
    "published_at",
    "state",
    "audience",
    "edited_at",
    "revisions_count",
    "renderer",
    "comments_count",
    "comments_locked",
    "reaction_counts",
    "author_id",
    "author__name",
    "author__handle",
    "author__avatar",
    "author__kind",
    "author__job_title",
    "author__department__name",
    "space_id",
    "space__name",
    "space__slug",
    "space__visibility",
)


@dataclass(frozen=True, slots=True)
class Card:
    """One item of a list, as one reader sees it."""

    entry_id: int
    published_at: datetime
    html: SafeString
    kind: str
    author_id: int
    author_name: str
    space_id: int | None


def rows_of(entries: QuerySet[Entry], by: Sequence[str] = NEWEST_FIRST, **also: Any) -> QuerySet[Any, Any]:
    """What ``cards_of`` needs to know of some entries, with the number of the stream of each. The entries are found by
    their numbers alone: an index has those in the order of the list, so no row is read but those shown. ``also`` is
    what the list asks of each besides."""
    shown = Entry.objects.filter(pk__in=entries.values("pk")).order_by(*by)
    found = shown.annotate(head=head_of("entry_", "pk"), **also)
    return found.values_list(*also, "head", "active_at", *_ROW, named=True)


def cards_of(rows: Iterable[Any], viewer: Viewer, *, show_space: bool) -> list[Card]:
    """Cards for ``rows_of`` a list that this viewer may read: no query for a card that is kept, but for what is the
    reader's own."""
    rows = list(rows)
    if not rows:
        return []
    around = (get_language(), get_current_timezone_name(), show_space)
    heads = {f"entry_{row.pk}": row.head for row in rows}
    keys: dict[int, Hashable] = {row.pk: (around, row.head, _what_it_says(row[-len(_ROW) :])) for row in rows}
    pieces = {pk: piece for pk, key in keys.items() if (piece := shelf.get(key)) is not None}
    if missing := [row for row in rows if row.pk not in pieces]:
        pieces |= _rendered(missing, keys, heads, show_space=show_space)
    shown = [row for row in rows if row.pk in pieces]
    html = filled([pieces[row.pk] for row in shown], viewer)
    return [
        Card(row.pk, row.published_at, text, row.kind, row.author_id, row.author__name, row.space_id)
        for row, text in zip(shown, html, strict=True)
    ]


def kept_page_of(post: Any, viewer: Viewer, *, head: int) -> SafeString | None:
    """The card of a post on its own page, with the newest page of what was said; ``head`` has been read before it.

    None where readers see different things: who reviews something may read hidden comments, and what is not
    published, or is in an archived space, says why one cannot write.
    """
    if not post.is_published or (post.space is not None and post.space.is_archived) or reviews_something(viewer):
        return None
    says = _what_it_says(reduce(_step, name.split("__"), post) for name in _ROW)
    key = (get_language(), get_current_timezone_name(), head, says)
    if (piece := pages.get(key)) is None:
        prefetch_related_objects([post], "attachments")
        attach_link_cards([post])
        post.preview = page_for_everybody(post)
        post.preview.since = head
        leave_open([post, *post.preview.comments])
        context = {"entry": post, "show_space": True, "solo": True}
        piece = Piece(render_to_string(kind_of(post).card, context))
        if not _is_unfinished(post):
            pages.put(key, piece)
    [html] = filled([piece], viewer)
    return html


def _step(thing: Any, name: str) -> Any:
    return getattr(thing, name) if thing is not None else None


def _what_it_says(row: Iterable[Any]) -> Hashable:
    return tuple(tuple(value.items()) if isinstance(value, dict) else value for value in row)


def _rendered(
    rows: Sequence[Any], keys: dict[int, Hashable], heads: dict[str, int], *, show_space: bool
) -> dict[int, Piece]:
    """Cards that are not kept yet, in a fixed number of queries; those that may change unheard are not kept."""
    whole = hydrate([Entry(pk=row.pk, kind=row.kind) for row in rows], None)
    attach_for_everybody(whole, heads)
    pieces = {}
    for entry in whole:
        context = {"entry": entry, "show_space": show_space}
        piece = pieces[entry.entry_id] = Piece(render_to_string(kind_of(entry).card, context))
        if entry.is_published and not _is_unfinished(entry):
            shelf.put(keys[entry.entry_id], piece)
    return pieces


def _is_unfinished(entry: Any) -> bool:
    """Whether it shows a file in preparation: nothing is said on the stream when that is ready."""
    said = entry.preview.comments if getattr(entry, "preview", None) is not None else []
    answers = [answer for comment in said for answer in comment.answers]
    files = [file for comment in (*said, *answers) for file in comment.files]
    return not all(file.is_ready or file.refusal for file in (*entry.attachments.all(), *files))
