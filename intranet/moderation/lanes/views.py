"""The lanes of a space, each with its figures; and the calendar of what is planned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intranet.accounts.forms import blame
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, number_in
from intranet.moderation.models import Lane
from intranet.spaces.audiences import spaces_read_by
from intranet.spaces.models import Space
from intranet.spaces.views import standing

from . import actions, calendar, policies, trying
from .figures import DAYS, Figures, figures_of
from .finding import reaches_in
from .forms import LaneForm, TryingForm


@dataclass
class Row:
    """One reach of a space, with its lane or with none."""

    lane: Lane
    figures: Figures


@login_required
@require_GET
def lanes(request: SignedIn, slug: str) -> HttpResponse:
    space = _kept(request, slug)
    return _page(request, space, "moderation/lanes/lanes.html", {"rows": rows_of(space), "days": DAYS})


@login_required
@require_http_methods(["GET", "POST"])
def lane(request: SignedIn, slug: str, reach: str) -> HttpResponse:
    space = _kept(request, slug)
    if reach not in reaches_in(space):
        raise Http404
    found = Lane.objects.filter(space=space, reach=reach).first() or Lane(space=space, reach=reach)
    do = request.POST.get("do", "")
    if do in ("keep", "back") and found.pk:
        if actions.end_trial(found, by=request.user, keep=do == "keep"):
            messages.success(request, _("It stays as it is.") if do == "keep" else _("It is as it was before."))
        return redirect("moderation:lanes", slug=space.slug)
    if do == "freer" and found.pk:
        try:
            actions.try_freer(found, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("On trial for four weeks. Then it goes back by itself."))
        return redirect("moderation:lane", slug=space.slug, reach=reach)
    trying_form = TryingForm(request.POST if do == "trust" else None, writer=request.user)
    if do == "trust" and found.pk and trying_form.is_valid():
        try:
            actions.try_trusting(found, trying_form.cleaned_data["author"], by=request.user)
        except ValidationError as refused:
            trying_form.add_error("author", refused.messages)
        else:
            messages.success(request, _("On trial for four weeks. Then it goes back by itself."))
            return redirect("moderation:lane", slug=space.slug, reach=reach)
    form = LaneForm(request.POST if request.method == "POST" and not do else None, lane=found, writer=request.user)
    if form.is_bound and form.is_valid():
        try:
            actions.set_lane(space, reach, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved. What waits already goes on waiting for as many as it was told."))
            return redirect("moderation:lanes", slug=space.slug)
    status = 422 if form.is_bound or trying_form.is_bound else 200
    context = {"form": form, "trying_form": trying_form, "lane": found} | _trial_of(found)
    return _page(request, space, "moderation/lanes/lane.html", context, status=status)


@login_required
@require_GET
def planned(request: SignedIn) -> HttpResponse:
    """What comes out when, and what waits: a week or a month."""
    require(policies.can_see_calendar(request.user))
    name = request.GET.get("span", "")
    try:
        day = parse_date(request.GET.get("day", "")) or localdate()
    except ValueError:
        day = localdate()
    if not 2000 <= day.year <= 2200:
        day = localdate()
    chosen = request.GET.get("space", "")
    spaces = spaces_read_by(request.user).filter(archived_at=None).order_by("name")[:200]
    space = number_in(chosen) or 0
    span = calendar.Span.around(day, name if name in calendar.SPANS else "week")
    context = {"span": calendar.by_day(request.user, span, space=space), "spaces": spaces, "space_id": space}
    return render(request, "moderation/lanes/calendar.html", context | {"today": localdate(), "day": day})


def _trial_of(lane: Lane) -> dict[str, Any]:
    """What a trial has changed so far, or what one would change."""
    on_trial = lane.trial_until is not None
    return {
        "compared": trying.compared(lane),
        "if_freer": None if on_trial else trying.if_freer(lane),
        "may_try": bool(lane.pk) and not on_trial and trying.freer_than(lane) is not None,
        "tried_author": trying.tried_author(lane),
        "days": DAYS,
    }


def rows_of(space: Space) -> list[Row]:
    """Every reach that words in this space can have, in one query for the lanes and one for the figures."""
    found = {one.reach: one for one in Lane.objects.filter(space=space)}
    figures = figures_of(found.values())
    all_of_them = [found.get(reach) or Lane(space=space, reach=reach) for reach in reaches_in(space)]
    return [Row(one, figures.get(one.pk or 0, Figures())) for one in all_of_them]


def _kept(request: SignedIn, slug: str) -> Space:
    space = get_visible(Space.objects.select_related("pilot", "department"), request.user, slug=slug)
    require(policies.can_set_lanes(request.user, space))
    return space


def _page(
    request: SignedIn, space: Space, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    frame = {"space": space, "tab": "settings", "page_of_settings": "lanes"} | standing(request, space)
    return render(request, template, frame | context, status=status)
