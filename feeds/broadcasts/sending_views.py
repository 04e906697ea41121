"""Writing a broadcast, with the number of heads before it is sent; changing it, and ending it."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from feeds.models import Broadcast
from intranet.accounts.forms import blame
from intranet.content.actions import EditConflict
from intranet.content.attachments import at_hand, describe_all
from intranet.content.forms import when_asked
from intranet.content.timing_views import held_back, put_off
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import throttled
from intranet.spaces.models import Space

from . import actions, policies
from .counting import heads_of
from .forms import BroadcastForm, TermsForm, WordsForm
from .previewing import previews_of


@login_required
@require_http_methods(["GET", "POST"])
@throttled("broadcast", limit=30, per_seconds=60)
def broadcast_new(request: SignedIn) -> HttpResponse:
    """First it says to how many it goes; sent is what was looked at."""
    require(policies.can_broadcast(request.user))
    space = None
    if slug := request.GET.get("space", ""):
        space = get_visible(Space, request.user, slug=slug)
    initial = {name: request.GET[name] for name in ("title", "body") if name in request.GET}
    form = BroadcastForm(request.POST or None, writer=request.user, space=space, initial=initial)
    context: dict[str, Any] = {"form": form, "space": space}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            answer = _check_or_send(request, form, context)
            if answer is not None:
                return answer
            status = 200 if "heads" in context else 422
    files = at_hand(request.POST.getlist("attachments"), by=request.user)
    context |= {"files": json.dumps(files), "checked": form.digest() if "heads" in context else ""}
    return render(request, "feeds/broadcasts/new.html", context, status=status)


def _check_or_send(request: SignedIn, form: BroadcastForm, context: dict[str, Any]) -> HttpResponse | None:
    aim, signer = form.aim(), form.signer()
    require(policies.can_send(request.user, aim))
    if "send" not in request.POST or form.cleaned_data["checked"] != form.digest():
        try:
            context["previews"] = previews_of(form, aim, by=request.user)
        except ValidationError as error:
            blame(form, error)
            return None
        context["heads"] = heads_of(aim, by=request.user, signed_by=signer)
        return None
    try:
        describe_all(form.cleaned_data["attachments"], request.POST, by=request.user)
        when = when_asked(request.POST, request.user)
        made = actions.publish_broadcast(by=request.user, aim=aim, signed_by=signer, when=when, **form.said())
    except ValidationError as error:
        blame(form, error)
        return None
    if when is not None and made.is_waiting:
        return put_off(request, when)
    if made.is_held:
        return held_back(request, made)
    messages.success(request, _("Sent. Whom it reaches is shown here from now on."))
    return redirect("feeds:broadcast-reach", made.entry_id)


@login_required
@require_http_methods(["GET", "POST"])
def broadcast_edit(request: SignedIn, entry_id: int) -> HttpResponse:
    """Its words."""
    found = get_visible(Broadcast.objects.with_people(), request.user, pk=entry_id)
    require(policies.can_keep(request.user, found))
    form = WordsForm.of(found, request.user, request.POST or None)
    context: dict[str, Any] = {"form": form, "broadcast": found}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_broadcast(found, by=request.user, **form.said())
        except EditConflict as conflict:
            form.add_error(None, conflict)
            data = request.POST.copy()
            data["based_on"] = str(conflict.entry.revisions_count)
            form.data = data
            context["theirs"] = conflict.entry
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(found.get_absolute_url())
    return render(request, "feeds/broadcasts/edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def broadcast_terms(request: SignedIn, entry_id: int) -> HttpResponse:
    """What is asked with it, when it ends, and what came of it."""
    found = get_visible(Broadcast.objects.with_people(), request.user, pk=entry_id)
    require(policies.can_keep(request.user, found))
    form = TermsForm.of(found, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_broadcast(found, by=request.user, **form.said())
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("feeds:broadcast-reach", found.entry_id)
    context = {"form": form, "broadcast": found}
    return render(request, "feeds/broadcasts/terms.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def broadcast_end(request: SignedIn, entry_id: int) -> HttpResponse:
    found = get_visible(Broadcast, request.user, pk=entry_id)
    if actions.let_expire(found, by=request.user):
        messages.success(request, _("It has expired. It can be read, and asks for nothing."))
    return redirect("feeds:broadcast-reach", found.entry_id)


@login_required
@require_POST
def broadcast_remind(request: SignedIn, entry_id: int) -> HttpResponse:
    found = get_visible(Broadcast, request.user, pk=entry_id)
    told = actions.remind_now(found, by=request.user)
    if told:
        said = ngettext("%(n)d person is reminded.", "%(n)d people are reminded.", told) % {"n": told}
    else:
        said = _("Everybody has acknowledged it.")
    messages.success(request, said)
    return redirect("feeds:broadcast-reach", found.entry_id)
