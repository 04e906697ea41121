"""The page on which people choose what they are told, by which channel, and when not."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intranet.accounts.settings_pages import tabs_for
from intranet.core.http import SignedIn, get_visible, wants_part
from intranet.core.zones import city, instant_to_wall, wall_to_instant
from intranet.spaces.models import Space

from . import actions, levels
from .forms import QuietHoursForm
from .mail.addresses import trouble_of
from .models import QuietHours
from .preferences import matrix_of
from .push.here import card_of

MORNING = time(8)


@login_required
@require_GET
def preferences(request: SignedIn) -> HttpResponse:
    return _page(request)


@login_required
@require_POST
def choose(request: SignedIn) -> HttpResponse:
    """One cell of the matrix (``cell``), as scripts send it, or all of them, as the form does without."""
    on = set(request.POST.getlist("on"))
    cells = request.POST.getlist("cell")
    if not cells:
        cells = [
            f"{row.group.name}:{cell.channel.name}"
            for row in matrix_of(request.user)
            for cell in row.cells
            if not cell.fixed
        ]
    for cell in cells:
        group, _sep, channel = cell.partition(":")
        try:
            actions.set_preference(by=request.user, group=group, channel=channel, wanted=cell in on)
        except ValidationError as error:
            raise BadRequest(error.messages[0]) from None
    return _done(request, _("Saved."))


@login_required
@require_POST
def quiet(request: SignedIn) -> HttpResponse:
    """The quiet hours of every week."""
    form = QuietHoursForm.of(_quiet_of(request), request.POST)
    if form.is_valid():
        try:
            actions.set_quiet_hours(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _done(request, _("Saved."))
    return _page(request, form=form, status=422)


@login_required
@require_POST
def still(request: SignedIn) -> HttpResponse:
    """Not to be disturbed for an hour, or until tomorrow; or to be again."""
    match request.POST.get("for", ""):
        case "hour":
            until: datetime | None = now() + timedelta(hours=1)
        case "tomorrow":
            until = _tomorrow_morning(request.user.time_zone)
        case "end":
            until = None
        case _:
            raise BadRequest
    actions.keep_still(by=request.user, until=until, shown="shown" in request.POST)
    return _done(request, _("Mail and push keep still.") if until else _("Mail and push come again."))


@login_required
@require_POST
def level(request: SignedIn) -> HttpResponse:
    """How much to hear of a place."""
    try:
        actions.set_level(request.POST.get("place", ""), by=request.user, degree=request.POST.get("degree", ""))
    except ValidationError as error:
        raise BadRequest(error.messages[0]) from None
    return _done(request, _("Saved."))


@login_required
@require_POST
def default_level(request: SignedIn, slug: str) -> HttpResponse:
    """What the members of a space hear who have chosen nothing."""
    space = get_visible(Space, request.user, slug=slug)
    try:
        actions.set_default_level(space, by=request.user, degree=request.POST.get("degree", ""))
    except ValidationError as error:
        raise BadRequest(error.messages[0]) from None
    messages.success(request, _("Saved."))
    return redirect("spaces:settings", slug=space.slug)


def _page(request: SignedIn, *, form: QuietHoursForm | None = None, status: int = 200) -> HttpResponse:
    quiet = _quiet_of(request)
    rows = matrix_of(request.user)
    context: dict[str, Any] = {
        "settings_tabs": tabs_for("notifications:preferences"),
        "rows": rows,
        "channels": [cell.channel for cell in rows[0].cells],
        "quiet": quiet,
        "still_until": quiet.still_until if quiet and quiet.still_until and quiet.still_until > now() else None,
        "form": form or QuietHoursForm.of(quiet),
        "zone": city(request.user.time_zone),
        "spaces": levels.levels_of_spaces(request.user),
        "choices": levels.CHOICES,
        "mail_trouble": trouble_of(request.user),
        "push": card_of(request, request.user),
    }
    return render(request, "notifications/settings.html", context, status=status)


def _quiet_of(request: SignedIn) -> QuietHours | None:
    return QuietHours.objects.filter(person=request.user).first()


def _tomorrow_morning(zone_name: str) -> datetime:
    tomorrow = instant_to_wall(now(), zone_name).date() + timedelta(days=1)
    return wall_to_instant(tomorrow, MORNING, zone_name)


def _done(request: SignedIn, said: str) -> HttpResponse:
    """To a script that nothing went wrong; to a visit the page it came from."""
    if wants_part(request):
        return HttpResponse(status=204)
    messages.success(request, said)
    back = request.POST.get("next", "")
    if "/" in back and url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect("notifications:preferences")
