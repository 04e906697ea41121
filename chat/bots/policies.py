"""Who keeps the programs of a room. Each answer is a Decision: a yes, or a no with its sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chat import policies
from chat.models import Bot, Room
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer


def can_keep_bots(person: Viewer, room: Room) -> Decision:
    """The owners of a room, who keeps its space, and admins of the house who may read it: a program in a room reads
    what is said there."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if room.is_direct:
        return no(_("No program takes part in a direct message."))
    if person.is_staff_member and (person.is_admin or policies.can_change_room(person, room)):
        return YES
    return no(_("Only the owners of this room can do that."))


def can_add_bots(person: Viewer, room: Room) -> Decision:
    if not (allowed := can_keep_bots(person, room)):
        return allowed
    if room.is_archived:
        return no(_("This room is archived: it can be read, not written."))
    return YES


def can_change_bot(person: Viewer, bot: Bot) -> Decision:
    """Whoever keeps the bots of the room that keeps it."""
    return can_keep_bots(person, bot.room)
