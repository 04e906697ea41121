"""What something can become, where each of those can stand, and how it is made: through the actions of its own part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.utils.translation import gettext_lazy

from forum import actions as forum
from forum.models import Category, Enquiry
from forum.models.categories import TopicSort
from forum.policies import can_ask
from ideas import actions as ideas
from ideas.doing.actions import add_step
from ideas.doing.policies import can_change_steps
from ideas.models import LIVE, Board, Idea
from ideas.policies import can_suggest
from intranet.accounts.models import User
from intranet.collab import documents
from intranet.content.actions import hold
from intranet.content.models import Entry
from intranet.conversation.notes.actions import add_note
from intranet.flows import places
from intranet.spaces.audiences import audiences_of, spaces_moderated
from wiki import rights
from wiki.actions import create_page, put_text
from wiki.models import Page

MOST_OFFERED = 100


@dataclass(frozen=True)
class Spot:
    """One place where something can stand. ``audience``: who reads it there, at last if not at once."""

    key: str
    where: Any
    audience: str


class Wanted(NamedTuple):
    """What is to be made, when it has been put together."""

    title: str
    body: str
    language: str
    client_id: UUID | None


Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]


@dataclass(frozen=True)
class Target:
    """``places(person)``: what can be chosen, by group; ``spot(person, key)``: what a choice means to this person, None
    where it means nothing; ``make(spot, by, wanted)`` asks the policies of its own part."""

    name: str
    label: Any
    deed: Any
    icon: str
    place: Any
    places: Callable[[User], Groups]
    spot: Callable[[User, str], Spot | None]
    make: Callable[[Spot, User, Wanted], Entry]
    # Whether what goes along is quoted, or becomes its text.
    quotes: bool = True
    # Whether it has a text at all, and what its title is called.
    has_text: bool = True
    titled: Any = gettext_lazy("Title")  # noqa: RUF009 - lazy
    # Whether those whose words go along are named there. Where nobody is, each quote says who spoke.
    credits: bool = True


def number_of(key: str, sort: str) -> int:
    """0, which nothing has, for a key of another sort."""
    name, _sep, number = key.partition("_")
    return int(number) if name == sort and number.isascii() and number.isdigit() and len(number) <= 18 else 0


# --- An idea ----------------------------------------------------------------------------------------------------------


def _boards(person: User) -> Groups:
    found = (
        Board.objects.visible_to(person).in_use().select_related("space").order_by("space__name", "position", "name")
    )
    return _by_space([(one.space.name, f"board_{one.pk}", one.name) for one in found if can_suggest(person, one)])


def _board(person: User, key: str) -> Spot | None:
    found = Board.objects.visible_to(person).select_related("space").filter(pk=number_of(key, "board")).first()
    return Spot(key, found, found.audience) if found is not None else None


def _suggest(spot: Spot, by: User, wanted: Wanted) -> Entry:
    return ideas.suggest(spot.where, by=by, title=wanted.title, body=wanted.body, client_id=wanted.client_id)


# --- A public question ------------------------------------------------------------------------------------------------


def _categories(person: User) -> Groups:
    found = Category.objects.visible_to(person).select_related("space").order_by("space__name", "position", "name")
    return _by_space([(one.space.name, f"category_{one.pk}", one.name) for one in found if can_ask(person, one)])


def _category(person: User, key: str) -> Spot | None:
    found = Category.objects.visible_to(person).select_related("space").filter(pk=number_of(key, "category")).first()
    return Spot(key, found, found.audience) if found is not None else None


def _ask(spot: Spot, by: User, wanted: Wanted) -> Entry:
    sorts = spot.where.sorts
    sort = TopicSort.QUESTION if TopicSort.QUESTION in sorts else sorts[0]
    return forum.ask(spot.where, by=by, title=wanted.title, body=wanted.body, sort=sort, client_id=wanted.client_id)


# --- A page, and a section of one -------------------------------------------------------------------------------------


def _stands(person: User) -> Groups:
    return places.offered(person)


def _stand(person: User, key: str) -> Spot | None:
    if (found := places.find(person, key)) is None:
        return None
    space, parent = found
    return Spot(key, found, rights.audience_under(space, parent))


def _begin_page(spot: Spot, by: User, wanted: Wanted) -> Entry:
    space, parent = spot.where
    return create_page(
        space,
        by=by,
        title=wanted.title,
        parent=parent,
        body=wanted.body,
        language=wanted.language,
        client_id=wanted.client_id,
        read_like=places.kept_inside(space, parent, by=by),
    )


def _pages(person: User) -> Groups:
    return places.offered(person, tops=False)


def _page(person: User, key: str) -> Spot | None:
    found = places.find(person, key)
    if found is None or found[1] is None:
        return None
    return Spot(key, found[1], found[1].audience)


def _add_section(spot: Spot, by: User, wanted: Wanted) -> Entry:
    page: Page = spot.where
    hold(page)
    there = documents.read_text(page.document)
    section = f"## {' '.join(wanted.title.split())}\n\n{wanted.body}".strip()
    put_text(page, by=by, text=f"{there.rstrip()}\n\n{section}\n".lstrip(), began=there, note=wanted.title)
    return page


# --- A task on an idea ------------------------------------------------------------------------------------------------


def _kept_ideas(person: User) -> Groups:
    found = Idea.objects.visible_to(person).published().filter(status__meaning__in=LIVE, merged_into=None)
    own = found.filter(owner=person.pk) | found.filter(board__space__in=spaces_moderated(person))
    rows = own.select_related("board__space", "status").distinct().order_by("-last_moved_at", "-pk")[:MOST_OFFERED]
    return _by_space(
        [(idea.board.name, f"idea_{idea.pk}", idea.title) for idea in rows if can_change_steps(person, idea)]
    )


def _kept_idea(person: User, key: str) -> Spot | None:
    found = Idea.objects.visible_to(person).published().filter(pk=number_of(key, "idea"))
    idea = found.select_related("board__space", "status").first()
    return Spot(key, idea, idea.audience) if idea is not None else None


def _do(spot: Spot, by: User, wanted: Wanted) -> Entry:
    add_step(spot.where, by=by, text=wanted.title)
    return cast("Idea", spot.where)


# --- A note of the staff in a private thread --------------------------------------------------------------------------


def _threads(person: User) -> Groups:
    """Those that are not solved, of which this person reads the notes."""
    found = Enquiry.objects.visible_to(person).published().open().select_related("area", "team", "company", "customer")
    own = audiences_of(person)
    rows = [one for one in found.order_by("-last_said_at", "-pk")[:MOST_OFFERED] if one.area.side in own]
    return _by_space([(one.team.name, f"thread_{one.pk}", f"{_whose(one)}: {one.title}") for one in rows])


def _whose(enquiry: Enquiry) -> str:
    return enquiry.company.name if enquiry.company is not None else enquiry.customer.name


def _thread(person: User, key: str) -> Spot | None:
    found = Enquiry.objects.visible_to(person).published().filter(pk=number_of(key, "thread"))
    thread = found.select_related("area").first()
    return Spot(key, thread, thread.area.side) if thread is not None else None


def _add_context(spot: Spot, by: User, wanted: Wanted) -> Entry:
    about = " ".join(wanted.title.split())
    body = f"**{about}**\n\n{wanted.body}".strip()
    return cast("Entry", add_note(spot.where, by=by, body=body, client_id=wanted.client_id))


def _by_space(rows: Sequence[tuple[str, str, str]]) -> Groups:
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, key, label in rows[:MOST_OFFERED]:
        groups.setdefault(name, []).append((key, label))
    return list(groups.items())


TARGETS = {
    one.name: one
    for one in (
        Target(
            "idea",
            gettext_lazy("An idea"),
            gettext_lazy("Make this an idea"),
            "idea",
            gettext_lazy("On which board"),
            _boards,
            _board,
            _suggest,
        ),
        Target(
            "question",
            gettext_lazy("A public question"),
            gettext_lazy("Make this a public question"),
            "forum",
            gettext_lazy("In which category"),
            _categories,
            _category,
            _ask,
        ),
        Target(
            "page",
            gettext_lazy("A page"),
            gettext_lazy("Make this a page"),
            "doc",
            gettext_lazy("Where it stands"),
            _stands,
            _stand,
            _begin_page,
            quotes=False,
        ),
        Target(
            "section",
            gettext_lazy("A section of a page"),
            gettext_lazy("Make this a section of a page"),
            "wiki",
            gettext_lazy("Of which page"),
            _pages,
            _page,
            _add_section,
            quotes=False,
            titled=gettext_lazy("Heading"),
        ),
        Target(
            "task",
            gettext_lazy("A task on an idea"),
            gettext_lazy("Make this a task on an idea"),
            "check",
            gettext_lazy("On which idea"),
            _kept_ideas,
            _kept_idea,
            _do,
            has_text=False,
            titled=gettext_lazy("What is to be done"),
        ),
        Target(
            "note",
            gettext_lazy("A note in a private thread"),
            gettext_lazy("Take this into a private thread"),
            "eye-off",
            gettext_lazy("In which thread"),
            _threads,
            _thread,
            _add_context,
            titled=gettext_lazy("What it is about"),
            credits=False,
        ),
    )
}
