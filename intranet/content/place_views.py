"""Moving an entry, showing it in further spaces, and pinning it at the top of one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intranet.core.decisions import no, require
from intranet.core.http import SignedIn, get_visible, number_in
from intranet.core.zones import end_of_day
from intranet.spaces.models import Space

from . import actions, policies
from .asked import ask, back
from .kinds import real, url_of
from .models import Entry, Pin, Placement
from .pins import spaces_to_pin_in
from .places import effect_of_moving, effect_of_showing, places_to_move, places_to_show

# How long a pin stays, in days; none is for good.
LENGTHS = ("7", "30", "90", "")


def _found(request: SignedIn, entry_id: int) -> Any:
    return real(get_visible(Entry.objects.with_people(), request.user, pk=entry_id))


@login_required
@require_http_methods(["GET", "POST"])
def move(request: SignedIn, entry_id: int) -> HttpResponse:
    """Choose a place, see who will read it then, and move it there."""
    found = _found(request, entry_id)
    require(policies.can_move(request.user, found))
    places = places_to_move(found, request.user)
    wanted = (request.POST or request.GET).get("to", "")
    chosen = next((place for place in places if place.audience == wanted), None)
    if request.method == "POST":
        if chosen is None:
            raise PermissionDenied(_("You cannot move it there."))
        actions.move_entry(found, by=request.user, space=chosen.space, audience=chosen.audience)
        messages.success(request, _("Moved to %(place)s.") % {"place": chosen.label})
        return redirect(url_of(found))
    context = {"entry": found, "places": places, "chosen": chosen, "step": _("Continue"), "finish": _("Move")}
    if chosen is not None:
        context["effect"] = effect_of_moving(found, chosen)
    return ask(request, "content/_place.html", _("Move to another place"), context)


@login_required
@require_http_methods(["GET", "POST"])
def place(request: SignedIn, entry_id: int) -> HttpResponse:
    """Choose a further space, see who will read it then, and show it there too."""
    found = _found(request, entry_id)
    if found.author_id != request.user.pk:
        require(policies.can_moderate(request.user, found))
    wanted = (request.POST or request.GET).get("to", "")
    places = places_to_show(found, request.user)
    chosen = next((one for one in places if one.audience == wanted), None)
    if request.method == "POST":
        space = chosen.space if chosen is not None and chosen.space is not None else _space_named(request, wanted)
        try:
            actions.place_entry(found, by=request.user, space=space)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("It stands in %(place)s too now.") % {"place": space.name})
        return redirect(url_of(found))
    context = {"entry": found, "places": places, "chosen": chosen, "step": _("Continue"), "finish": _("Show it there")}
    if chosen is not None:
        context["effect"] = effect_of_showing(found, chosen)
    return ask(request, "content/_place.html", _("Show in another space"), context)


def _space_named(request: SignedIn, audience: str) -> Space:
    key = audience.removeprefix("space_")
    return get_visible(Space, request.user, pk=number_in(key) or 0)


@login_required
@require_POST
def unplace(request: SignedIn, entry_id: int, space_id: int) -> HttpResponse:
    found = _found(request, entry_id)
    placed = Placement.objects.filter(entry_id=found.entry_id).values("space_id")
    space = get_visible(Space.objects.filter(pk__in=placed), request.user, pk=space_id)
    actions.unplace_entry(found, by=request.user, space=space)
    messages.success(request, _("It no longer stands in %(place)s.") % {"place": space.name})
    still = Entry.objects.visible_to(request.user).filter(pk=found.entry_id).exists()
    return redirect(back(request, url_of(found) if still else space.get_absolute_url()))


@login_required
@require_http_methods(["GET", "POST"])
def pin(request: SignedIn, entry_id: int) -> HttpResponse:
    """Put it at the top of a space, and say for how long."""
    found = _found(request, entry_id)
    spaces = spaces_to_pin_in(found, request.user)
    if not spaces:
        require(policies.can_pin(request.user, found, found.space) if found.space else no(_("This cannot be pinned.")))
    context: dict[str, Any] = {"entry": found, "spaces": spaces, "lengths": _lengths()}
    if request.method == "POST":
        wanted = request.POST.get("space", "")
        space = next((one for one in spaces if str(one.pk) == wanted), spaces[0] if not wanted else None)
        if space is None:
            raise Http404
        days = request.POST.get("days", "")
        until = None
        if days in LENGTHS and days:
            until = end_of_day(localdate() + timedelta(days=int(days)), request.user.time_zone)
        try:
            actions.pin_entry(found, by=request.user, space=space, until=until)
        except ValidationError as error:
            context["errors"] = error.messages
            return ask(request, "content/_pin.html", _("Pin to the top"), context, status=422)
        messages.success(request, _("Pinned to the top of %(space)s.") % {"space": space.name})
        return redirect(space.get_absolute_url())
    return ask(request, "content/_pin.html", _("Pin to the top"), context)


def _lengths() -> list[tuple[str, str]]:
    """Each with the last day that it means: pins stand until that day ends where their writer is."""
    lengths = {"7": _("A week"), "30": _("A month"), "90": _("Three months")}
    said = []
    for days, words in lengths.items():
        last = date_format(localdate() + timedelta(days=int(days)), "l j F")
        said.append((days, _("%(length)s, until %(day)s") % {"length": words, "day": last}))
    return [*said, ("", _("Until somebody takes it off"))]


@login_required
@require_POST
def unpin(request: SignedIn, entry_id: int) -> HttpResponse:
    found = _found(request, entry_id)
    space = _pinned_space(request, found)
    actions.unpin_entry(found, by=request.user, space=space)
    messages.success(request, _("No longer pinned."))
    return redirect(back(request, space.get_absolute_url()))


@login_required
@require_POST
def move_pin(request: SignedIn, entry_id: int) -> HttpResponse:
    """One place up, towards the top."""
    found = _found(request, entry_id)
    space = _pinned_space(request, found)
    order = list(Pin.objects.filter(space=space).standing().values_list("entry_id", flat=True))
    if (at := order.index(found.entry_id) if found.entry_id in order else 0) > 0:
        order[at - 1], order[at] = order[at], order[at - 1]
    actions.order_pins(space, by=request.user, entries=order)
    return redirect(back(request, space.get_absolute_url()))


def _pinned_space(request: SignedIn, found: Entry) -> Space:
    pinned = Pin.objects.filter(entry_id=found.entry_id).values("space_id")
    wanted = request.POST.get("space", "")
    where = {"pk": number_in(wanted) or 0} if wanted else {}
    space = Space.objects.visible_to(request.user).filter(pk__in=pinned, **where).first()
    if space is None:
        raise Http404
    return space
