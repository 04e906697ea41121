"""The list under the caret after an @, and the warning about who will not read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from intranet.accounts.whereabouts import NOTHING, whereabouts_of
from intranet.content.models import Entry
from intranet.core.errors import problem
from intranet.core.http import SignedIn, get_visible, number_in
from intranet.core.throttle import throttled
from intranet.spaces.audiences import audiences_of
from intranet.spaces.models import Space
from intranet.spaces.teams import teams_to_name

from .mentioning import Hearing, as_item, people_away, people_left_out, people_to_name
from .mentioning_places import place_of
from .mentioning_teams import team_as_item, warnings_about_teams

_HANDLE = re.compile(r"[\w-]{1,40}")
MOST_CHECKED = 30


def _for_people(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """These answers are read by scripts, which a redirect to the sign-in page would tell nothing."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return problem(401, _("Sign in first."))
        return view(request, *args, **kwargs)

    return asked


@_for_people
@require_GET
@throttled("mentions", limit=300, per_seconds=60, methods=("GET",))
def mentions(request: SignedIn) -> JsonResponse:
    people = people_to_name(request.GET.get("q", "")[:80], writer=request.user, hearing=_hearing(request))
    now = whereabouts_of((person.pk for person in people), request.user, audiences_of(request.user))
    items = [as_item(person, now.get(person.pk, NOTHING)) for person in people]
    if "teams" in request.GET:
        items = _calls(request) + _teams(request, [item["handle"] for item in items]) + items
    return JsonResponse({"items": items})


@_for_people
@require_GET
@throttled("mentions", limit=300, per_seconds=60, methods=("GET",))
def check(request: SignedIn) -> JsonResponse:
    """Of the handles in a text, who will not be able to read it, and who is away."""
    handles = _HANDLE.findall(request.GET.get("handles", "")[:2000])[:MOST_CHECKED]
    hearing = _hearing(request)
    left_out = people_left_out(handles, writer=request.user, hearing=hearing)
    missed = {person.pk for person in left_out}
    away = people_away(handles, writer=request.user, hearing=hearing)
    lines = [f"{person.name}: {line}." for person, line in away if person.pk not in missed]
    lines += warnings_about_teams(handles, writer=request.user, hearing=hearing)
    answer: dict[str, Any] = {"items": [{"handle": person.handle, "name": person.name} for person in left_out]}
    if (place := place_of(hearing.audience)) is not None:
        lines += place.warnings(handles, hearing.audience, request.user)
        answer["ask"] = place.asks(handles, hearing.audience, request.user)
        answer["add"] = place.add(left_out, hearing.audience, request.user) if left_out else None
    answer["warning"] = " ".join(part for part in (_warning([person.name for person in left_out]), *lines) if part)
    return JsonResponse(answer)


def _calls(request: SignedIn) -> list[dict[str, Any]]:
    audience = _hearing(request).audience
    place = place_of(audience)
    return place.calls(request.GET.get("q", "")[:80], audience, request.user) if place is not None else []


def _teams(request: SignedIn, taken: list[str]) -> list[dict[str, Any]]:
    typed = request.GET.get("q", "")[:80]
    home = _hearing(request).space_id
    return [team_as_item(space, taken) for space in teams_to_name(typed, writer=request.user, home=home)]


def _warning(names: list[str]) -> str:
    if not names:
        return ""
    if len(names) == 1:
        return _("%(name)s cannot read this and will not be told.") % {"name": names[0]}
    return _("%(names)s cannot read this and will not be told.") % {"names": ", ".join(names)}


def _hearing(request: SignedIn) -> Hearing:
    """Who will hear what is being written: named by an entry, a space or an audience the writer belongs to."""
    asked = request.GET
    if typed := asked.get("entry"):
        if (number := number_in(typed)) is None:
            raise Http404
        entry = get_visible(Entry.objects.select_related("root"), request.user, pk=number)
        return Hearing(entry.audience, entry.space_id, entry.root or entry)
    if slug := asked.get("space"):
        space = get_visible(Space, request.user, slug=slug)
        return Hearing(_held(request, space.audience), space.pk)
    audience = _held(request, asked.get("audience", ""))
    name, _sep, key = audience.rpartition("_")
    return Hearing(audience, int(key) if name == "space" else None)


def _held(request: SignedIn, audience: str) -> str:
    if audience not in audiences_of(request.user):
        raise Http404
    return audience
