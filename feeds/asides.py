"""What stands beside the home feed: what waits, what is on, who is here, where else one could be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from intranet.accounts.celebrations import Celebration, celebrations_for
from intranet.accounts.models import User
from intranet.core.templatetags.portico import avatar
from intranet.notifications import inbox
from intranet.notifications.rail import waiting_in
from intranet.realtime.presence import everybody_here
from intranet.spaces.audiences import audiences_of
from intranet.spaces.listing import spaces_elsewhere
from intranet.spaces.models import Space

from .beginning import Step, first_steps_of
from .events.listing import next_for
from .events.shown import shown
from .models import Event

FEW = 3
FACES = 5
MOST_LOOKED_AT = 2000


@dataclass(frozen=True)
class Aside:
    """One block: the template that shows it and what it shows. ``told`` is all that a kept part says of it, one tuple
    for each line: the same block is then rendered once for all who are told the same."""

    template: str
    things: Any
    more: int = 0
    told: tuple[tuple[Any, ...], ...] = ()


def asides(request: HttpRequest) -> list[Aside]:
    viewer = request.user
    if not viewer.is_authenticated:
        return []
    found = [
        _beginning(first_steps_of(viewer)),
        Aside("feeds/asides/waiting.html", inbox.threads_of(viewer, waiting_in(request)[:FEW])),
        _events(next_for(viewer, FEW)),
        _spaces(spaces_elsewhere(viewer)),
    ]
    if viewer.is_staff_member:
        found.insert(2, _here(viewer))
        found.append(_celebrations(celebrations_for(viewer, audiences_of(viewer))))
    return [aside for aside in found if aside.things]


def _beginning(steps: Sequence[Step]) -> Aside:
    told = tuple((step.label, step.url, step.is_done) for step in steps)
    return Aside("feeds/asides/beginning.html", steps, told=told)


def _events(events: Sequence[Event]) -> Aside:
    told = tuple(
        (event.get_absolute_url(), event.title, at.day, at.line, event.place)
        for event, at in ((event, shown(event)) for event in events)
    )
    return Aside("feeds/asides/events.html", events, told=told)


def _spaces(spaces: Sequence[Space]) -> Aside:
    told = tuple((one.tint, one.letter, one.get_absolute_url(), one.name, one.purpose) for one in spaces)
    return Aside("feeds/asides/spaces.html", spaces, told=told)


def _celebrations(found: Sequence[Celebration]) -> Aside:
    told = tuple(
        (one.person.get_absolute_url(), avatar(one.person, "s"), one.person.name, one.years, one.is_today, one.day)
        for one in found
    )
    return Aside("feeds/asides/celebrations.html", found, told=told)


def _here(viewer: User) -> Aside:
    """Colleagues who are looking at a page now, as far as they show it."""
    looking = everybody_here() - {viewer.pk}
    if not looking:
        return Aside("feeds/asides/here.html", [])
    staff = User.objects.visible_to(viewer).active().staff().filter(show_presence=True)
    here = list(staff.filter(pk__in=sorted(looking)[:MOST_LOOKED_AT]).values_list("pk", flat=True))
    people = list(staff.filter(pk__in=here[:FACES])) if here else []
    return Aside("feeds/asides/here.html", people, len(here) - len(people))
