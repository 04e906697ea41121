"""For whom it is what the staff say among themselves about an idea: the staff of those who read its board,
``inside_<space>``; beside one that was suggested in private the staff who keep the board, ``keeping_<space>``.

Agency guests and customers can be members of a space, too, and what a closed space says is not for all staff. Both
follow memberships, and what becomes of the space, by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from ideas.models import Board, Idea
from ideas.privacy.audience import keepers_of
from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, own_rows
from intranet.content.kinds import real
from intranet.content.models import Entry
from intranet.spaces.audiences import people_in_space, provide, spaces_moderated, spaces_read_by
from intranet.spaces.models import Space


def staff_who_read(entry: Entry) -> str:
    """The audience of a note about an idea, and of what is done for it."""
    idea: Idea = real(entry)
    to_all = idea.wanted_audience == idea.board.audience
    return f"inside_{idea.board.space_id}" if to_all else f"keeping_{idea.board.space_id}"


def _spaces_with_boards(person: User) -> frozenset[int]:
    if (held := person.__dict__.get("_inside_held")) is None:
        held = person.__dict__["_inside_held"] = frozenset(row["inside"] for row in own_rows(person, "inside"))
    return held


def _read_inside(person: User) -> Iterator[QuerySet[Any]]:
    if person.is_staff_member:
        read = spaces_read_by(person).order_by().values("pk")
        yield as_row(Board.objects.filter(space__in=read).order_by(), inside="space_id")


def _inside_of(person: User) -> Iterable[str]:
    return [f"inside_{pk}" for pk in _spaces_with_boards(person)]


def _keeping_of(person: User) -> Iterable[str]:
    return [f"keeping_{pk}" for pk in _spaces_with_boards(person) & spaces_moderated(person)]


def _inside(key: str) -> QuerySet[User]:
    if not Board.objects.filter(space=int(key)).exists():
        return User.objects.none()
    return people_in_space(User.objects.active().staff(), int(key))


def _keeping(key: str) -> QuerySet[User]:
    space = Space.objects.filter(pk=int(key)).first()
    return _inside(key).filter(pk__in=keepers_of(space).values("pk")) if space is not None else User.objects.none()


def _standing(space: int | None) -> Iterable[str]:
    """All staff hold those of what all staff read."""
    if space is not None:
        return []
    wide = [Space.Visibility.COMMUNITY, Space.Visibility.OPEN]
    found = Board.objects.filter(space__visibility__in=wide).order_by().values_list("space_id", flat=True)
    return [f"inside_{pk}" for pk in found.distinct()]


def register() -> None:
    also_read("inside", _read_inside)
    provide("inside", of=_inside_of, holders=_inside, remembered="_inside_held", standing=_standing)
    provide("keeping", of=_keeping_of, holders=_keeping, meets=_keeping, apart=True)
