"""Events for calendars outside the house: one as a file, and a person's own under a secret address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from feeds.models import Answer, Event
from intranet.accounts.settings_pages import tabs_for
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import throttled

from . import actions, listing
from .actions.own_choices import choices_of, find_address
from .forms import AddressForm, ReminderForm
from .ics import CONTENT_TYPE, calendar_name, calendar_of

# What is over stays so long in a calendar elsewhere.
KEPT = timedelta(days=90)
MOST = 1000


@require_safe
def event_ics(request: HttpRequest, entry_id: int) -> HttpResponse:
    """One event, to put into any calendar."""
    found = get_visible(Event.objects.published(), request.user, pk=entry_id)
    response = HttpResponse(calendar_of([found]), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="event-{entry_id}.ics"'
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
@never_cache
def own_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """What its owner may read now. 404 for an address that was closed, and for who has left."""
    choices = find_address(secret)
    if choices is None:
        raise Http404
    person = choices.person
    found = listing.for_calendar(person, everything=choices.covers == choices.Covers.ALL)
    recent = list(found.filter(finishes__gt=now() - KEPT).order_by(*listing.SOONEST_FIRST)[:MOST])
    said = Answer.objects.filter(person=person, event__in=[event.pk for event in recent])
    answers = dict(said.values_list("event_id", "choice"))
    return HttpResponse(calendar_of(recent, name=calendar_name(), answers=answers), content_type=CONTENT_TYPE)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def settings_calendar(request: SignedIn) -> HttpResponse:
    """When to be reminded, and whether there is an address."""
    choices = choices_of(request.user)
    form = ReminderForm(request.POST or None, initial={"remind": choices.remind})
    if request.method == "POST" and form.is_valid():
        actions.choose_reminder(request.user, by=request.user, remind=form.cleaned_data["remind"])
        messages.success(request, _("Saved."))
        return redirect("feeds:settings-calendar")
    return _settings(request, form=form, status=422 if form.errors else 200)


@login_required
@never_cache
@require_POST
@throttled("calendar", limit=20, per_seconds=3600)
def change_address(request: SignedIn) -> HttpResponse:
    """Make an address, which closes the one before, or close it. The secret is in this one answer and nowhere else,
    so there is no redirect."""
    if request.POST.get("close"):
        if actions.close_address(request.user, by=request.user):
            messages.success(request, _("The address opens nothing any more."))
        return redirect("feeds:settings-calendar")
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _settings(request, address_form=form, status=422)
    secret = actions.make_address(request.user, by=request.user, covers=form.cleaned_data["covers"])
    return _settings(request, address=settings.SITE_URL + reverse("feeds:own-calendar", args=[secret]))


def _settings(request: SignedIn, *, status: int = 200, **more: Any) -> HttpResponse:
    choices = choices_of(request.user)
    address = more.get("address", "")
    context = {
        "form": ReminderForm(initial={"remind": choices.remind}),
        "address_form": AddressForm(initial={"covers": choices.covers}),
        "choices": choices,
        "webcal": address.replace("https://", "webcal://").replace("http://", "webcal://"),
        "settings_tabs": tabs_for("feeds:settings-calendar"),
    }
    return render(request, "feeds/events/settings.html", context | more, status=status)
