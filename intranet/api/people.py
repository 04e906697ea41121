"""``me`` and ``people``."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from intranet.accounts.expertise import who_know
from intranet.accounts.models import User
from intranet.core.http import SignedIn, get_visible
from intranet.notifications.actions import unread_count
from intranet.spaces.audiences import audiences_of

from .pages import PageOf, Paging, page_of
from .profile import about
from .schemas import MeOut, PersonDetailOut, PersonOut, person_out

router = Router(tags=["people"])


@router.get("/me", response=MeOut, summary="Who I am")
def me(request: SignedIn) -> dict[str, Any]:
    person: Any = request.user
    own = {"email": person.email, "language": person.language, "time_zone": person.time_zone, "role": person.role}
    return person_out(person) | own | {"unread": unread_count(person)}


@router.get("/people", response=PageOf[PersonOut], summary="The people I may know of")
def people(request: SignedIn, paging: Query[Paging], q: str = "", skill: str = "") -> dict[str, Any]:
    found = User.objects.visible_to(request.user).active().matching(q).select_related("department", "company")
    if skill:
        found = found.filter(pk__in=who_know(skill, request.user, audiences_of(request.user)))
    return page_of(found, paging, person_out, by=("name", "pk"))


@router.get("/people/{handle}", response=PersonDetailOut, summary="One person, as far as I may see")
def person(request: SignedIn, handle: str) -> dict[str, Any]:
    found = get_visible(User.objects.select_related("department", "company"), request.user, handle=handle)
    return person_out(found) | about(found, request.user)
