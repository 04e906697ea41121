"""Who may choose what they are told, and for whom."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, audiences_of
from intranet.spaces.models import Space
from intranet.spaces.policies import can_manage, can_read_inside

from .models import PushDevice


def can_choose(person: Viewer) -> Decision:
    """Everybody for themselves."""
    if not person.is_authenticated:
        return no(_("Sign in first."))
    return YES if person.is_active else no(_("This account is closed."))


def can_keep_device(person: Viewer, device: PushDevice) -> Decision:
    """Whom push reaches on a device tries it, says what it shows, and takes it away; nobody else, admins included."""
    if not (allowed := can_choose(person)):
        return allowed
    return YES if device.person_id == person.pk else no(_("This is somebody else’s device."))


def can_set_level(person: Viewer, place: str) -> Decision:
    """Of a place whose content one may read; it is named like its audience."""
    if not (allowed := can_choose(person)):
        return allowed
    return YES if place in audiences_of(person) else no(_("What is said here is for its members."))


def can_set_default_level(person: Viewer, space: Space) -> Decision:
    """Its owners say how much its members hear, as long as these have not chosen themselves."""
    if not (allowed := can_manage(person, space)):
        return allowed
    return can_read_inside(person, space)


def can_taste(person: Viewer, entry: Entry) -> Decision:
    """Say of what one may read that one wants more or less like it."""
    if not (allowed := can_choose(person)):
        return allowed
    seen = Entry.objects.visible_to(person).filter(pk=entry.entry_id).exists()
    return YES if seen else no(_("This is not for you to read any more."))


def can_have_summary(person: Viewer) -> Decision:
    """The summary for those who decide is about the house: for its staff."""
    if not (allowed := can_choose(person)):
        return allowed
    return (
        YES
        if person.is_authenticated and person.is_staff_member
        else no(_("The summary for those who decide is for the staff."))
    )


def can_propose_summary(person: Viewer, to: User) -> Decision:
    """Admins say who decides things; whether it is mailed is up to whom it is for."""
    if not can_choose(person) or not person.is_authenticated or not person.is_admin:
        return no(_("Only admins say who decides things here."))
    return can_have_summary(to)
