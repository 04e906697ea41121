"""Ideas as lines of a list and as cards in columns, rendered once for all their readers.

Which ideas a reader gets is asked each time. What one looks like is found by all that stands in it; the reader's own
vote, and the number of the stream on which votes are told, are filled in. The words for how long ago may be a minute
old; the browser sets them right.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from ideas.campaigns.freezing import frozen_among
from ideas.models import LIVE, Board, Idea
from ideas.policies import keeps_ideas, takes_part
from ideas.tallies import Tally, tallies_of
from intranet.conversation.votes import voted_by
from intranet.core.kept import Piece, Place, Shelf
from intranet.core.pagination import Page, keyset_page
from intranet.realtime import ledger
from intranet.spaces.audiences import Viewer

from .voting import vote_of

KEPT_SECONDS = 60
# Of one KB each.
_shelf = Shelf(most=4000, seconds=KEPT_SECONDS)

_FACTS = (
    "pk",
    "kind",
    "title",
    "slug",
    "language",
    "author_id",
    "author__name",
    "published_at",
    "votes_count",
    "comments_count",
    "board_id",
    "board__name",
    "board__slug",
    "board__readers",
    "board__space__visibility",
    "category__name",
    "status_id",
    "status__name",
    "status__meaning",
    "status__colour",
    "status_at",
    "owner_id",
    "owner__name",
    "due_on",
    "cooled_at",
)


class Look(NamedTuple):
    """How ideas are drawn. ``of_board``: all are of one board, and nobody has to say so."""

    template: str
    of_board: bool


LINE, LINE_OF_BOARD = Look("ideas/_row.html", False), Look("ideas/_row.html", True)
CARD, CARD_OF_BOARD = Look("ideas/_card.html", False), Look("ideas/_card.html", True)


@dataclass(frozen=True, slots=True)
class Line:
    """One idea, as one reader sees it."""

    pk: int
    html: SafeString
    may_move: bool


class _Asked(NamedTuple):
    """What is asked of many entries at once wants no more of each."""

    pk: int
    entry_id: int
    kind: str


def page_of_lines(
    ideas: QuerySet[Idea], viewer: Viewer, look: Look, *, by: Sequence[str], cursor: str | None, size: int
) -> Page[Any]:
    page = rows_page(ideas, by=by, cursor=cursor, size=size)
    return Page(lines_of(page.items, viewer, look), page.next, page.newest)


def rows_page(ideas: QuerySet[Idea], *, by: Sequence[str], cursor: str | None, size: int) -> Page[Any]:
    """The rows of a page, for ``lines_of``."""
    also = [name for name in (step.lstrip("-") for step in by) if name not in _FACTS]
    return keyset_page(ideas, by=by, cursor=cursor, size=size, read=lambda found: rows_of(found, *also))


def rows_of(ideas: QuerySet[Any, Any], *also: str) -> QuerySet[Any, Any]:
    return ideas.values_list(*_FACTS, *also, named=True)


def lines_of(rows: Iterable[Any], viewer: Viewer, look: Look) -> list[Line]:
    """In a fixed number of queries, and two more where some have not been rendered lately."""
    rows = list(rows)
    asked: list[Any] = [_Asked(row.pk, row.pk, row.kind) for row in rows]
    tallies, mine, frozen = tallies_of(asked), voted_by(viewer, asked), frozen_among(asked)
    since = ledger.heads([_stream(row.pk) for row in rows]) if viewer.is_authenticated and rows else {}
    parts, keeps = _standing(rows, viewer)
    is_staff = viewer.is_authenticated and viewer.is_staff_member
    around = (get_language(), get_current_timezone_name(), look, is_staff)
    keys: dict[int, Hashable] = {row.pk: (around, row.pk in keeps, row[: len(_FACTS)], tallies[row.pk]) for row in rows}
    pieces = {pk: piece for pk, key in keys.items() if (piece := _shelf.get(key)) is not None}
    missing = {pk: tallies[pk] for pk in keys if pk not in pieces}
    if missing:
        pieces |= _rendered(missing, keys, look, is_staff=is_staff, keeps=keeps)
    sign_in = "" if viewer.is_authenticated else reverse("account_login")
    lines = []
    for row in rows:
        if (piece := pieces.get(row.pk)) is None:
            continue
        address = reverse("ideas:idea", args=[row.pk, row.slug])
        own = {
            "since": conditional_escape(str(since.get(_stream(row.pk), 0))),
            "vote": vote_of(
                row.pk,
                row.votes_count,
                is_mine=row.pk in mine,
                # Who has no vote left may press all the same, and is told where theirs are.
                may_vote=row.board_id in parts and row.status__meaning in LIVE and row.pk not in frozen,
                guest=f"{sign_in}?next={address}" if sign_in else "",
            ),
        }
        lines.append(Line(row.pk, piece.filled(_by_name(own)), row.pk in keeps))
    return lines


def _by_name(own: dict[str, SafeString]) -> Any:
    def fill(place: Place) -> SafeString:
        return own[place.name]

    return fill


def _standing(rows: Sequence[Any], viewer: Viewer) -> tuple[set[int], set[int]]:
    """The boards on which this reader takes part, and those of the ideas that they may move on."""
    if not viewer.is_authenticated or not rows:
        return set(), set()
    boards = Board.objects.select_related("space").in_bulk({row.board_id for row in rows})
    parts = {pk for pk, board in boards.items() if takes_part(viewer, board)}
    kept = {row.pk for row in rows if keeps_ideas(viewer, boards[row.board_id], owner=row.owner_id)}
    return parts, kept


def _rendered(
    missing: dict[int, Tally], keys: dict[int, Hashable], look: Look, *, is_staff: bool, keeps: set[int]
) -> dict[int, Piece]:
    pieces = {}
    for pk, idea in Idea.objects.with_place().defer("body", "body_html").in_bulk(list(missing)).items():
        around = {"idea": idea, "tally": missing[pk], "of_board": look.of_board, "is_staff": is_staff}
        pieces[pk] = Piece(render_to_string(look.template, around | {"may_move": pk in keeps}))
        _shelf.put(keys[pk], pieces[pk])
    return pieces


def _stream(pk: int) -> str:
    return f"entry_{pk}"
