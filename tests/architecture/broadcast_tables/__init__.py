"""Who gets what answer at the addresses of broadcasts; see ``url_table``. One module a topic, found by being here.

Behind them stands a broadcast that Ada (author) sent to the Lab and that has come to Ben (colleague), who is asked to
acknowledge it. What a module may have is said in ``ideas_tables``.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from feeds.broadcasts import actions
from feeds.broadcasts.aims import Aim
from feeds.broadcasts.delivering import deliver
from feeds.models import Broadcast
from intranet.accounts.models import User
from intranet.spaces.models import Space


@dataclass(frozen=True)
class World:
    broadcast: Broadcast
    lab: Space
    author: User
    colleague: User
    outsider: User
    moderator: User
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
# The rows that a guest is let in by.
OPEN_TO_GUESTS = set().union(*(getattr(module, "OPEN_TO_GUESTS", ()) for module in _MODULES))


def furnish(
    lab: Space, *, author: User, colleague: User, outsider: User, moderator: User, admin: User
) -> dict[str, Any]:
    """The broadcast and what each area needs. Returns the arguments of the addresses, as ``lab_world.furnish`` does."""
    author, colleague, outsider, moderator, admin = (
        User.objects.get(pk=person.pk) for person in (author, colleague, outsider, moderator, admin)
    )
    sent = actions.publish_broadcast(
        by=author, title="Fans off at six", body="Every evening.", aim=Aim(spaces=[lab]), must_acknowledge=True
    )
    deliver(sent)
    world = World(sent, lab, author, colleague, outsider, moderator, admin)
    known: dict[str, Any] = {"broadcast_id": sent.pk}
    for module in _MODULES:
        if (called_with := getattr(module, "called_with", None)) is not None:
            known |= called_with(world)
    return known
