from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.content.models import Entry
from intranet.conversation.models import Reminder
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer


def can_remind(person: Viewer, entry: Entry | None = None) -> Decision:
    """May this person be reminded, of this entry or of their own words? That they may read it is presumed."""
    if not person.is_authenticated:
        return no(_("Sign in to be reminded."))
    if not person.is_active:
        return no(_("This account is closed."))
    if entry is not None and not entry.is_published:
        return no(_("This is not published."))
    return YES


def can_change(person: Viewer, reminder: Reminder) -> Decision:
    if not person.is_authenticated or not person.is_active or reminder.person_id != person.pk:
        return no(_("This reminder belongs to somebody else."))
    return YES
