"""What the open pages are told of an entry: in which streams, and what frames say of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.kinds import kind_of
from intranet.content.models import NOBODY, Entry, Placement
from intranet.realtime.units import step


def lists_of(entry: Entry) -> tuple[str, ...]:
    """The streams of the places where this entry stands: the lists of its audience, or of each space that shows it,
    and its own page; or its discussion."""
    if entry.root_id is not None or kind_of(entry).stream is not None:
        return (entry.root_key,)
    if not entry.is_published or not entry.is_shared:
        return (entry.audience, entry.root_key)
    shown_in = Placement.objects.filter(entry_id=entry.entry_id).order_by("space_id").values_list("space_id", flat=True)
    return (*(f"space_{pk}" for pk in (entry.space_id, *shown_in)), entry.root_key)


def place_of(entry: Entry) -> dict[str, Any]:
    """What every frame about an entry says of it: ids and counts, nothing a reader might not know."""
    place = {"entry": entry.entry_id, "root": entry.root_entry_id, "kind": entry.kind, "space": entry.space_id}
    if entry.root is not None:
        place["count"] = entry.root.comments_count
    return place


def fragment_of(entry: Entry) -> Mapping[str, str] | None:
    """Its place in the discussion, rendered; nothing while the root is out of sight, since who follows the root's
    stream may have begun when it was not."""
    kind = kind_of(entry)
    if kind.fragment is None:
        return None
    if kind.stream is None and not kind.narrower and (entry.root is None or not entry.root.is_published):
        return None
    return kind.fragment(entry)


@step
def tell(entry: Entry, verb: str, *, by: User, streams: Iterable[str], **details: Any) -> None:
    record(
        kind_of(entry).verb(verb),
        by=by,
        on=entry,
        audience=entry.wanted_audience,
        streams=[stream for stream in streams if stream != NOBODY and not stream.startswith("review_")],
        html=fragment_of(entry),
        frame=place_of(entry),
        **details,
    )
