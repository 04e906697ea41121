"""Who may report, and who may decide."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.content.models import Entry
from intranet.content.policies import can_moderate
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, spaces_moderated

from .models import Flag


def can_flag(person: Viewer, entry: Entry) -> Decision:
    """Whoever may read a thing may report it, apart from its author."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in to report this."))
    if entry.author_id == person.pk:
        return no(_("This is yours: you can edit or delete it."))
    if not entry.is_published:
        return no(_("This is not published."))
    return YES


def can_decide(person: Viewer, entry: Entry) -> Decision:
    """Its moderators; and site moderators wherever somebody has reported it, whatever space it is in. Never the
    author."""
    decision = can_moderate(person, entry)
    if decision or not person.is_authenticated or not person.is_moderator or entry.author_id == person.pk:
        return decision
    if entry.withdrawn_by_id == person.pk or Flag.objects.filter(entry_id=entry.entry_id).exists():
        return YES
    return decision


def can_open_queue(person: Viewer) -> Decision:
    """Site moderators, and those who keep order in a space."""
    if person.is_authenticated and (person.is_moderator or spaces_moderated(person)):
        return YES
    return no(_("Only moderators work here."))
