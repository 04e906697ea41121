"""Writing something that is its author's alone until it is put out (``publish_now``)."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from intranet.accounts.models import User
from intranet.content.kinds import kind_of
from intranet.content.models import Entry
from intranet.content.texts import sent, write_text
from intranet.realtime.units import action
from intranet.spaces.models import Space

from .writing import written_before

E = TypeVar("E", bound=Entry)


@action
def draft_entry(
    entry: E,
    *,
    by: User,
    body: str,
    title: str = "",
    space: Space | None = None,
    audience: str,
    client_id: UUID | None = None,
) -> E:
    """Keep a new entry for its author's eyes; ``audience`` reads it when it is out. The caller has asked its policy.
    Nobody is named in it, told of it or counts it until then. Idempotent by ``client_id``."""
    if (earlier := written_before(type(entry), by=by, client_id=client_id)) is not None:
        return earlier
    entry.author, entry.space, entry.audience = by, space, audience
    write_text(entry, by=by, title=title, body=body)
    entry.audience, entry.intended_audience, entry.state = by.key, audience, Entry.State.DRAFT
    entry.language = entry.language or by.language
    entry.client_id = client_id
    entry.kind = entry._meta.label_lower
    entry.in_feed = kind_of(entry).in_feed
    entry.save(force_insert=True)
    sent(entry, by=by)
    return entry
