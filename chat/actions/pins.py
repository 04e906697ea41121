"""Keeping messages at hand in their room."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from chat.models import Message, Room, RoomPin
from chat.tools import policies as tool_policies
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.kinds import kind_of
from intranet.core.decisions import require
from intranet.realtime.units import action

MOST_PINS = 50


@action
def pin_message(message: Message, *, by: User) -> bool:
    """Put a message among those that are kept at hand in its room, on top. False when it is there."""
    require(tool_policies.can_pin(by, message))
    room = _held(message)
    pins = RoomPin.objects.filter(room=room)
    if pins.filter(message=message).exists():
        return False
    if pins.count() >= MOST_PINS:
        said = _("%(most)s messages are pinned here already. Take one off first.")
        raise ValidationError(said % {"most": MOST_PINS}, code="most_pins")
    RoomPin.objects.create(room=room, message=message, pinned_by=by, position=_top(room))
    _tell("pinned", message, room, by=by)
    return True


@action
def unpin_message(message: Message, *, by: User) -> bool:
    """Take a message off again. False when it was not there."""
    require(tool_policies.can_unpin(by, message))
    room = _held(message)
    if not RoomPin.objects.filter(room=room, message=message).delete()[0]:
        return False
    _tell("unpinned", message, room, by=by)
    return True


@action
def raise_pin(message: Message, *, by: User) -> bool:
    """Put a pinned message first. False when it stands there, or is not pinned."""
    require(tool_policies.can_unpin(by, message))
    room = _held(message)
    pin = RoomPin.objects.filter(room=room, message=message).first()
    if pin is None or pin == RoomPin.objects.filter(room=room).first():
        return False
    pin.position = _top(room)
    pin.save(update_fields=["position"])
    return True


def _held(message: Message) -> Room:
    """The room, locked: two who pin at once count each other's."""
    return Room.objects.select_for_update(of=("self",)).get(pk=message.room_id)


def _top(room: Room) -> int:
    return (RoomPin.objects.filter(room=room).aggregate(top=Max("position"))["top"] or 0) + 1


def _tell(verb: str, message: Message, room: Room, *, by: User) -> None:
    frame: dict[str, Any] = {
        "message": message.pk,
        "room": room.pk,
        "pins": RoomPin.objects.filter(room=room).count(),
    }
    record(kind_of(message).verb(verb), by=by, on=message, streams=[room.key], frame=frame)
