"""Which texts somebody outside the house may read, by their audience: these have an index of their own, and whoever is
outside asks no other. Staff ask both.

An audience changes its shelf when somebody outside joins a space of ours, or a space opens to the public; then all its
entries are taken from one index to the other. Until that has happened they are found late, never by the wrong people:
what is found is filtered by audience, and read through ``visible_to``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.spaces.audiences import CUSTOMERS, PUBLIC, Viewer, people_in
from intranet.spaces.models import Circle, Membership, Space

from .engine import INSIDE, OUTSIDE
from .models import Shelf

Outside = Callable[[set[int]], Iterable[int]]
_outside: dict[str, Outside] = {}
# An activity that may let somebody outside in, or shut them out, begins like one of these.
moving = ["spaces."]


def also_outside(name: str, of: Outside, *, verbs: str) -> None:
    """Let a part say which of its own audiences (``<name>_<key>``) somebody outside holds, given the keys, and how the
    verbs begin that change it."""
    _outside[name] = of
    if verbs not in moving:
        moving.append(verbs)


def shelves_of(viewer: Viewer) -> list[str]:
    """The indexes this viewer's questions go to."""
    return [INSIDE, OUTSIDE] if viewer.is_authenticated and viewer.is_staff_member else [OUTSIDE]


def outside_of(audiences: Iterable[str]) -> set[str]:
    """Those of ``audiences`` that somebody who is no member of staff holds, or the street."""
    found: set[str] = set()
    keys: dict[str, set[int]] = {"space": set(), "circle": set(), "user": set()}
    others: dict[str, set[int]] = {}
    for audience in set(audiences):
        name, _sep, key = audience.rpartition("_")
        if audience in (PUBLIC, CUSTOMERS) or name == "company":
            found.add(audience)
        elif name in _outside and key.isdigit():
            others.setdefault(name, set()).add(int(key))
        elif name in keys and key.isdigit():
            keys[name].add(int(key))
        elif people_in(audience).exclude(kind=User.Kind.STAFF).exists():
            found.add(audience)
    found |= {f"{name}_{pk}" for name, ids in others.items() for pk in _outside[name](ids)}
    found |= {f"space_{pk}" for pk in _spaces_outside().filter(pk__in=keys["space"]).values_list("pk", flat=True)}
    if keys["circle"]:
        wide = Q(companies__isnull=False) | Q(spaces__in=_spaces_outside()) | Q(people__in=_strangers())
        circles = Circle.objects.filter(wide, pk__in=keys["circle"])
        found |= {f"circle_{pk}" for pk in circles.values_list("pk", flat=True)}
    if keys["user"]:
        found |= {f"user_{pk}" for pk in _strangers().filter(pk__in=keys["user"]).values_list("pk", flat=True)}
    return found


def _strangers() -> Any:
    return User.objects.exclude(kind=User.Kind.STAFF)


def _spaces_outside() -> Any:
    joined = Membership.objects.exclude(person__kind=User.Kind.STAFF).values("space_id")
    return Space.objects.filter(Q(visibility=Space.Visibility.COMMUNITY) | Q(pk__in=joined)).order_by()


def put(audiences: Iterable[str]) -> set[str]:
    """Remember where the entries of these audiences are put from now on; returns those that stand outside."""
    audiences = set(audiences)
    outside = outside_of(audiences)
    Shelf.objects.bulk_create(
        [Shelf(audience=name, outside=name in outside) for name in sorted(audiences)],
        update_conflicts=True,
        unique_fields=["audience"],
        update_fields=["outside"],
    )
    return outside


def put_all() -> set[str]:
    """The same for every audience in use; what is remembered of others is forgotten."""
    used = set(Entry.objects.published().order_by().values_list("audience", flat=True).distinct())
    Shelf.objects.exclude(audience__in=used).delete()
    return put(used)


def moved() -> list[str]:
    """The audiences whose entries stand on the wrong shelf by now."""
    kept = dict(Shelf.objects.values_list("audience", "outside"))
    outside = outside_of(kept)
    return sorted(name for name, was_outside in kept.items() if was_outside != (name in outside))
