"""What one can do from the text box by beginning with "/": a part or an installed app adds its own in its ``apps.py``::

    commands.register(Command("weather", _("city"), _("Say what the weather is like"), run=tell_weather))

``run`` is given the ``Call`` and answers what came of it. It writes through actions, like everything; a ValidationError
or a refusal is shown under the text, which stays in the box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chat.actions import send_message
from chat.models import Message, Room
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.content.when import When
from intranet.core.text import fold
from intranet.spaces.audiences import Viewer


class Answer(NamedTuple):
    """What came of a text: the message it became, or a line for its sender's eyes alone, or both. ``go`` leads
    elsewhere."""

    message: Message | None = None
    told: str = ""
    go: str = ""


@dataclass(frozen=True)
class Call:
    """A command as somebody gave it: ``text`` is what stands after its name."""

    command: Command
    room: Room
    by: User
    text: str
    thread: Message | None = None
    also_in_room: bool = False
    quoted: Entry | None = None
    client_id: UUID | None = None
    attachment_ids: Sequence[Any] = ()
    when: When | None = None

    def send(self, body: str, **how: Any) -> Answer:
        """Say this in the place where the command was given, with whatever came along with it."""
        return Answer(
            send_message(
                self.room,
                by=self.by,
                body=body,
                client_id=self.client_id,
                attachment_ids=self.attachment_ids,
                thread=self.thread,
                also_in_room=self.also_in_room,
                quoted=self.quoted,
                when=self.when,
                **how,
            )
        )

    def usage(self) -> ValidationError:
        """For a ``run`` that cannot make sense of its text."""
        said = _("Write it like this: %(usage)s") % {"usage": self.command.usage}
        return ValidationError({"body": said}, code="usage")


def _for_everybody(person: Viewer, room: Room) -> bool:
    return True


@dataclass(frozen=True)
class Command:
    """``says`` tells whether it becomes a message: files, a quote and a time go with what does, and with nothing else.
    ``offered`` decides to whom it is shown in which room; whether it works is decided by the action behind it."""

    name: str
    arguments: str | Promise
    summary: str | Promise
    run: Callable[[Call], Answer]
    also: tuple[str, ...] = ()
    says: bool = False
    offered: Callable[[Viewer, Room], Any] = _for_everybody

    @property
    def usage(self) -> str:
        return f"/{self.name} {self.arguments}".strip()


_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_commands: dict[str, Command] = {}


def register(*commands: Command) -> None:
    """Make commands known. Two of one name are a mistake of whoever installs both."""
    for command in commands:
        for name in (command.name, *command.also):
            if not _NAME.fullmatch(name):
                raise ValueError(f"{name!r} is no name for a command: small letters, digits and hyphens.")
            if _commands.get(name, command).name != command.name:
                raise ValueError(f"There is a command /{name} already.")
            _commands[name] = command


def find(name: str) -> Command | None:
    return _commands.get(fold(name))


def offered_in(room: Room, *, to: Viewer) -> list[Command]:
    """Each command once, by name."""
    known: Iterable[Command] = {command.name: command for command in _commands.values()}.values()
    return sorted((command for command in known if command.offered(to, room)), key=lambda one: one.name)


def as_item(command: Command) -> dict[str, str]:
    """One line of the list under the caret, in the reader's language."""
    return {"name": command.name, "arguments": str(command.arguments), "summary": str(command.summary)}
