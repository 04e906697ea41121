"""What stands beside the home feed: what waits, who is here, where else one could be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from intranet.accounts.models import User
from intranet.notifications import inbox
from intranet.realtime.presence import who_is_here
from intranet.spaces.audiences import spaces_joined
from intranet.spaces.listing import spaces_for

FEW = 3
FACES = 5


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
        Aside("feeds/asides/waiting.html", inbox.page_of(viewer, only_unread=True, size=FEW).threads),
        Aside("feeds/asides/spaces.html", list(spaces_for(viewer).exclude(pk__in=spaces_joined(viewer))[:FEW])),
    ]
    if viewer.is_staff_member:
        found.insert(1, _here(viewer))
    return [aside for aside in found if aside.things]


def _here(viewer: User) -> Aside:
    """Colleagues who are looking at a page now, as far as they show it."""
    staff = User.objects.visible_to(viewer).active().staff().filter(show_presence=True).exclude(pk=viewer.pk)
    here = who_is_here(list(staff.values_list("pk", flat=True)[:2000]))
    if not here:
        return Aside("feeds/asides/here.html", [])
    people = list(staff.filter(pk__in=list(here)[:FACES]))
    return Aside("feeds/asides/here.html", people, max(len(here) - len(people), 0))
