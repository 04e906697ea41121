"""Who decides how long a room keeps what is said in it, and who takes a copy of it along."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chat.audience import rooms_held
from chat.models import Room, RoomMember
from chat.policies import is_keeper, membership_in
from intranet.accounts.models import User
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer


def can_set_keeping(person: Viewer, room: Room, *, membership: RoomMember | None = None) -> Decision:
    """The owners of a room, and admins who may read it. Conversations between people go by the site's number."""
    if not isinstance(person, User) or not person.is_active or room.pk not in rooms_held(person):
        return no(_("You are not in this room."))
    if room.is_direct:
        return no(_("For conversations between people the whole site has one rule, which an admin sets."))
    if person.is_admin or is_keeper(person, room, membership or membership_in(person, room)):
        return YES
    return no(_("Only the owners of this room can do that."))


def can_export(person: Viewer, room: Room, *, membership: RoomMember | None = None) -> Decision:
    """Who owns a room takes a copy of it along, of a conversation whoever is in it. Being an admin opens nothing: the
    words of a closed room are those of its people."""
    membership = membership or membership_in(person, room)
    if not isinstance(person, User) or not person.is_active or room.pk not in rooms_held(person):
        return no(_("You are not in this room."))
    if membership is not None and (membership.is_owner or room.is_direct):
        return YES
    if room.is_direct:
        return no(_("Only the people of this conversation can do that."))
    return no(_("Only the owners of this room can do that."))
