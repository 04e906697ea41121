"""Searches that one keeps, and words one watches for."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intranet.accounts.settings_pages import tabs_for
from intranet.core.http import SignedIn, wants_part
from intranet.core.throttle import throttled

from . import actions
from .models import SavedSearch


@login_required
@require_http_methods(["GET", "POST"])
@throttled("saved-searches", limit=60, per_seconds=60)
def saved(request: SignedIn) -> HttpResponse:
    """The searches one keeps; POST keeps another: ``name``, ``query`` and ``alert``."""
    if request.method == "GET":
        return _page(request)
    asked = {name: request.POST.get(name, "") for name in ("name", "query", "alert")}
    try:
        kept = actions.save_search(by=request.user, **asked | {"alert": asked["alert"] or "off"})
    except ValidationError as error:
        return _page(request, saving=asked, errors=error.messages)
    messages.success(request, _("Search kept as “%(name)s”") % {"name": kept.name})
    return redirect(kept.get_absolute_url())


@login_required
@require_POST
@throttled("saved-searches", limit=60, per_seconds=60)
def watch(request: SignedIn) -> HttpResponse:
    """Watch for ``words``: ``alert`` says when to be told, ``exactly`` whether only in this form."""
    words, alert = request.POST.get("words", ""), request.POST.get("alert", "at_once")
    exactly = bool(request.POST.get("exactly"))
    try:
        kept = actions.watch_words(by=request.user, words=words, alert=alert, exactly=exactly)
    except ValidationError as error:
        return _page(
            request, watching={"words": words, "alert": alert, "exactly": exactly}, watch_errors=error.messages
        )
    messages.success(request, _("You will be told when somebody writes “%(words)s”.") % {"words": kept.name})
    return redirect("search:saved")


@login_required
@require_POST
@throttled("saved-searches", limit=60, per_seconds=60)
def change(request: SignedIn, search_id: int) -> HttpResponse:
    """``alert``: when one is told of what it finds."""
    kept = get_object_or_404(SavedSearch, person=request.user, pk=search_id)
    try:
        actions.set_alert(kept, by=request.user, alert=request.POST.get("alert", ""))
    except ValidationError as error:
        raise BadRequest(error.messages[0]) from None
    if wants_part(request) or request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"toast": {"text": _("Saved.")}})})
    messages.success(request, _("Saved."))
    return redirect("search:saved")


@login_required
@require_POST
def delete(request: SignedIn, search_id: int) -> HttpResponse:
    kept = get_object_or_404(SavedSearch, person=request.user, pk=search_id)
    actions.delete_search(kept, by=request.user)
    messages.success(request, _("“%(name)s” is deleted.") % {"name": kept.name})
    return redirect("search:saved")


def _page(request: SignedIn, **more: Any) -> HttpResponse:
    mine = list(SavedSearch.objects.filter(person=request.user))
    context = {
        "settings_tabs": tabs_for("search:saved"),
        "saved": [search for search in mine if not search.is_watch],
        "watched": [search for search in mine if search.is_watch],
        "alerts": SavedSearch.Alert.choices,
        **more,
    }
    status = 422 if "errors" in more or "watch_errors" in more else 200
    return render(request, "search/settings.html", context, status=status)
