"""Notes are the staff's: to write, and to read, wherever the thing they are about may be read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from forum.policies import can_read_notes
from intranet.content.models import Entry
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, audiences_of


def can_write_note(person: Viewer, root: Entry) -> Decision:
    if not (allowed := can_read_notes(person)):
        return allowed
    if root.root_id is not None or root.audience not in audiences_of(person):
        return no(_("You cannot read this."))
    return YES if root.is_published else no(_("This is not published."))


__all__ = ["can_read_notes", "can_write_note"]
