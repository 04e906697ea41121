"""Series: what stands in one, and its owner's order."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, number_in

from . import actions, policies
from .asked import ask
from .kinds import real, url_of
from .models import Entry
from .series import parts_of, series_of, series_seen_by


@login_required
@require_safe
def all_series(request: SignedIn) -> HttpResponse:
    return render(request, "content/all_series.html", {"all_series": series_of(request.user), "tab": "series"})


@require_safe
def series(request: HttpRequest, series_id: int) -> HttpResponse:
    """A series as far as this reader may read its parts. One of which they may read nothing is not there."""
    found = series_seen_by(request.user, series_id)
    if found is None:
        raise Http404
    layout = "layouts/app.html" if request.user.is_authenticated else "layouts/street.html"
    may_change = policies.can_change_series(request.user, found)
    context = {"series": found, "parts": parts_of(found, request.user), "may_change": may_change, "layout": layout}
    return render(request, "content/series.html", context)


@login_required
@require_POST
def change(request: SignedIn, series_id: int) -> HttpResponse:
    """One change by its owner: ``name``, one part ``up``, one part ``out``, or ``end`` of the series."""
    found = series_seen_by(request.user, series_id)
    if found is None:
        raise Http404
    require(policies.can_change_series(request.user, found))
    try:
        if "name" in request.POST:
            actions.rename_series(found, by=request.user, name=request.POST["name"])
        elif up := _number(request, "up"):
            order = [part.entry_id for part in parts_of(found, request.user)]
            if (at := order.index(up) if up in order else 0) > 0:
                order[at - 1], order[at] = order[at], order[at - 1]
            actions.order_series(found, by=request.user, entries=order)
        elif out := _number(request, "out"):
            entry = get_visible(Entry.objects.filter(series_part__series=found), request.user, pk=out)
            actions.take_out_of_series(entry, by=request.user)
        elif "end" in request.POST:
            actions.close_series(found, by=request.user)
            messages.success(request, _("The series is no more; what was in it stands where it stood."))
            return redirect("content:all-series")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(found)


@login_required
@require_http_methods(["GET", "POST"])
def put(request: SignedIn, entry_id: int) -> HttpResponse:
    """Make one's own entry the next part of a series, an old or a new one."""
    entry: Any = real(get_visible(Entry.objects.with_people(), request.user, pk=entry_id))
    require(policies.can_be_in_series(request.user, entry))
    mine = series_of(request.user)
    context = {"entry": entry, "all_series": mine, "name": request.POST.get("name", "")}
    if request.method == "POST":
        wanted = _number(request, "series")
        try:
            chosen = next((one for one in mine if one.pk == wanted), None)
            if chosen is None:
                chosen = actions.open_series(by=request.user, name=request.POST.get("name", ""))
            actions.put_into_series(entry, by=request.user, series=chosen)
        except ValidationError as error:
            context["errors"] = error.messages
            return ask(request, "content/_series_choice.html", _("Part of a series"), context, status=422)
        messages.success(request, _("Part of the series “%(name)s” now.") % {"name": chosen.name})
        return redirect(url_of(entry))
    return ask(request, "content/_series_choice.html", _("Part of a series"), context)


def _number(request: HttpRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return number_in(typed) or 0
