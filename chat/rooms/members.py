"""Who is in a room, as its people see it: there everybody sees everybody, whatever firm they are of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from chat.models import Room, RoomMember
from intranet.accounts.models import Company, User
from intranet.core.text import fold

ORDER = ("rank", "person__folded_name", "pk")
RANK = Case(When(role=RoomMember.Role.OWNER, then=Value(0)), default=Value(1), output_field=IntegerField())


def members_of(room: Room, *, matching: str = "") -> QuerySet[Any]:
    """Owners first, then everybody by name."""
    members = RoomMember.objects.filter(room=room, person__in=User.objects.active())
    for word in fold(matching).split()[:6]:
        members = members.filter(person__folded_name__contains=word)
    return members.annotate(rank=RANK).select_related("person__department", "person__company", "added_by")


def known_among(viewer: User, people: Iterable[User]) -> set[int]:
    """Those whose page this viewer may open; the others have a name here, and no more."""
    ids = [person.pk for person in people]
    return set(User.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))


def is_from_outside(person: User) -> bool:
    return not person.is_staff_member


def firms_in(room: Room) -> set[int]:
    """The companies whose people are in a room."""
    inside = RoomMember.objects.filter(room=room, person__kind=User.Kind.CUSTOMER, person__company__isnull=False)
    return set(inside.order_by().values_list("person__company", flat=True).distinct())


def firms_meeting(people: Iterable[User], *, room: Room | None = None) -> list[str]:
    """The names of the companies whose people would meet if these came in, where they would be more than one."""
    present = firms_in(room) if room is not None else set()
    coming = {person.company_id for person in people if person.company_id is not None}
    together = present | coming
    if len(together) < 2 or not coming - present:
        return []
    return list(Company.objects.filter(pk__in=together).order_by("name").values_list("name", flat=True))
