"""What is one reader's own on the card of a broadcast: whether it waits for them, and the way to acknowledge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, now

from feeds.models import Broadcast, Reach
from intranet.conversation.personal import fill_places, left_open
from intranet.core.kept import Place, open_place
from intranet.spaces.audiences import Viewer

BROADCAST = "broadcast"


@dataclass(frozen=True)
class Told:
    """What the place says of the broadcast, so that filling it asks only for the reader's row."""

    entry: int
    asks: bool
    by: str
    expires: int
    text: int
    asked: int

    @property
    def words(self) -> tuple[Any, ...]:
        return (self.entry, int(self.asks), self.by, self.expires, self.text, self.asked)

    @classmethod
    def of(cls, place: Place) -> Told:
        entry, asks, by, expires, text, asked = place.told
        return cls(int(entry), asks == "1", by, int(expires), int(text), int(asked))


def place_of(broadcast: Broadcast) -> Told:
    return Told(
        entry=broadcast.entry_id,
        asks=broadcast.must_acknowledge and broadcast.is_published,
        by=broadcast.acknowledge_by.isoformat() if broadcast.acknowledge_by else "",
        expires=int(broadcast.expires_at.timestamp()) if broadcast.expires_at else 0,
        text=broadcast.text_version,
        asked=broadcast.asked_version,
    )


def own_part(broadcast: Broadcast, viewer: Viewer | None) -> SafeString:
    """The place for it where the card is for everybody, and else the thing itself."""
    told = place_of(broadcast)
    if left_open(broadcast) or viewer is None:
        return open_place(BROADCAST, *told.words)
    return _filled(told, know(viewer, [broadcast.entry_id]))


def know(viewer: Viewer, entries: Sequence[int]) -> dict[int, Reach]:
    """The reader's rows of all broadcasts of a page: one query."""
    if not viewer.is_authenticated:
        return {}
    return {row.broadcast_id: row for row in Reach.objects.filter(person=viewer.pk, broadcast__in=entries)}


def _filled(told: Told, known: dict[int, Reach]) -> SafeString:
    row = known.get(told.entry)
    ended = bool(told.expires) and now().timestamp() >= told.expires
    if (row is None or not told.asks) and not ended:
        return conditional_escape("")
    due = date.fromisoformat(told.by) if told.by else None
    done = row is not None and row.acknowledged_at is not None and row.version >= told.asked
    context: dict[str, Any] = {
        "entry_id": told.entry,
        "row": row if told.asks else None,
        "done": done,
        "older": row is not None and row.acknowledged_at is not None and row.version < told.text,
        "version": told.text,
        "due": due,
        "late": due is not None and due < localdate(),
        "ended": datetime.fromtimestamp(told.expires, UTC) if ended else None,
    }
    return render_to_string("feeds/broadcasts/_own.html", context)


def register() -> None:
    fill_places(
        BROADCAST,
        know=lambda viewer, places: know(viewer, [Told.of(place).entry for place in places]),
        fill=lambda place, known, viewer: _filled(Told.of(place), known),
    )
