"""What the palette can do besides leading somewhere: an app registers its own in ``apps.py``::

    commands.register(Command("post", _("Write a post"), "edit", url_name="feeds:post-new", order=10))

Like a door of ``core.navigation``, a command is there only for whom it is for and only while its address exists.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from .navigation import Audience
from .text import fold


@dataclass(frozen=True)
class Command:
    """One line. ``url_name`` is followed; ``run`` tells palette.js what else to do ("theme:dark", "open:keys-dialog";
    "post" sends an empty form to the address). ``also`` are other words one might look for it by."""

    name: str
    label: str | Promise
    icon: str
    url_name: str = ""
    run: str = ""
    also: str | Promise = ""
    order: int = 50
    audience: Audience = "everyone"


_commands: dict[str, Command] = {}


def register(command: Command) -> Command:
    if command.name in _commands and _commands[command.name] != command:
        raise ValueError(f"There is a command {command.name!r} already.")
    _commands[command.name] = command
    return command


def for_reader(reader: Any) -> Iterable[tuple[Command, str]]:
    """The commands this reader has, in order, each with its address (empty where it has none)."""
    for command in sorted(_commands.values(), key=lambda one: (one.order, one.name)):
        if not _is_for(command, reader):
            continue
        try:
            yield command, reverse(command.url_name) if command.url_name else ""
        except NoReverseMatch:  # its part is switched off
            continue


def matching(reader: Any, text: str, *, most: int) -> list[tuple[Command, str]]:
    """Those of which some word begins with each word of ``text``; all of them, as far as they fit, for no text."""
    asked = fold(text).split()
    found = []
    for command, url in for_reader(reader):
        words = fold(f"{command.label} {command.also}").split()
        if all(any(word.startswith(part) for word in words) for part in asked):
            found.append((command, url))
    return found[:most]


def _is_for(command: Command, reader: Any) -> bool:
    match command.audience:
        case "staff":
            return bool(reader.is_staff_member)
        case "moderator":
            return bool(reader.is_moderator)
        case "admin":
            return bool(reader.is_admin)
        case _:
            return True
