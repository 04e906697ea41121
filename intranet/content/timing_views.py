"""What comes out later: the list of it, another time, now after all, or a draft again."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, wants_part
from intranet.core.zones import Change, clock_change

from . import actions, policies
from .asked import ask
from .forms import WhenForm
from .kinds import real, url_of
from .models import Entry, Timing
from .waiting import back_as_drafts, held_of, scheduled_by
from .when import When


@login_required
@require_safe
def scheduled(request: SignedIn) -> HttpResponse:
    """Everything of one's own that waits for its time, the next first."""
    context = {
        "waiting": scheduled_by(request.user),
        "returned": back_as_drafts(request.user),
        "held": held_of(request.user),
        "tab": "scheduled",
    }
    return render(request, "content/scheduled.html", context)


def _found(request: SignedIn, entry_id: int) -> Any:
    return real(get_visible(Entry.objects.with_people(), request.user, pk=entry_id))


@login_required
@require_http_methods(["GET", "POST"])
def change_time(request: SignedIn, entry_id: int) -> HttpResponse:
    """Choose (another) time for what is not out yet."""
    found = _found(request, entry_id)
    require(policies.can_time(request.user, found))
    timing = Timing.objects.filter(entry_id=found.entry_id).first()
    initial = {"when_day": timing.day, "when_clock": timing.clock} if timing is not None else {}
    form = WhenForm(request.POST or None, person=request.user, required=True, initial=initial)
    if form.is_bound and form.is_valid():
        when = form.cleaned_data["when"]
        try:
            actions.change_time(found, by=request.user, when=when)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, when_in_words(when))
            return redirect("content:scheduled")
    status = 422 if form.is_bound else 200
    context = {"entry": found, "form": form}
    return ask(request, "content/_time.html", _("When it comes out"), context, status=status)


@login_required
@require_POST
def publish_now(request: SignedIn, entry_id: int) -> HttpResponse:
    found = _found(request, entry_id)
    actions.publish_now(found, by=request.user)
    if found.is_held:
        messages.info(request, _("Somebody looks at it first. You are told when it is out."))
    else:
        messages.success(request, _("Published."))
    return redirect(url_of(found))


@login_required
@require_POST
def take_back(request: SignedIn, entry_id: int) -> HttpResponse:
    actions.take_back(_found(request, entry_id), by=request.user)
    messages.success(request, _("It is a draft again and waits for no time."))
    return redirect("content:scheduled")


def put_off(request: SignedIn, when: When) -> HttpResponse:
    """The answer to a composer whose entry waits now: nothing has come into any list."""
    if wants_part(request):
        toast = {"toast": {"text": when_in_words(when)}}
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(toast)})
    messages.success(request, when_in_words(when))
    return redirect("content:scheduled")


def held_back(request: SignedIn, entry: Entry) -> HttpResponse:
    """The answer to a composer whose entry somebody looks at first: it has come into no list."""
    said = _("Not out yet: somebody looks at it first. You find it under Scheduled until then.")
    if wants_part(request) or request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"toast": {"text": said}})})
    messages.info(request, said)
    return redirect(url_of(entry))


def when_in_words(when: When) -> str:
    """What is said when something has been scheduled; with a word about clocks that are changed in that hour."""
    said = _("Scheduled. You find it under Scheduled until then.")
    match clock_change(when.day, when.clock, when.zone):
        case Change.SKIPPED:
            return f"{said} {_('The clocks are put forward in that hour: it comes out right after.')}"
        case Change.TWICE:
            return f"{said} {_('That hour comes twice in that night: it comes out the first time.')}"
    return said
