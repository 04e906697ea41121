"""Which audiences reach people who are not of the house: pages that have one are marked, and published by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from django.db.models import Q

from intranet.accounts.models import User
from intranet.spaces.audiences import CUSTOMERS, PUBLIC
from intranet.spaces.models import Circle, Space

# "street": everybody, also without an account. "customers": some or all of them.
Reach = Literal["street", "customers"]


def reach_of(audiences: Iterable[str]) -> dict[str, Reach]:
    """Of ``audiences`` those that reach outside, and how far: three questions at most, however many there are."""
    found: dict[str, Reach] = {}
    keys: dict[str, set[int]] = {"space": set(), "circle": set()}
    for name in set(audiences):
        sort, _sep, key = name.rpartition("_")
        if name == PUBLIC:
            found[name] = "street"
        elif name == CUSTOMERS or sort == "company":
            found[name] = "customers"
        elif sort in keys and key.isdigit():
            keys[sort].add(int(key))
    if keys["space"]:
        communities = Space.objects.filter(pk__in=keys["space"], visibility=Space.Visibility.COMMUNITY).order_by()
        found |= {f"space_{pk}": "street" for pk in communities.values_list("pk", flat=True)}
    if keys["circle"]:
        chosen = Circle.objects.filter(pk__in=keys["circle"])
        customers = chosen.filter(Q(companies__isnull=False) | Q(people__kind=User.Kind.CUSTOMER))
        found |= {f"circle_{pk}": "customers" for pk in customers.values_list("pk", flat=True)}
        street = chosen.filter(spaces__visibility=Space.Visibility.COMMUNITY)
        found |= {f"circle_{pk}": "street" for pk in street.values_list("pk", flat=True)}
    return found


def reach(audience: str) -> Reach | None:
    return reach_of([audience]).get(audience)


def is_further(before: Reach | None, after: Reach | None) -> bool:
    """Whether more people outside are reached than before."""
    return after is not None and before not in {after, "street"}


def waits_under(audience: str, *, now: Reach | None) -> bool:
    """Whether what comes under a page of this audience is for the people of the space until it is published. Not among
    chosen readers, who may be fewer than those: there it is for the chosen from the start."""
    return audience in {PUBLIC, CUSTOMERS} and is_further(now, reach(audience))
