"""Who gets what answer at the addresses of chat; see ``url_table``. One module a topic, found by being here.

Behind them stands a closed room, ``trials``: Ada (author) owns it, Ben (colleague) is in it, nobody else is. Ada has
said something in it, and Ben has replied. A module has ``MORE`` (rows of the table), ``FORMS``, ``QUERIES`` and
``DOCUMENTS`` (what is sent), ``IN_THE_API`` and ``BROWSERS_ONLY`` (see ``table_of_writes``), and ``called_with(world)``
for what else it needs; each only where there is something.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from chat import actions
from chat.models import Message, Room
from intranet.accounts.models import User
from intranet.spaces.models import Space


@dataclass(frozen=True)
class World:
    room: Room
    message: Message
    reply: Message
    lab: Space
    author: User
    colleague: User
    outsider: User
    admin: User


def _together(name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for module in _MODULES:
        found |= getattr(module, name, {})
    return found


_MODULES = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
MORE = _together("MORE")
FORMS = _together("FORMS")
QUERIES = _together("QUERIES")
DOCUMENTS = _together("DOCUMENTS")
IN_THE_API = _together("IN_THE_API")
BROWSERS_ONLY = _together("BROWSERS_ONLY")


def furnish(lab: Space, *, author: User, colleague: User, outsider: User, admin: User) -> dict[str, Any]:
    """The room and what each topic needs. Returns the arguments of the addresses, as ``lab_world.furnish`` does."""
    room = actions.open_room(by=author, name="trials", sort=Room.Sort.CLOSED, people=[colleague])
    message = actions.send_message(room, by=author, body="The fans are on trial.")
    reply = actions.send_message(room, by=colleague, body="They are loud.", thread=message)
    world = World(room, message, reply, lab, author, colleague, outsider, admin)
    known: dict[str, Any] = {"room_id": room.pk, "message_id": message.pk, "reply_id": reply.pk}
    for module in _MODULES:
        if (called_with := getattr(module, "called_with", None)) is not None:
            known |= called_with(world)
    return known
