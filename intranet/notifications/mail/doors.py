"""Addresses of the house that parts take mail in at, beside those of the notifications.

A part registers in its ``ready()``; ``knows(address)`` may query, ``take(mail)`` deals with what came.
"""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from typing import NamedTuple

from django.conf import settings

from .addresses import takes_mail


class Incoming(NamedTuple):
    """A mail, the part of our address before the "@" (in lower case), and what tells this mail from every other."""

    message: EmailMessage
    local: str
    name: str


class Door(NamedTuple):
    knows: Callable[[str], bool]
    # Returns a member of ``actions.receiving.Outcome``.
    take: Callable[[Incoming], int]


_doors: dict[str, Door] = {}


def register(name: str, door: Door) -> None:
    _doors[name] = door


def door_of(address: str) -> Door | None:
    """Who takes in what comes to this address, or None."""
    local = local_part(address)
    if not local:
        return None
    return next((door for door in _doors.values() if door.knows(local)), None)


def local_part(address: str) -> str:
    """What stands before the "@" of an address of our own domain, in lower case; empty for any other."""
    local, _at, domain = address.strip().rpartition("@")
    if not takes_mail() or domain.lower() != settings.REPLY_ADDRESS.lower().partition("@")[2]:
        return ""
    return local.lower()
