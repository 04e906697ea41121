"""Writing a note beside a topic or an enquiry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from forum.models import Area, Note
from intranet.accounts.models import User
from intranet.content.actions import hold, publish_entry, written_before
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.audiences import ORG

from . import policies


@action
def add_note(
    root: Entry, *, by: User, body: str, client_id: UUID | None = None, attachment_ids: Iterable[Any] = ()
) -> Note:
    """Say something among the staff about ``root``: it counts nowhere, moves nothing, and is told to staff alone.
    ValidationError without words."""
    if (earlier := written_before(Note, by=by, client_id=client_id)) is not None:
        return earlier
    hold(root)
    require(policies.can_write_note(by, root))
    return publish_entry(
        Note(),
        by=by,
        body=body,
        space=root.space,
        audience=_for_whom(root),
        root=root,
        client_id=client_id,
        attachment_ids=attachment_ids,
    )


def _for_whom(root: Entry) -> str:
    """All staff, as far as they read what it is about; beside a private thread those alone who answer it."""
    area = Area.objects.filter(enquiries=root.entry_id).first()
    return area.side if area is not None else ORG
