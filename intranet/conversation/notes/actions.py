"""Writing a note beside something: a topic, an enquiry, an idea."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.actions import hold, publish_entry, written_before
from intranet.content.kinds import real
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.realtime.units import action

from . import policies
from .families import family_of


@action
def add_note(
    root: Entry, *, by: User, body: str, client_id: UUID | None = None, attachment_ids: Iterable[Any] = ()
) -> Any:
    """Say something among the staff about ``root``: it counts nowhere, moves nothing, and is told to staff alone.
    ValidationError without words."""
    family = family_of(root)
    if family is None:
        raise PermissionDenied(_("No notes are written about this."))
    if (earlier := written_before(family.note, by=by, client_id=client_id)) is not None:
        return earlier
    hold(root)
    require(policies.can_write_note(by, root))
    return publish_entry(
        family.note(),
        by=by,
        body=body,
        space=root.space,
        audience=family.audience(real(root)),
        root=root,
        client_id=client_id,
        attachment_ids=attachment_ids,
    )
