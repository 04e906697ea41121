"""Who is in an area of the centre, asked forward and back: ``area_<id>`` for the threads, ``side_<id>`` for the notes
beside them.

A circle cannot say it: of an open space a circle takes in all staff, and what a firm writes to a team is for those who
are in that team, and for those who face the firm. Both follow memberships and assignments by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet, Value

from forum.models import Area
from intranet.accounts.models import CompanyAssignment, User
from intranet.accounts.own_rows import also_read, as_row, own_rows
from intranet.realtime.gates import gate
from intranet.spaces.audiences import provide
from intranet.spaces.models import Membership


def areas_held(person: User) -> dict[int, bool]:
    """Area -> whether this person is on our side of it. Remembered on the person."""
    if (held := person.__dict__.get("_areas_held")) is None:
        held = {}
        for row in own_rows(person, "areas"):
            held[row["area"]] = held.get(row["area"], False) or bool(row["inside"])
        person.__dict__["_areas_held"] = held
    return held


def _areas_of(person: User) -> Iterator[QuerySet[Any]]:
    if person.is_staff_member:
        in_team = Membership.objects.filter(person=person.pk).order_by().values("space_id")
        facing = CompanyAssignment.objects.filter(person=person.pk).order_by().values("company_id")
        yield as_row(Area.objects.filter(team__in=in_team), area="pk", inside=Value(1))
        yield as_row(Area.objects.filter(company__in=facing), area="pk", inside=Value(1))
    elif person.is_customer:
        yield as_row(Area.objects.filter(customer=person.pk), area="pk", inside=Value(0))
        if person.company_id:
            yield as_row(Area.objects.filter(company=person.company_id), area="pk", inside=Value(0))


def _threads(person: User) -> Iterable[str]:
    return [f"area_{pk}" for pk in areas_held(person)]


def _sides(person: User) -> Iterable[str]:
    return [f"side_{pk}" for pk, inside in areas_held(person).items() if inside]


def our_side(area: Area) -> QuerySet[User]:
    """The members of the team, and who faces the firm: those who answer, and who read the notes."""
    members = Membership.objects.filter(space=area.team_id).values("person_id")
    belongs = Q(pk__in=members)
    if area.company_id is not None:
        facing = CompanyAssignment.objects.filter(company=area.company_id).values("person_id")
        belongs |= Q(pk__in=facing)
    return User.objects.active().staff().filter(belongs)


def their_side(area: Area) -> QuerySet[User]:
    people = User.objects.active().filter(kind=User.Kind.CUSTOMER)
    if area.company_id is not None:
        return people.filter(company=area.company_id)
    return people.filter(pk=area.customer_id) if area.customer_id is not None else people.none()


def _people_in(key: str) -> QuerySet[User]:
    area = Area.objects.filter(pk=int(key)).first()
    if area is None:
        return User.objects.none()
    both = Q(pk__in=our_side(area).values("pk")) | Q(pk__in=their_side(area).values("pk"))
    return User.objects.active().filter(both)


def _people_beside(key: str) -> QuerySet[User]:
    area = Area.objects.filter(pk=int(key)).first()
    return our_side(area) if area is not None else User.objects.none()


def _of_team(space: int | None) -> Iterable[str]:
    """What everybody in a team holds by being in it: its threads, never the notes. All staff hold none of it."""
    if space is None:
        return ()
    return [f"area_{pk}" for pk in Area.objects.filter(team=space).values_list("pk", flat=True)]


def may_follow_desk(person: User, key: str) -> bool:
    """The list of a team's enquiries."""
    if not person.is_active or not person.is_staff_member:
        return False
    return Membership.objects.filter(person=person.pk, space=int(key)).exists()


def may_follow_area(person: User, key: str) -> bool:
    return person.is_active and int(key) in areas_held(person)


def register() -> None:
    also_read("areas", _areas_of)
    provide(
        "area", of=_threads, holders=_people_in, meets=_people_in, apart=True, remembered="_areas_held",
        standing=_of_team,
    )  # fmt: skip
    provide("side", of=_sides, holders=_people_beside, meets=_people_beside, apart=True)
    gate("desk")(may_follow_desk)
    gate("area")(may_follow_area)
