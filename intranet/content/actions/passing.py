"""Words on their way out: what the gates make of them, and what follows when they are out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import gates
from intranet.content.kinds import kind_of, real
from intranet.content.models import NOBODY, Entry
from intranet.content.texts import after_text, write_text
from intranet.core.markup import Rendered
from intranet.realtime.units import step
from intranet.spaces.audiences import forget

from .telling import fragment_of, lists_of, place_of


class Way(NamedTuple):
    """What the gates have said of an entry, and its words as rendered then."""

    passage: gates.Passage
    result: Rendered | None


NOT_YET = Way(gates.NOTHING_SAID, None)


def meet_gates(entry: Entry, result: Rendered, *, by: User, audience: str, files: int) -> Way:
    """Ask the gates about an entry that is about to come out, and set on the object what they make of it: published
    now, or held. The caller saves it, and then calls ``follow_way``."""
    passage, result = pass_gates(entry, result, by=by, files=files)
    if passage.hold is not None:
        entry.audience, entry.intended_audience, entry.state = NOBODY, audience, Entry.State.HELD
    else:
        come_out(entry, audience)
    return Way(passage, result)


@step
def follow_way(
    entry: Entry,
    way: Way,
    *,
    by: User,
    streams: Iterable[str] | None = None,
    frame: Mapping[str, Any] | None = None,
) -> None:
    """What follows once the row says what ``meet_gates`` has set: its moderators get it, or everybody hears of it."""
    if way.passage.hold is not None:
        keep_back(entry, way.passage.hold, by=by)
    elif way.result is not None:
        after_text(entry, way.result, by=by)
        announce(entry, streams=streams, frame=frame)
        gates.tell_noticed(entry, way.passage.noticed, by=by)


def pass_gates(
    entry: Entry, result: Rendered, *, by: User, is_edit: bool = False, files: int = 0
) -> tuple[gates.Passage, Rendered]:
    """Ask the gates about the words on the object, which are then those that may go on. ``result``: as rendered."""
    passage = gates.ask(entry, by=by, is_edit=is_edit, files=files)
    if (passage.title, passage.body) != (entry.title, entry.body):
        result = write_text(entry, by=by, title=passage.title, body=passage.body)
    return passage, result


@step
def keep_back(entry: Entry, verdict: gates.Verdict, *, by: User) -> None:
    """Lay before its moderators what a gate holds back, on a row that is held already."""
    entry.audience = entry.review_audience
    entry.save(update_fields=["audience"])
    forget(by)  # who reads on in this request holds its review from now on
    gates.tell_held(entry, verdict, by=by)


def come_out(entry: Entry, audience: str) -> None:
    """Set, on the object, what makes it published now."""
    entry.audience, entry.intended_audience, entry.state = audience, "", Entry.State.PUBLISHED
    entry.published_at = entry.active_at = now()


@step
def announce(entry: Entry, *, streams: Iterable[str] | None = None, frame: Mapping[str, Any] | None = None) -> None:
    """Count what has just come out where it belongs, and set going what follows from it."""
    if (own := kind_of(entry).announce) is not None:
        own(real(entry))
        return
    count_in_root(entry, +1, active_at=entry.published_at)
    record(
        kind_of(entry).verb("published"),
        by=entry.author,
        on=entry,
        streams=streams if streams is not None else lists_of(entry)[:1],
        html=fragment_of(entry),
        frame=place_of(entry)
        | {
            "author": entry.author_id,
            "in_feed": entry.in_feed,
            "tags": list(entry.tags.slugs()) if entry.in_feed else [],
            "client_id": str(entry.client_id) if entry.client_id else None,
        }
        | dict(frame or {}),
    )


@step
def count_in_root(entry: Entry, change: int, **touched: Any) -> None:
    """Count what is said under a root; ``entry.root`` knows the new number afterwards."""
    if (own := kind_of(entry).counts) is not None:
        own(real(entry), change)
        return
    if entry.root_id is None:
        return
    root = Entry.objects.select_for_update().get(pk=entry.root_id)
    root.comments_count = max(root.comments_count + change, 0)
    Entry.objects.filter(pk=root.pk).update(comments_count=root.comments_count, **touched)
    entry.root = root
