"""Rows of a feed: what one person says in quick succession takes the room of one, and nothing is lost by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from intranet.conversation.models import Mention
from intranet.spaces.audiences import Viewer

from .cards import Card

WITHIN = timedelta(hours=1)
# Of a run shorter than this each has its own place: a line instead of one card saves nothing.
FEWEST = 3


@dataclass
class Row:
    """A card, and under it those that are folded; ``seen_from_here``: the reader knew this and all below."""

    card: Card
    folded: list[Card] = field(default_factory=list)
    seen_from_here: bool = False

    @property
    def more(self) -> int:
        return len(self.folded)


def rolled_up(cards: Sequence[Card], viewer: Viewer) -> list[Row]:
    """Neighbours of one kind, by one author, in one place, within an hour of the newest of them: that one stands for
    all. What names the reader is never folded. Only cards of one page meet, so pages begin and end where they did."""
    runs: list[list[Card]] = []
    for card in cards:
        if runs and _goes_with(card, runs[-1][0]):
            runs[-1].append(card)
        else:
            runs.append([card])
    long = [card.entry_id for run in runs if len(run) >= FEWEST for card in run]
    named = _naming(viewer, long) if long else set()
    rows = []
    for run in runs:
        quiet = [card for card in run if card.entry_id not in named]
        if len(quiet) < FEWEST:
            rows += [Row(card) for card in run]
            continue
        stands_for_all = Row(quiet[0], quiet[1:])
        rows += [stands_for_all if card is quiet[0] else Row(card) for card in run if card not in quiet[1:]]
    return rows


def _goes_with(card: Card, newest: Card) -> bool:
    same = (card.kind, card.author_id, card.space_id) == (newest.kind, newest.author_id, newest.space_id)
    return same and newest.published_at - card.published_at <= WITHIN


def _naming(viewer: Viewer, entries: list[int]) -> set[int]:
    if not viewer.is_authenticated:
        return set()
    return set(Mention.objects.filter(person=viewer, entry__in=entries).values_list("entry_id", flat=True))


def draw_line(rows: list[Row], viewer: Viewer, seen_until: datetime, *, begun: bool) -> None:
    """Mark where what the reader had seen begins, if others have written above. ``begun``: more stands above these."""
    above = begun
    for row in rows:
        if row.card.published_at <= seen_until:
            row.seen_from_here = above
            return
        above = above or row.card.author_id != viewer.pk
