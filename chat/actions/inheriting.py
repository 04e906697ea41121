"""A room whose only owner leaves the house goes to somebody else."""

from __future__ import annotations

from django.utils.timezone import now

from chat.models import Room, RoomMember
from intranet.accounts.models import User
from intranet.accounts.policies import can_administer
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.audiences import forget

from .rooms import enter, hold


@action
def inherit_room(room: Room, *, by: User, person: User) -> bool:
    """Make ``person`` an owner because the one before leaves. False where that is so already."""
    require(can_administer(by))
    hold(room)
    enter(room, [person.pk], by=by)
    changed = RoomMember.objects.filter(room=room, person=person).exclude(role=RoomMember.Role.OWNER)
    if not changed.update(role=RoomMember.Role.OWNER):
        return False
    forget(person)
    record("chat.room.inherited", by=by, on=room, audience=room.audience, person=person.pk)
    return True


@action
def leave_room_ownerless(room: Room, *, by: User) -> bool:
    """Close a room for writing because its only owner leaves and nobody can follow. False when it was closed."""
    require(can_administer(by))
    hold(room)
    if room.is_archived:
        return False
    room.archived_at = now()
    room.save(update_fields=["archived_at"])
    record("chat.room.archived", by=by, on=room, streams=[room.key], frame={"room": room.pk, "fields": ["archived_at"]})
    return True
