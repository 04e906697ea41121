"""Commands about the room one is in."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chat import policies
from chat.actions import add_people, change_room, leave_room
from chat.actions.calls import start_call
from chat.models import Room
from intranet.accounts.models import User
from intranet.core.text import fold
from intranet.notifications.actions import set_level
from intranet.notifications.models import Level
from intranet.spaces.audiences import Viewer

from .registry import Answer, Call

_HANDLE = re.compile(r"@?([\w.-]+)")


def change_topic(call: Call) -> Answer:
    """Without words it says what the topic is."""
    if not call.text:
        topic = call.room.topic
        return Answer(told=_("The topic is: %(topic)s") % {"topic": topic} if topic else _("This room has no topic."))
    change_room(call.room, by=call.by, topic=" ".join(call.text.split()))
    return Answer(told=_("The topic is now: %(topic)s") % {"topic": call.room.topic})


def invite(call: Call) -> Answer:
    handles = list(dict.fromkeys(fold(name) for name in _HANDLE.findall(call.text)))
    if not handles:
        raise call.usage()
    known = {person.handle: person for person in User.objects.visible_to(call.by).filter(handle__in=handles)}
    if missing := [name for name in handles if name not in known]:
        said = _("There is nobody here called @%(handle)s.") % {"handle": missing[0][:40]}
        raise ValidationError({"body": said}, code="person")
    fresh = add_people(call.room, by=call.by, people=list(known.values()))
    if not fresh:
        return Answer(told=_("They are in this room already."))
    told = ngettext("%(count)s person is in this room now.", "%(count)s people are in this room now.", len(fresh))
    return Answer(told=told % {"count": len(fresh)})


def leave(call: Call) -> Answer:
    leave_room(call.room, by=call.by)
    return Answer(told=_("You have left the room."), go=reverse("chat:home"))


def mute(call: Call) -> Answer:
    set_level(call.room.key, by=call.by, degree=Level.Degree.NOTHING)
    return Answer(told=_("You hear nothing of this room any more. /unmute changes that."))


def unmute(call: Call) -> Answer:
    set_level(call.room.key, by=call.by, degree="")
    return Answer(told=_("You hear of this room again."))


def call(call: Call) -> Answer:
    return Answer(start_call(call.room, by=call.by, client_id=call.client_id))


def is_in(person: Viewer, room: Room) -> bool:
    return policies.membership_in(person, room) is not None


def may_call(person: Viewer, room: Room) -> bool:
    return bool(policies.can_start_call(person, room))


def may_change(person: Viewer, room: Room) -> bool:
    return bool(policies.can_change_room(person, room))


def may_invite(person: Viewer, room: Room) -> bool:
    return bool(policies.can_add_people(person, room))


def may_leave(person: Viewer, room: Room) -> bool:
    return bool(policies.can_leave(person, room))
