"""Where else an entry could stand, and what that means for who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from intranet.accounts.models import User
from intranet.spaces.audiences import ORG, PUBLIC, Viewer, label_for, people_in, spaces_joined
from intranet.spaces.models import Space

from . import policies
from .models import Entry, Placement


class Place(NamedTuple):
    """One choice: what the form sends, its name, its space if it is one."""

    audience: str
    label: str
    space: Space | None


@dataclass(frozen=True)
class Effect:
    """What changes for readers. ``everybody``: the street reads it then, and did not before."""

    gain: int
    lose: int
    everybody: bool = False


def places_to_move(entry: Entry, person: Viewer) -> list[Place]:
    """Every place to which this person may move the entry."""
    found = []
    if entry.space_id is not None and policies.can_publish(person, space=None, audience=ORG):
        found.append(Place(ORG, label_for(ORG), None))
    for space in _own_spaces(person).exclude(pk=entry.space_id):
        if policies.can_publish(person, space=space, audience=space.audience) and policies.can_stand_in(entry, space):
            found.append(Place(space.audience, space.name, space))
    return found


def places_to_show(entry: Entry, person: Viewer) -> list[Place]:
    """Every further space in which this person may show the entry."""
    if entry.space_id is None:
        return []
    taken = Placement.objects.filter(entry_id=entry.entry_id).values("space_id")
    spaces = _own_spaces(person).exclude(pk=entry.space_id).exclude(pk__in=taken)
    return [Place(space.audience, space.name, space) for space in spaces if policies.can_place(person, entry, space)]


def shown_in(entry: Entry, viewer: Viewer) -> list[Space]:
    """The further spaces that show it, as far as this viewer may know of them."""
    if not entry.is_shared:
        return []
    placed = Placement.objects.filter(entry_id=entry.entry_id).values("space_id")
    return list(Space.objects.visible_to(viewer).filter(pk__in=placed).order_by("name"))


def effect_of_moving(entry: Entry, to: Place) -> Effect:
    kept = []
    if to.space is not None:
        further = Placement.objects.filter(entry_id=entry.entry_id).exclude(space=to.space).select_related("space")
        kept = [one.space.audience for one in further if policies.can_be_shown(to.space, one.space)]
    street = to.audience == PUBLIC or (to.space is not None and to.space.is_community)
    return _effect(entry, [to.audience, *kept], street=street)


def effect_of_showing(entry: Entry, to: Place) -> Effect:
    street = to.space is not None and to.space.is_community
    return _effect(entry, [entry.wanted_audience, to.audience], street=street)


def _effect(entry: Entry, audiences: list[str], *, street: bool) -> Effect:
    was_street = entry.wanted_audience == PUBLIC or (entry.space is not None and entry.space.is_community)
    return effect_on_readers(entry.wanted_audience, audiences, everybody=street and not was_street)


def effect_on_readers(before: str, audiences: list[str], *, everybody: bool) -> Effect:
    """What it means for readers that one of ``audiences`` suffices from now on, where ``before`` did."""
    held = people_in(before)
    anywhere = Q()
    for audience in audiences:
        anywhere |= Q(pk__in=people_in(audience).values("pk"))
    after = User.objects.active().filter(anywhere)
    return Effect(
        gain=after.exclude(pk__in=held.values("pk")).count(),
        lose=held.exclude(pk__in=after.values("pk")).count(),
        everybody=everybody,
    )


def _own_spaces(person: Viewer):
    return Space.objects.current().filter(pk__in=spaces_joined(person)).order_by("name")
