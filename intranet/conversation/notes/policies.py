"""Notes are the staff's: to write, and to read, wherever the thing they are about may be read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.content.kinds import real
from intranet.content.models import Entry
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, audiences_of

from .families import family_of


def can_read_notes(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_active and person.is_staff_member:
        return YES
    return no(_("Notes are for the staff."))


def can_read_notes_about(person: Viewer, root: Entry) -> Decision:
    """Those for whom a note about it would be: of some things not all the staff who read them."""
    family = family_of(root)
    if family is None or not (allowed := can_read_notes(person)):
        return no(_("Notes are for the staff."))
    return allowed if family.audience(real(root)) in audiences_of(person) else no(_("You cannot read this."))


def can_write_note(person: Viewer, root: Entry) -> Decision:
    if not (allowed := can_read_notes_about(person, root)):
        return allowed
    if root.root_id is not None or root.audience not in audiences_of(person):
        return no(_("You cannot read this."))
    return YES if root.is_published else no(_("This is not published."))
