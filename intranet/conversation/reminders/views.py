"""The question when to be reminded, and the list of what is to come."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.content.asked import ask, back
from intranet.content.kinds import real
from intranet.content.models import Entry
from intranet.conversation.models import Reminder
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, render_page, wants_part
from intranet.core.pagination import keyset_page
from intranet.core.throttle import throttled
from intranet.core.zones import instant_to_wall

from . import actions, policies, reading
from .forms import ReminderForm
from .times import offered

PAGE = 50
_PART = "conversation/reminders/_form.html"


@login_required
@require_safe
def reminders(request: SignedIn) -> HttpResponse:
    """What one wants to be reminded of, the next first; and what one was reminded of lately."""
    mine = reading.to_come_of(request.user)
    page = keyset_page(mine, by=reading.NEXT_FIRST, cursor=request.GET.get("cursor"), size=PAGE)
    told = [] if request.GET.get("cursor") else reading.told_to(request.user)[: reading.MOST_TOLD]
    context = {
        "reminders": reading.whole(page.items, request.user),
        "told": reading.whole(told, request.user),
        "next": page.next,
        "tab": "reminders",
    }
    return render_page(request, "conversation/reminders.html", context, part="conversation/reminders/_rows.html")


@login_required
@require_http_methods(["GET", "POST"])
@throttled("remind", limit=60, per_seconds=60, methods=("POST",))
def remind(request: SignedIn, entry_id: int) -> HttpResponse:
    """Be reminded of an entry: ``for`` names a ready time, or ``when_day`` and ``when_clock`` say it; ``note``."""
    entry = real(get_visible(Entry.objects.with_people(), request.user, pk=entry_id))
    require(policies.can_remind(request.user, entry))
    known = reading.to_come_about(entry, request.user)
    form = _form(request, known, about=True)
    context = {"entry": entry, "reminder": known, "back": entry.get_absolute_url()}
    if (moment := _moment(form)) is not None:
        note = form.cleaned_data["note"]
        try:
            reminder = actions.remind(by=request.user, note=note, due_at=moment, entry=entry)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _done(request, reminder, entry.get_absolute_url())
    return _asked(request, form, context)


@login_required
@require_http_methods(["GET", "POST"])
@throttled("remind", limit=60, per_seconds=60, methods=("POST",))
def new(request: SignedIn) -> HttpResponse:
    """Be reminded of one's own words."""
    require(policies.can_remind(request.user))
    form = _form(request, None, about=False)
    if (moment := _moment(form)) is not None:
        try:
            reminder = actions.remind(by=request.user, note=form.cleaned_data["note"], due_at=moment)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _done(request, reminder, reverse("conversation:reminders"))
    return _asked(request, form, {"back": reverse("conversation:reminders")})


@login_required
@require_http_methods(["GET", "POST"])
@throttled("remind", limit=60, per_seconds=60, methods=("POST",))
def change(request: SignedIn, reminder_id: int) -> HttpResponse:
    """Another time, another note; also for one that has been told."""
    reminder = get_object_or_404(Reminder, person=request.user, pk=reminder_id)
    form = _form(request, reminder, about=reminder.entry_id is not None, keeps=not reminder.is_told)
    if form.is_bound and form.is_valid():
        wanted = {"due_at": form.cleaned_data["due_at"], "note": form.cleaned_data["note"]}
        try:
            reminder = actions.change_reminder(reminder, by=request.user, **wanted)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, in_words(reminder))
            return redirect("conversation:reminders")
    return _asked(request, form, {"reminder": reminder, "back": reverse("conversation:reminders")})


@login_required
@require_POST
def delete(request: SignedIn, reminder_id: int) -> HttpResponse:
    reminder = get_object_or_404(Reminder, person=request.user, pk=reminder_id)
    actions.forget_reminder(reminder, by=request.user)
    said = _("The reminder is deleted.")
    if wants_part(request):
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"closes": True, "toast": {"text": said}})})
    messages.success(request, said)
    return redirect(back(request, reverse("conversation:reminders")))


def in_words(reminder: Reminder) -> str:
    """What is said when a reminder has been set; on the reader's clock."""
    return _("You will be reminded on %(when)s.") % {"when": date_format(localtime(reminder.due_at), "j F, H:i")}


def _form(request: SignedIn, known: Reminder | None, *, about: bool, keeps: bool = False) -> ReminderForm:
    initial: dict[str, Any] = {}
    if known is not None:
        initial["note"] = known.note
        if not known.is_told:
            wall = instant_to_wall(known.due_at, request.user.time_zone)
            initial |= {"when_day": wall.date(), "when_clock": wall.time()}
    return ReminderForm(request.POST or None, person=request.user, about=about, keeps=keeps, initial=initial)


def _moment(form: ReminderForm) -> Any:
    return form.cleaned_data["due_at"] if form.is_bound and form.is_valid() else None


def _asked(request: SignedIn, form: ReminderForm, context: dict[str, Any]) -> HttpResponse:
    whole = context | {"form": form, "times": offered(request.user.time_zone)}
    return ask(request, _PART, _("Remind me"), whole, status=422 if form.is_bound else 200)


def _done(request: SignedIn, reminder: Reminder, target: str) -> HttpResponse:
    if wants_part(request):
        told = {"closes": True, "toast": {"text": in_words(reminder)}}
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})
    messages.success(request, in_words(reminder))
    return redirect(target)
