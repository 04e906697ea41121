"""Pages of events: the calendar, one event, writing one, and answering."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from feeds.models import Answer, Event
from feeds.views import entry_page
from intranet.accounts.forms import blame
from intranet.content.actions import EditConflict
from intranet.content.attachments import at_hand, describe_all
from intranet.content.forms import when_asked
from intranet.content.timing_views import held_back, put_off
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, render_page
from intranet.core.pagination import keyset_page
from intranet.core.throttle import throttled
from intranet.spaces.models import Space
from intranet.spaces.policies import can_read_inside
from intranet.spaces.views import standing

from . import actions, listing, policies, writing
from .forms import CancelForm, EventForm, EventOwnForm
from .own_part import own_part

PAGE = 30
MOST_NAMES = 500


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """What is on: a month to look over, and one list. Guests see what is public."""
    layout = "layouts/app.html" if request.user.is_authenticated else "layouts/street.html"
    context = _listed(request) | {"layout": layout, "new_url": _new_url(request.user)}
    return render_page(request, "feeds/events/calendar.html", context, part="feeds/events/_agenda.html")


def space_events(request: HttpRequest, space: Space) -> HttpResponse:
    """The events of a space."""
    context: dict[str, Any] = {"space": space, "tab": policies.PART} | standing(request, space)
    context |= _listed(request, space=space) | {"new_url": _new_url(request.user, space)}
    return render_page(request, "feeds/events/space.html", context, part="feeds/events/_agenda.html")


@require_GET
def space_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    space = get_visible(Space, request.user, slug=slug)
    require(can_read_inside(request.user, space))
    if policies.PART not in space.parts:
        raise Http404
    return space_events(request, space)


@require_GET
def event(request: HttpRequest, entry_id: int) -> HttpResponse:
    return entry_page(request, entry_id, Event)


@login_required
@require_http_methods(["GET", "POST"])
@throttled("event", limit=20, per_seconds=60)
def event_new(request: SignedIn) -> HttpResponse:
    space = None
    if slug := request.GET.get("space", ""):
        space = get_visible(Space, request.user, slug=slug)
    initial = {name: request.GET[name] for name in ("title", "body", "starts_on") if name in request.GET}
    form = EventForm(request.POST or None, writer=request.user, space=space, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            describe_all(form.cleaned_data["attachments"], request.POST, by=request.user)
            when = when_asked(request.POST, request.user)
            made = writing.publish(form, by=request.user, when=when)
        except ValidationError as error:
            blame(form, error)
        else:
            if when is not None and made.is_waiting:
                return put_off(request, when)
            if made.is_held:
                return held_back(request, made)
            messages.success(request, _("Event published"))
            return redirect(made.get_absolute_url())
    files = at_hand(request.POST.getlist("attachments"), by=request.user)
    context = {"form": form, "space": space, "files": json.dumps(files)}
    return render(request, "feeds/events/new.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def event_edit(request: SignedIn, entry_id: int) -> HttpResponse:
    """All of it for its author; for who organises it too, when and where and for how many."""
    found = get_visible(Event.objects.with_people(), request.user, pk=entry_id)
    require(policies.can_organise(request.user, found))
    form = _form_for(found, request)
    context: dict[str, Any] = {"form": form, "event": found}
    if request.method == "POST" and form.is_valid():
        words: dict[str, Any] = {}
        if isinstance(form, EventForm):
            words = {name: form.cleaned_data[name] for name in ("title", "body", "based_on", "organisers")}
        try:
            actions.edit_event(found, by=request.user, **words, **form.own())
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
    return render(request, "feeds/events/edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def event_cancel(request: SignedIn, entry_id: int) -> HttpResponse:
    """Ask why, and cancel; for one that is cancelled, let it take place."""
    found = get_visible(Event.objects.with_people(), request.user, pk=entry_id)
    require(policies.can_organise(request.user, found))
    form = CancelForm(request.POST or None)
    if request.method == "POST" and request.POST.get("reinstate"):
        if actions.reinstate_event(found, by=request.user):
            messages.success(request, _("The event takes place. Those who answered are told."))
        return redirect(found.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        if actions.cancel_event(found, by=request.user, why=form.cleaned_data["why"]):
            messages.success(request, _("The event is cancelled. Those who answered are told."))
        return redirect(found.get_absolute_url())
    return render(
        request, "feeds/events/cancel.html", {"event": found, "form": form}, status=422 if form.errors else 200
    )


@login_required
@require_http_methods(["GET", "POST"])
@throttled("answer", limit=60, per_seconds=60)
def event_answer(request: SignedIn, entry_id: int) -> HttpResponse:
    """Say yes, maybe or no. The card's buttons get their own part of it back."""
    found = get_visible(Event.objects.with_people(), request.user, pk=entry_id)
    if request.method == "GET":
        return _answer_page(request, found)
    try:
        answered = actions.answer_event(found, by=request.user, choice=request.POST.get("choice", ""))
    except ValidationError as error:
        return _answer_page(request, found, error=" ".join(error.messages), status=422)
    if request.htmx or request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(own_part(found, request.user))
    said = {
        Answer.Choice.GOING: _("You are coming."),
        Answer.Choice.MAYBE: _("You may be coming."),
        Answer.Choice.NO: _("You are not coming."),
        Answer.Choice.WAITING: _("It is full. You are on the waiting list."),
    }
    messages.success(request, said[Answer.Choice(answered)])
    return redirect(found.get_absolute_url())


@login_required
@require_GET
def event_people(request: SignedIn, entry_id: int) -> HttpResponse:
    """Who comes: those whom this reader may know of, and how many others. Who organises it sees all."""
    found = get_visible(Event.objects.with_people(), request.user, pk=entry_id)
    said = policies.answers_shown_to(request.user, found).select_related("person__company")
    groups = []
    counts = {"yes": found.going_count, "waiting": found.waiting_count, "maybe": found.maybe_count}
    for choice, label in (("yes", _("Going")), ("waiting", _("On the waiting list")), ("maybe", _("Maybe"))):
        people = [answer.person for answer in said.filter(choice=choice)[:MOST_NAMES]]
        groups.append({"label": label, "people": people, "more": max(counts[choice] - len(people), 0)})
    return render(request, "feeds/events/people.html", {"event": found, "groups": groups})


def _answer_page(request: SignedIn, event: Event, *, error: str = "", status: int = 200) -> HttpResponse:
    mine = Answer.objects.filter(event=event, person=request.user).values_list("choice", flat=True).first()
    context = {
        "event": event,
        "wanted": request.GET.get("choice", mine or ""),
        "said": error or policies.can_answer(request.user, event).refusal,
        "choices": _choices(event),
    }
    return render(request, "feeds/events/answer.html", context, status=status)


def _listed(request: HttpRequest, *, space: Space | None = None) -> dict[str, Any]:
    show = request.GET.get("show", "")
    if space is None and (slug := request.GET.get("space", "")):
        space = get_visible(Space, request.user, slug=slug)
    events = listing.events_for(request.user, space=space, mine=show == "mine")
    month = listing.month_of(events, listing.month_asked_for(request.GET.get("month", "")))
    if show == "past":
        page = keyset_page(listing.past(events), by=listing.LATEST_FIRST, cursor=request.GET.get("cursor"), size=PAGE)
    else:
        coming = listing.upcoming(events)
        page = keyset_page(coming, by=listing.SOONEST_FIRST, cursor=request.GET.get("cursor"), size=PAGE)
    listing.mark_answers(page.items, request.user)
    return {
        "page": page,
        "month": month,
        "show": show,
        "space": space,
        "tabs": _tabs(request, show),
        "query": f"show={show}" if show in ("mine", "past") else "",
    }


def _tabs(request: HttpRequest, show: str) -> list[dict[str, Any]]:
    tabs = [("", _("Upcoming")), ("mine", _("Mine")), ("past", _("Past"))]
    if not request.user.is_authenticated:
        del tabs[1]
    return [
        {"label": label, "url": f"{request.path}?show={key}" if key else request.path, "current": key == show}
        for key, label in tabs
    ]


def _new_url(viewer: Any, space: Space | None = None) -> str:
    """Where this viewer writes an event, if anywhere."""
    if not policies.places_for_events(viewer, only=space):
        return ""
    return reverse("feeds:event-new") + (f"?space={space.slug}" if space is not None else "")


def _form_for(event: Event, request: SignedIn) -> EventOwnForm:
    if event.author_id == request.user.pk:
        return EventForm(request.POST or None, writer=request.user, event=event)
    return EventOwnForm(request.POST or None, initial=EventOwnForm.said_by(event))


def _choices(event: Event) -> list[tuple[str, str]]:
    going = _("Join the waiting list") if event.is_full else _("Going")
    return [("yes", going), ("maybe", _("Maybe")), ("no", _("No"))]
