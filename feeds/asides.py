"""What stands beside the home feed: what waits, what is on, who is here, where else one could be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from intranet.accounts.celebrations import celebrations_for
from intranet.accounts.models import User
from intranet.notifications import inbox
from intranet.notifications.rail import waiting_in
from intranet.realtime.presence import everybody_here
from intranet.spaces.audiences import audiences_of
from intranet.spaces.listing import spaces_elsewhere

from .beginning import first_steps_of
from .events.listing import next_for

FEW = 3
FACES = 5
MOST_LOOKED_AT = 2000


@dataclass(frozen=True)
class Aside:
    """One block: the template that shows it and what it shows."""

    template: str
    things: Any
    more: int = 0


def asides(request: HttpRequest) -> list[Aside]:
    viewer = request.user
    if not viewer.is_authenticated:
        return []
    found = [
        Aside("feeds/asides/beginning.html", first_steps_of(viewer)),
        Aside("feeds/asides/waiting.html", inbox.threads_of(viewer, waiting_in(request)[:FEW])),
        Aside("feeds/asides/events.html", next_for(viewer, FEW)),
        Aside("feeds/asides/spaces.html", spaces_elsewhere(viewer)),
    ]
    if viewer.is_staff_member:
        found.insert(2, _here(viewer))
        found.append(Aside("feeds/asides/celebrations.html", celebrations_for(viewer, audiences_of(viewer))))
    return [aside for aside in found if aside.things]


def _here(viewer: User) -> Aside:
    """Colleagues who are looking at a page now, as far as they show it."""
    looking = everybody_here() - {viewer.pk}
    if not looking:
        return Aside("feeds/asides/here.html", [])
    staff = User.objects.visible_to(viewer).active().staff().filter(show_presence=True)
    here = list(staff.filter(pk__in=sorted(looking)[:MOST_LOOKED_AT]).values_list("pk", flat=True))
    people = list(staff.filter(pk__in=here[:FACES])) if here else []
    return Aside("feeds/asides/here.html", people, len(here) - len(people))
