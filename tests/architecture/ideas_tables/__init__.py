"""Who gets what answer at the addresses of ideas; see ``url_table``. One module a topic, found by being here.

Behind them stand a board ``wishes`` of the community "Wishing well" of Ada (author), which everybody reads, and
``bench`` of the Lab. On both Ben (colleague) suggested something. A module has ``MORE`` (rows of the table), ``FORMS``,
``QUERIES`` and ``DOCUMENTS`` (what is sent), ``IN_THE_API`` and ``BROWSERS_ONLY`` (see ``table_of_writes``), and
``called_with(world)`` for what else it needs; each only where there is something.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from ideas import actions
from ideas.models import Board, Idea
from intranet.accounts.models import User
from intranet.spaces.audiences import forget
from intranet.spaces.models import Space
from tests import factories


@dataclass(frozen=True)
class World:
    wishes: Board
    bench: Board
    idea: Idea
    inside: Idea
    well: Space
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
    """The ideas and what each area needs. Returns the arguments of the addresses, as ``lab_world.furnish`` does."""
    # As they come with their next request: what they may read has been found out before the boards were there.
    author, colleague, outsider, moderator, admin = (
        User.objects.get(pk=person.pk) for person in (author, colleague, outsider, moderator, admin)
    )
    well = factories.a_space("Wishing well", owner=author, visibility="community")
    for person in (author, colleague, outsider, moderator, admin):
        forget(person)
    wishes = actions.make_board(well, by=author, name="Wishes")
    bench = actions.make_board(Space.objects.get(pk=lab.pk), by=author, name="Bench")
    idea = actions.suggest(wishes, by=colleague, title="Wake up sooner", body="Four seconds in the cold.")
    inside = actions.suggest(bench, by=colleague, title="A second bench", body="One is always taken.")
    world = World(wishes, bench, idea, inside, well, lab, author, colleague, outsider, moderator, admin)
    known: dict[str, Any] = {"idea_id": idea.pk, "board_id": wishes.pk}
    for module in _MODULES:
        if (called_with := getattr(module, "called_with", None)) is not None:
            known |= called_with(world)
    return known
