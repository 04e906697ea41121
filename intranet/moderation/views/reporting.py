"""Reporting an entry, and deciding about one where it stands: from its menu, without the queue."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intranet.accounts.models import User
from intranet.content.kinds import kind_of, real
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import throttled
from intranet.moderation import actions, holding, policies, queue
from intranet.moderation.forms import FlagForm, HideForm


@login_required
@require_http_methods(["GET", "POST"])
@throttled("flag", limit=20, per_seconds=3600)
def flag(request: SignedIn, entry_id: int) -> HttpResponse:
    """Report an entry: whoever may read it may say what is wrong with it."""
    entry = get_visible(Entry, request.user, pk=entry_id)
    require(policies.can_flag(request.user, entry))
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.flag_entry(entry, by=request.user, **form.cleaned_data)
        messages.success(request, _("The moderators have it. Thank you."))
        return redirect(entry)
    context: dict[str, Any] = {"form": form, "entry": entry, "around": any(kind_of(entry).around(entry, request.user))}
    return render(request, "moderation/flag.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def hide(request: SignedIn, entry_id: int) -> HttpResponse:
    entry = _case(request.user, entry_id)
    require(policies.can_decide(request.user, entry))
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.hide(entry, by=request.user, **form.cleaned_data)
        messages.success(request, _("Hidden. The author is told why."))
        return redirect("moderation:cases")
    context: dict[str, Any] = {"form": form, "entry": entry}
    return render(request, "moderation/hide.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def dismiss(request: SignedIn, entry_id: int) -> HttpResponse:
    entry = _case(request.user, entry_id)
    if not actions.dismiss(entry, by=request.user):
        messages.info(request, _("Somebody had decided already."))
    return redirect("moderation:cases")


@login_required
@require_POST
def restore(request: SignedIn, entry_id: int) -> HttpResponse:
    entry = _case(request.user, entry_id)
    try:
        actions.restore(entry, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("It is back where it was."))
    return redirect("moderation:cases")


@login_required
@require_POST
def decide_held(request: SignedIn, entry_id: int) -> HttpResponse:
    """Let out what waits, or turn it down."""
    entry = real(_case(request.user, entry_id))
    require(policies.can_decide(request.user, entry))
    decided = holding.let_out if request.POST.get("what") == "let_out" else holding.turn_down
    try:
        if not decided(entry, by=request.user):
            messages.info(request, _("Somebody had decided already."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(reverse("moderation:cases") + "?show=held")


def _case(moderator: User, entry_id: int) -> Entry:
    """The entry a decision is about: one the moderator reads, or one of the cases. 404 for anything else."""
    found = queue.case_of(moderator, entry_id)
    if found is None:
        raise Http404
    return found
