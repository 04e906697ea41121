"""Calling the people of a room together somewhere else."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from chat import policies
from chat.models import Message, Room
from chat.rooms.calls import call_address
from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.realtime.units import action

from .messages import send_message


@action
def start_call(room: Room, *, by: User, client_id: UUID | None = None) -> Message:
    """Say in the room where its call is held. Everybody in it goes to the same one."""
    require(policies.can_start_call(by, room))
    with override(by.language):
        words = _("I am in a call: %(link)s") % {"link": call_address(room)}
    return send_message(room, by=by, body=words, client_id=client_id)
