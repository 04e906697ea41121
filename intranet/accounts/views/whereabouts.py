"""Saying how one is for a while, and hearing it of many people at once."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intranet.accounts import actions, profiles
from intranet.accounts.audience_source import audiences_of
from intranet.accounts.forms import blame
from intranet.accounts.models import Absence, Status, User
from intranet.accounts.profile_forms import AbsenceForm, StatusForm, end_of
from intranet.accounts.settings_pages import tabs_for
from intranet.accounts.whereabouts import Whereabouts, warning_about, whereabouts_of
from intranet.core.errors import problem
from intranet.core.http import SignedIn, number_in
from intranet.core.throttle import throttled
from intranet.realtime.units import unit

MOST_ASKED = 200
SHOWN = (profiles.STATUS, profiles.ABSENCE)
# One press: name, emoji, words, how long.
PRESETS = (
    ("meeting", "🗓️", gettext_lazy("In a meeting"), "60"),
    ("focus", "🎯", gettext_lazy("Concentrating"), "60"),
    ("lunch", "🍝", gettext_lazy("At lunch"), "60"),
    ("home", "🏠", gettext_lazy("Working from home"), "today"),
    ("travel", "🚆", gettext_lazy("Travelling"), "today"),
    ("ill", "🤒", gettext_lazy("Ill"), "today"),
)


@require_http_methods(["GET", "POST"])
@login_required
@throttled("status", limit=60, per_seconds=600)
def status(request: SignedIn) -> HttpResponse:
    """The status: one press for the usual ones, or an emoji and some words; and being out of office."""
    person = request.user
    form = StatusForm(request.POST or None)
    if request.method == "POST":
        if "clear" in request.POST:
            actions.clear_status(person, by=person)
            messages.success(request, _("Status cleared."))
            return redirect("accounts:settings_status")
        if preset := next((one for one in PRESETS if one[0] == request.POST.get("preset")), None):
            _name, emoji, words, lasts = preset
            actions.set_status(person, by=person, emoji=emoji, text=str(words), until=end_of(lasts, person))
            messages.success(request, _("Status set."))
            return redirect("accounts:settings_status")
        if _did(form, lambda asked: _set(person, form)):
            messages.success(request, _("Status set."))
            return redirect("accounts:settings_status")
    return _page(request, form, None)


@require_POST
@login_required
@throttled("status", limit=60, per_seconds=600)
def absence(request: SignedIn) -> HttpResponse:
    person = request.user
    if "end" in request.POST:
        actions.end_absence(person, by=person)
        messages.success(request, _("You are back."))
        return redirect("accounts:settings_status")
    form = AbsenceForm(request.POST, person=person)
    announced: list[Absence] = []
    if _did(form, lambda asked: announced.append(actions.announce_absence(person, by=person, **asked))):
        messages.success(request, _("Out of office saved."))
        if warning := warning_about(announced[0]):
            messages.warning(request, warning)
        return redirect("accounts:settings_status")
    return _page(request, None, form)


@require_POST
@login_required
def shown(request: SignedIn) -> HttpResponse:
    """Who sees the status, and the absence."""
    try:
        with unit():
            for field in SHOWN:
                if chosen := request.POST.get(f"shown_{field.name}"):
                    actions.change_field_audience(request.user, field.name, chosen, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Saved."))
    return redirect("accounts:settings_status")


@require_GET
@throttled("whereabouts", limit=240, per_seconds=60, methods=("GET",))
def whereabouts(request: SignedIn) -> JsonResponse:
    """Of the people on a page, who says something: asked once by the browser, since the cards are everybody's."""
    viewer = request.user
    if not viewer.is_authenticated:
        return problem(401, _("Sign in first."))
    asked = request.GET.get("ids", "")[: MOST_ASKED * 12].split(",")[:MOST_ASKED]
    ids = {pk for pk in map(number_in, asked) if pk is not None}
    found = whereabouts_of(ids, viewer, audiences_of(viewer))
    return JsonResponse({"items": {str(pk): as_item(one) for pk, one in found.items()}})


def as_item(one: Whereabouts) -> dict[str, Any]:
    return {
        "emoji": one.emoji,
        "text": one.text,
        "until": one.until.isoformat() if one.until else None,
        "away": one.away.line if one.away else "",
        "away_short": one.away.until if one.away else "",
    }


def _control(person: User, field: profiles.Shown, choices: list[tuple[str, Any]]) -> dict[str, Any]:
    chosen = profiles.audience_of(person, field)
    return {"name": f"shown_{field.name}", "choices": [(value, label, value == chosen) for value, label in choices]}


def _did(form: Any, do: Callable[[dict[str, Any]], Any]) -> bool:
    if not form.is_valid():
        return False
    try:
        do(form.cleaned_data)
    except ValidationError as error:
        blame(form, error)
        return False
    return True


def _set(person: User, form: StatusForm) -> Status:
    asked = form.cleaned_data
    return actions.set_status(person, by=person, emoji=asked["emoji"], text=asked["text"], until=form.ends(person))


def _page(request: SignedIn, status_form: StatusForm | None, absence_form: AbsenceForm | None) -> HttpResponse:
    person = request.user
    current = Status.objects.filter(person=person).first()
    leave = Absence.objects.filter(person=person, ends_at__gt=now()).select_related("stand_in").first()
    today = now().astimezone(zoneinfo.ZoneInfo(person.time_zone)).date()
    began: dict[str, Any] = {"first_day": today}
    if leave is not None:
        began = {name: getattr(leave, name) for name in ("first_day", "last_day", "message")}
        began["stand_in"] = leave.stand_in.handle if leave.stand_in else ""
    choices = profiles.choices_for(person)
    forms = [status_form or StatusForm(), absence_form or AbsenceForm(initial=began, person=person)]
    context = {
        "form": forms[0],
        "absence_form": forms[1],
        "current": current if current is not None and current.holds else None,
        "leave": leave,
        "warning": warning_about(leave) if leave is not None else "",
        "presets": PRESETS,
        "shown": [(field.label, _control(person, field, choices)) for field in SHOWN],
        "settings_tabs": tabs_for("accounts:settings_status"),
    }
    refused = any(form.is_bound and form.errors for form in forms)
    return render(request, "accounts/settings_status.html", context, status=422 if refused else 200)
