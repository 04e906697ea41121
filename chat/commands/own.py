"""Commands that concern nobody but who gives them."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _

from chat.models import Room
from intranet.accounts.actions import clear_status, set_status
from intranet.conversation.reminders.actions import LONGEST, remind
from intranet.core.zones import instant_to_wall
from intranet.spaces.audiences import Viewer

from .registry import Answer, Call, offered_in
from .saying_when import NoSuchTime, split_off

_FOR_ME = re.compile(r"^(?:(?:me|mi)\b\s*)?(?:(?:to|about|that|di|che)\b\s*)?", re.I)
_OF_SOMEBODY = re.compile(r"^@[\w.-]+")


def remind_me(call: Call) -> Answer:
    text = _FOR_ME.sub("", call.text, count=1)
    if not text:
        raise call.usage()
    if _OF_SOMEBODY.match(text):
        raise ValidationError({"body": _("You can have yourself reminded, and nobody else.")}, code="person")
    if len(text) > 2 * LONGEST:
        said = _("A reminder has at most %(most)s characters.") % {"most": LONGEST}
        raise ValidationError({"body": said}, code="long")
    try:
        found = split_off(text, now=now(), zone=call.by.time_zone)
    except NoSuchTime as error:
        raise ValidationError({"body": _("There is no such day or time.")}, code="time") from error
    if found is None:
        said = _("Say when, at the end: “in 20 minutes”, “tomorrow at 9”, “on Friday”.")
        raise ValidationError({"body": said}, code="time")
    note = _FOR_ME.sub("", found.rest, count=1).strip('"“”«» ')
    if not note:
        raise call.usage()
    reminder = remind(by=call.by, note=note, due_at=found.when.moment, client_id=call.client_id)
    moment = date_format(instant_to_wall(reminder.due_at, call.by.time_zone), "l j F, H:i")
    return Answer(told=_("You will be reminded on %(moment)s: %(note)s") % {"moment": moment, "note": reminder.note})


def away(call: Call) -> Answer:
    """A status; without words one that only says "away"."""
    status = set_status(call.by, by=call.by, text=" ".join(call.text.split()) or _("Away"))
    return Answer(told=_("Your status is now “%(text)s”. /back clears it.") % {"text": status.text})


def back(call: Call) -> Answer:
    cleared = clear_status(call.by, by=call.by)
    return Answer(told=_("Your status is cleared.") if cleared else _("You have no status."))


def is_person(person: Viewer, room: Room) -> bool:
    return person.is_authenticated and not person.is_bot


def tell_all(call: Call) -> Answer:
    lines = [f"{command.usage}: {command.summary}" for command in offered_in(call.room, to=call.by)]
    return Answer(told="\n".join([*lines, _("A text that begins with // is sent with one of them.")]))
