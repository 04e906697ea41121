"""How many heads a broadcast would come to, before it is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import QuerySet

from intranet.accounts.models import User, UserQuerySet
from intranet.spaces.audiences import people_in

from .aims import Aim, own_space


@dataclass(frozen=True)
class Heads:
    """``total`` people, each once; ``parts`` by what was named; ``readers`` who could read it besides."""

    total: int
    parts: list[tuple[str, int]]
    customers: int
    others: int
    guests: bool


def heads_of(aim: Aim, *, by: User, signed_by: User) -> Heads:
    aim = replace(aim, besides=frozenset({by.pk, signed_by.pk}))
    everybody = aim.everybody()
    total = everybody.count()
    customers = everybody.filter(kind=User.Kind.CUSTOMER).count()
    readers = _readers(aim, by=by).exclude(pk__in=aim.besides).exclude(pk__in=everybody.values("pk")).count()
    guests = aim.audience == "public" or any(space.is_community for space in aim.spaces)
    return Heads(total, [(part.label, part.people.count()) for part in aim.slices()], customers, readers, guests)


def _readers(aim: Aim, *, by: User) -> QuerySet[User] | UserQuerySet:
    """Whoever could read it where it will stand: of an open space that is more than its members."""
    if aim.audience or own_space(aim, by=by) is not None:
        return people_in(aim.audience or aim.spaces[0].audience)
    readers = User.objects.none()
    for space in aim.spaces:
        readers |= User.objects.filter(pk__in=people_in(space.audience).values("pk"))
    return readers
