"""Who is in a corner of a board, asked forward and back: who keeps the board, and the one person whose corner it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from ideas.models import Corner
from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, own_rows
from intranet.realtime.gates import gate
from intranet.spaces.audiences import provide
from intranet.spaces.models import Membership, Space

_KEEPERS = (Membership.Role.OWNER, Membership.Role.MODERATOR)


def corners_held(person: User) -> frozenset[int]:
    """Remembered on the person."""
    if (held := person.__dict__.get("_corners_held")) is None:
        held = person.__dict__["_corners_held"] = frozenset(row["corner"] for row in own_rows(person, "corners"))
    return held


def _corners_of(person: User) -> Iterator[QuerySet[Any]]:
    own = Membership.objects.filter(person=person.pk).order_by()
    kept = Q(board__space__in=own.filter(role__in=_KEEPERS).values("space_id"))
    if person.is_moderator:
        kept |= Q(board__space__visibility=Space.Visibility.COMMUNITY)
    yield as_row(Corner.objects.filter(kept), corner="pk")
    # What one said in a space that one has left is not there any more: authorship opens nothing.
    still = Q(board__space__visibility=Space.Visibility.COMMUNITY) | Q(board__space__in=own.values("space_id"))
    if person.is_staff_member:
        still |= Q(board__space__visibility=Space.Visibility.OPEN)
    yield as_row(Corner.objects.filter(still, person=person.pk), corner="pk")


def _held(person: User) -> Iterable[str]:
    return [f"corner_{pk}" for pk in corners_held(person)]


def keepers_of(space: Space) -> QuerySet[User]:
    """The owners and moderators of a space; of a community the moderators of the house, too."""
    members = Membership.objects.filter(space=space.pk, role__in=_KEEPERS).values("person_id")
    keep = Q(pk__in=members)
    if space.is_community:
        keep |= Q(kind=User.Kind.STAFF) & ~Q(role=User.Role.NONE)
    return User.objects.active().filter(keep)


def people_in_corner(key: str) -> QuerySet[User]:
    corner = Corner.objects.select_related("board__space").filter(pk=int(key)).first()
    if corner is None:
        return User.objects.none()
    space = corner.board.space
    own = Q(pk=corner.person_id)
    if not space.is_community:
        inside = Q(pk__in=Membership.objects.filter(space=space.pk).values("person_id"))
        if space.visibility == Space.Visibility.OPEN:
            inside |= Q(kind=User.Kind.STAFF)
        own &= inside
    return User.objects.active().filter(own | Q(pk__in=keepers_of(space).values("pk")))


def may_follow_corner(person: User, key: str) -> bool:
    return person.is_active and int(key) in corners_held(person)


def register() -> None:
    also_read("corners", _corners_of)
    provide(
        "corner",
        of=_held,
        holders=people_in_corner,
        meets=people_in_corner,
        apart=True,
        remembered="_corners_held",
    )
    gate("corner")(may_follow_corner)
