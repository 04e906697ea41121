"""Who gets what answer at the addresses of the forum; see ``url_table``. One module a topic, found by being here.

Behind them stands a community, ``porch``, of Ada (author, its owner), with a category ``terminals`` that everybody
reads and ``desk``, which is for the staff. In ``terminals`` Ada asked something, and Ben (colleague) answered. A module
has ``MORE`` (rows of the table), ``FORMS``, ``QUERIES`` and ``DOCUMENTS`` (what is sent), ``IN_THE_API`` and
``BROWSERS_ONLY`` (see ``table_of_writes``), and ``called_with(world)`` for what else it needs; each only where there is
something.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from forum import actions
from forum.models import Answer, Category, Topic
from intranet.accounts.models import User
from intranet.spaces.audiences import forget
from intranet.spaces.models import Space
from tests import factories


@dataclass(frozen=True)
class World:
    category: Category
    desk: Category
    topic: Topic
    answer: Answer
    porch: Space
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
    """The topics and what each area needs. Returns the arguments of the addresses, as ``lab_world.furnish`` does."""
    # As they come with their next request: what they may read has been found out before the community was there.
    author, colleague, outsider, moderator, admin = (
        User.objects.get(pk=person.pk) for person in (author, colleague, outsider, moderator, admin)
    )
    porch = factories.a_space("Street side", owner=author, visibility="community")
    for person in (author, colleague, outsider, moderator, admin):
        forget(person)  # what they may read was asked before there was this place
    category = actions.make_category(porch, by=author, name="Terminals", slug="terminals")
    desk = actions.make_category(porch, by=author, name="Desk", slug="desk", readers=Category.Readers.STAFF)
    topic = actions.ask(category, by=author, title="Slow to wake up", body="Four seconds in the cold.")
    answer = actions.answer(topic, by=colleague, body="It is the sensor.")
    world = World(category, desk, topic, answer, porch, lab, author, colleague, outsider, moderator, admin)
    known: dict[str, Any] = {"topic_id": topic.pk, "answer_id": answer.pk, "category_id": category.pk}
    for module in _MODULES:
        if (called_with := getattr(module, "called_with", None)) is not None:
            known |= called_with(world)
    return known
