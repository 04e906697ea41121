"""Whom a broadcast is for: named one by one, or by where they belong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from feeds.models import Broadcast
from intranet.accounts.models import Company, Department, User, UserQuerySet
from intranet.core.text import fold
from intranet.realtime.units import step
from intranet.spaces.audiences import (
    CUSTOMERS,
    ORG,
    PUBLIC,
    forget,
    label_for,
    people_in,
    with_trait,
)
from intranet.spaces.circles import ask_of_profiles
from intranet.spaces.models import Circle, CircleTrait, Membership, Space

WIDE = (ORG, CUSTOMERS, PUBLIC)
MOST_NAMED = 100
# Of a circle: what people are named by in it.
_PARTS = ("spaces", "departments", "companies", "people", "traits")
Named = TypeVar("Named", Space, Department, Company, User)


class Slice(NamedTuple):
    """Some of those it is for, by what they are named: "Sales", 40 people."""

    label: str
    people: UserQuerySet


@dataclass(frozen=True)
class Aim:
    """``audience`` is one of WIDE, and then there is nothing else; otherwise all that are named, taken together.

    Of a space it is for the members, though more may read there. Who is named by a place or a role works here.
    """

    audience: str = ""
    spaces: Sequence[Space] = ()
    departments: Sequence[Department] = ()
    companies: Sequence[Company] = ()
    places: Sequence[str] = ()
    roles: Sequence[str] = ()
    people: Sequence[User] = ()
    # Who wrote and signed it is not addressed by it.
    besides: frozenset[int] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.audience or self.names)

    @property
    def names(self) -> int:
        parts = (self.spaces, self.departments, self.companies, self.places, self.roles, self.people)
        return sum(map(len, parts))

    @property
    def only_spaces(self) -> bool:
        return not self.audience and len(self.spaces) == self.names

    @classmethod
    def of(cls, broadcast: Broadcast) -> Aim:
        """What a broadcast that has been written is for."""
        return cls.of_each([broadcast])[broadcast.pk]

    @classmethod
    def of_each(cls, broadcasts: Iterable[Broadcast]) -> dict[int, Aim]:
        """The same of several, by number: as many questions as for one."""
        broadcasts = list(broadcasts)
        circles = {number for one in broadcasts if (number := _circle(one)) is not None}
        spaces = {one.space_id for one in broadcasts if one.space_id is not None and not _circle(one)}
        known = (
            {one.pk: one for one in Circle.objects.filter(pk__in=circles).prefetch_related(*_PARTS)} if circles else {}
        )
        standing = Space.objects.in_bulk(spaces) if spaces else {}
        found = {}
        for one in broadcasts:
            besides = frozenset({one.author_id, one.signed_by_id})
            if one.wanted_audience in WIDE:
                found[one.pk] = cls(one.wanted_audience, besides=besides)
            elif one.space_id is not None:
                found[one.pk] = cls(
                    spaces=[standing[one.space_id]] if one.space_id in standing else [], besides=besides
                )
            else:
                circle = known.get(_circle(one) or 0)
                found[one.pk] = cls(besides=besides) if circle is None else _of_circle(circle, besides)
        return found

    def slices(self) -> list[Slice]:
        """Each thing that is named, with the people it stands for; they may overlap."""
        active = User.objects.active()
        if self.audience:
            return [Slice(label_for(self.audience), self.everybody())]
        found: list[tuple[str, Q]] = []
        for space in self.spaces:
            found.append((space.name, Q(pk__in=Membership.objects.filter(space=space.pk).values("person_id"))))
        found += [(one.name, Q(department=one.pk)) for one in self.departments]
        found += [(one.name, Q(company=one.pk)) for one in self.companies]
        found += [(trait.value, with_trait(trait)) for trait in self._traits()]
        if self.people:
            named = Q(pk__in=[one.pk for one in self.people]) & ~Q(kind=User.Kind.AGENCY)
            found.append((_("Named one by one"), named))
        return [Slice(label, active.filter(belongs).exclude(pk__in=self.besides)) for label, belongs in found]

    def everybody(self) -> UserQuerySet:
        """The people it is for, as things stand now, each once."""
        if self.audience:
            return User.objects.filter(pk__in=people_in(self.audience).values("pk")).exclude(pk__in=self.besides)
        belongs = Q(pk__in=[])
        if self.spaces:
            members = Membership.objects.filter(space__in=[one.pk for one in self.spaces])
            belongs |= Q(pk__in=members.values("person_id"))
        belongs |= Q(department__in=[one.pk for one in self.departments])
        belongs |= Q(company__in=[one.pk for one in self.companies])
        belongs |= Q(pk__in=[one.pk for one in self.people]) & ~Q(kind=User.Kind.AGENCY)
        for trait in self._traits():
            belongs |= with_trait(trait)
        return User.objects.active().filter(belongs).exclude(pk__in=self.besides)

    def _traits(self) -> list[CircleTrait]:
        key = CircleTrait.Key
        found = [CircleTrait(key=key.PLACE, value=place, folded=fold(place)) for place in self.places]
        return found + [CircleTrait(key=key.ROLE, value=role, folded=fold(role)) for role in self.roles]


def _circle(broadcast: Broadcast) -> int | None:
    """The number of the circle it is for, where it stands in no space and is for no wide audience."""
    if broadcast.wanted_audience in WIDE or broadcast.space_id is not None:
        return None
    return int(broadcast.wanted_audience.rpartition("_")[2])


def _of_circle(circle: Circle, besides: frozenset[int]) -> Aim:
    """Of a circle that was read with its _PARTS."""
    traits = list(circle.traits.all())
    return Aim(
        spaces=_by_name(circle.spaces.all()),
        departments=_by_name(circle.departments.all()),
        companies=_by_name(circle.companies.all()),
        places=[trait.value for trait in traits if trait.key == CircleTrait.Key.PLACE],
        roles=[trait.value for trait in traits if trait.key == CircleTrait.Key.ROLE],
        people=_by_name(one for one in circle.people.all() if one.pk not in besides),
        besides=besides,
    )


def _by_name(parts: Iterable[Named]) -> list[Named]:
    return sorted(parts, key=lambda part: part.name)


@step
def placed(aim: Aim, *, by: User, signed_by: User) -> tuple[Space | None, str]:
    """Where a broadcast with this aim stands: its space, if that is one the writer is in, and its audience."""
    if aim.audience:
        return None, aim.audience
    if aim.names > MOST_NAMED:
        raise ValidationError(
            {"people": _("Name %(most)d at most, and take a department or a space for more.") % {"most": MOST_NAMED}}
        )
    if (space := own_space(aim, by=by)) is not None:
        return space, space.audience
    circle = Circle.objects.create(made_by=by)
    # Who writes and who signs read it, too; they are not among those whom it is for.
    circle.people.set({*aim.people, by, signed_by})
    circle.spaces.set(aim.spaces)
    circle.departments.set(aim.departments)
    circle.companies.set(aim.companies)
    ask_of_profiles(circle, places=aim.places, roles=aim.roles)
    forget(by)
    return None, circle.audience


def own_space(aim: Aim, *, by: User) -> Space | None:
    """The one space it is for, where the writer is in it."""
    if not aim.only_spaces or len(aim.spaces) != 1:
        return None
    space = aim.spaces[0]
    return space if Membership.objects.filter(space=space.pk, person=by.pk).exists() else None
