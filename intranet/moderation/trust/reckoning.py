"""On which level somebody stands by what the person has done. The same reckoning at night and at the great moments."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from intranet.accounts.models import User
from intranet.moderation.models import Conduct

from .actions import move
from .figures import figures_of, missing
from .levels import Level, Needs, levels

BATCH = 200


def earned(figures: Needs, ladder: Sequence[Level]) -> int:
    """The highest level whose needs, and those of all below it, are met."""
    reached = 0
    for level in ladder[1:]:
        if missing(figures, level.needs):
            break
        reached = level.number
    return reached


def stands_on(figures: Needs, vouched: int, ladder: Sequence[Level]) -> int:
    """The level that was earned, or the one that somebody has vouched for, as long as moderators take down no more than
    that one bears."""
    if figures.upheld > ladder[vouched].needs.upheld:
        vouched = 0
    return max(earned(figures, ladder), vouched)


def reckon(people: Collection[int]) -> int:
    """Bring these customers to the level they have earned, up or down, but for those set by hand. Returns how many
    moved. It may run twice."""
    customers = list(
        User.objects.filter(pk__in=people, kind=User.Kind.CUSTOMER).exclude(conduct__is_locked=True).order_by("pk")
    )
    figures, ladder = figures_of([person.pk for person in customers]), levels()
    vouched = dict(Conduct.objects.filter(person__in=customers).values_list("person_id", "vouched"))
    moved = 0
    for person in customers:
        if (reached := stands_on(figures[person.pk], vouched.get(person.pk, 0), ladder)) != person.trust:
            moved += move(person, reached, by=None)
    return moved


def reckon_all() -> int:
    """All customers, some at a time."""
    moved, after = 0, 0
    customers = User.objects.filter(kind=User.Kind.CUSTOMER, is_active=True).order_by("pk")
    while batch := list(customers.filter(pk__gt=after).values_list("pk", flat=True)[:BATCH]):
        moved += reckon(batch)
        after = batch[-1]
    return moved
