"""Keeping filters under a name, and marking as read or unread."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intranet.accounts.settings_pages import tabs_for
from intranet.content.models import Entry
from intranet.content.views import back_to
from intranet.core.http import SignedIn, get_visible, number_in, wants_part
from intranet.core.throttle import throttled
from intranet.spaces.models import Space

from . import keeping_filters, unread
from .filters import Filter
from .models import SavedFilter


@login_required
@require_http_methods(["GET", "POST"])
@throttled("filters", limit=60, per_seconds=60)
def filters(request: SignedIn) -> HttpResponse:
    """The filters one keeps; POST keeps another: ``name``, ``query`` and perhaps ``is_default``."""
    context: dict[str, Any] = {"settings_tabs": tabs_for("feeds:filters"), "name": request.POST.get("name", "")}
    if request.method == "POST":
        wanted = Filter.read(dict(parse_qsl(request.POST.get("query", ""))))
        context["query"] = wanted.query
        try:
            saved = keeping_filters.save_filter(
                by=request.user,
                name=context["name"],
                wanted=wanted,
                is_default=bool(request.POST.get("is_default")),
            )
        except ValidationError as error:
            context["errors"] = error.messages
        else:
            messages.success(request, _("Filter kept as “%(name)s”") % {"name": saved.name})
            return redirect(f"{reverse('feeds:home')}?{saved.query or 'scope=mine'}")
    context["saved"] = SavedFilter.objects.filter(person=request.user)
    status = 422 if "errors" in context else 200
    return render(request, "feeds/settings_filters.html", context, status=status)


@login_required
@require_POST
def delete_filter(request: SignedIn, filter_id: int) -> HttpResponse:
    saved = get_object_or_404(SavedFilter, person=request.user, pk=filter_id)
    keeping_filters.delete_filter(saved, by=request.user)
    messages.success(request, _("Filter deleted"))
    return redirect("feeds:filters")


@login_required
@require_POST
def open_with(request: SignedIn, filter_id: int) -> HttpResponse:
    """Begin with this filter, or no longer when it is the one."""
    saved = get_object_or_404(SavedFilter, person=request.user, pk=filter_id)
    keeping_filters.open_with(None if saved.is_default else saved, by=request.user)
    return redirect("feeds:filters")


@login_required
@require_POST
def read_everything(request: SignedIn) -> HttpResponse:
    """All spaces, or the one whose number is ``space``."""
    if (asked := number_in(request.POST.get("space"))) is not None:
        space = get_visible(Space, request.user, pk=asked)
        unread.read_space(space, by=request.user)
        said, home = _("Everything in %(name)s is marked as read") % {"name": space.name}, space.get_absolute_url()
    else:
        unread.read_everything(by=request.user)
        said, home = _("Everything is marked as read"), reverse("feeds:home")
    if wants_part(request):
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"toast": {"text": said}})})
    messages.success(request, said)
    return redirect(back_to(request, home))


@login_required
@require_POST
@throttled("seen", limit=240, per_seconds=60)
def seen(request: SignedIn) -> HttpResponse:
    """``entry``, as often as needed: what has been in sight of this person for long enough."""
    told = map(number_in, request.POST.getlist("entry"))
    unread.look_at([number for number in told if number is not None], by=request.user)
    return HttpResponse(status=204)


@login_required
@require_POST
def unread_from(request: SignedIn, entry_id: int) -> HttpResponse:
    entry = get_visible(Entry.objects.with_people(), request.user, pk=entry_id)
    unread.mark_unread_from(entry, by=request.user)
    said = _("Unread from here on")
    if wants_part(request):
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"toast": {"text": said}})})
    messages.success(request, said)
    return redirect(back_to(request, entry.get_absolute_url()))
