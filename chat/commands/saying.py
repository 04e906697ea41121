"""What somebody sends from a text box: a message, or a command. Pages and the API come this way; programs that are told
a room's address do not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from chat.actions import send_message
from chat.models import Message, Room
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.content.when import When

from .registry import Answer, Call, find

# "/etc/hosts" and "/ or" are words; "/remind" and "/remind me" are commands.
_GIVEN = re.compile(r"/(?P<name>[^\W_][\w-]{0,30})(?:\s+(?P<text>.*))?\Z", re.S)


def say(
    room: Room,
    *,
    by: User,
    body: str,
    client_id: UUID | None = None,
    attachment_ids: Sequence[Any] = (),
    thread: Message | None = None,
    also_in_room: bool = False,
    quoted: Entry | None = None,
    when: When | None = None,
) -> Answer:
    """Send ``body``, or do what it commands. A text that begins with "//", or with a space, is sent as it stands."""
    along: dict[str, Any] = {
        "thread": thread,
        "also_in_room": also_in_room,
        "quoted": quoted,
        "client_id": client_id,
        "attachment_ids": attachment_ids,
        "when": when,
    }
    given = _GIVEN.match(body)
    if given is None:
        return Answer(send_message(room, by=by, body=body[1:] if body.startswith("//") else body, **along))
    command = find(given["name"])
    if command is None:
        said = _("There is no command /%(name)s. Write /help for all there are, or //%(name)s to send it as text.")
        raise ValidationError({"body": said % {"name": given["name"]}}, code="command")
    if not command.says and (attachment_ids or quoted is not None or when is not None):
        said = _("/%(name)s sends nothing: take away the file, the quote or the time.") % {"name": command.name}
        raise ValidationError({"body": said}, code="command")
    return command.run(Call(command, room, by, (given["text"] or "").strip(), **along))
