"""Who gets what answer at the addresses of the wiki; see ``url_table``. One module a topic, found by being here.

Behind them stands the wiki of the lab, a closed space of Ada (author, its owner) and Ben (colleague): a page
``handbook`` with text, and ``fans`` under it. A module has ``MORE`` (rows of the table), ``FORMS``, ``QUERIES`` and
``DOCUMENTS`` (what is sent), ``IN_THE_API`` and ``BROWSERS_ONLY`` (see ``table_of_writes``), and ``called_with(world)``
for what else it needs; each only where there is something.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from intranet.accounts.models import User
from intranet.spaces.models import Space
from wiki import actions
from wiki.models import Page


@dataclass(frozen=True)
class World:
    handbook: Page
    fans: Page
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
    """The pages and what each topic needs. Returns the arguments of the addresses, as ``lab_world.furnish`` does."""
    handbook = actions.create_page(lab, by=author, title="Handbook", body="How the lab works. See [[Fans]].")
    fans = actions.create_page(lab, by=author, title="Fans", parent=handbook, body="## Bearings\n\nThey are loud.")
    world = World(handbook, fans, lab, author, colleague, outsider, moderator, admin)
    known: dict[str, Any] = {"page_id": handbook.pk}
    for module in _MODULES:
        if (called_with := getattr(module, "called_with", None)) is not None:
            known |= called_with(world)
    return known
