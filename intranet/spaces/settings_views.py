"""The settings of a space beside its own: how it fills, what it greets with, when it ends."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from . import actions, policies
from .actions.rules import Filling, draft_rule, preview
from .models import MembershipRule, Pilot, Space
from .settings_forms import PilotAnswerForm, PilotForm, ProlongForm, RuleForm, WelcomeForm, steps_of
from .views import standing

# Of those who would come or go, so many are named.
NAMED = 30


@login_required
@require_http_methods(["GET", "POST"])
def filling(request: SignedIn, slug: str) -> HttpResponse:
    """The rule by which a space fills itself, with a look at who would be in before it is kept."""
    space = _managed(request, slug)
    allowed = policies.can_add_people(request.user, space)
    rule = MembershipRule.objects.filter(space=space).first()
    form = RuleForm.of(space, rule, request.POST or None)
    context: dict[str, Any] = {"rule": rule, "form": form, "allowed": allowed}
    if request.method == "POST":
        require(allowed)
        if request.POST.get("do") == "clear":
            actions.clear_rule(space, by=request.user)
            messages.success(request, _("The space no longer fills itself. Everybody in it stays."))
            return redirect("spaces:filling", slug=space.slug)
        if form.is_valid():
            try:
                if request.POST.get("do") == "preview":
                    context |= _looked_at(preview(draft_rule(space, **form.cleaned_data)))
                    return _page(request, space, "spaces/settings_filling.html", "filling", context)
                moved = actions.set_rule(space, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                _complain(form, error)
            else:
                messages.success(request, _("Saved. %(said)s") % {"said": moved_in_words(moved)})
                return redirect("spaces:filling", slug=space.slug)
    elif rule is not None:
        context["now_in"] = len(preview(rule).inside)
    return _page(request, space, "spaces/settings_filling.html", "filling", context, form)


@login_required
@require_http_methods(["GET", "POST"])
def welcome(request: SignedIn, slug: str) -> HttpResponse:
    space = _managed(request, slug)
    form = WelcomeForm(request.POST or None, initial={"welcome": space.welcome})
    steps = steps_of(space, request.POST or None)
    if request.method == "POST" and form.is_valid() and steps.is_valid():
        try:
            actions.set_welcome(space, by=request.user, text=form.cleaned_data["welcome"])
            ordered = sorted(steps.forms, key=lambda one: one.cleaned_data.get("ORDER") or 10_000)
            actions.set_checklist(space, by=request.user, steps=[one.step() for one in ordered])
        except ValidationError as error:
            _complain(form, error)
        else:
            messages.success(request, _("Saved. Whoever comes from now on is greeted with it."))
            return redirect("spaces:welcome", slug=space.slug)
    context = {"form": form, "steps": steps}
    return _page(request, space, "spaces/settings_welcome.html", "welcome", context, form)


@login_required
@require_http_methods(["GET", "POST"])
def pilot(request: SignedIn, slug: str) -> HttpResponse:
    """Start a pilot, change it, end it, prolong it, and say afterwards what becomes of it."""
    space = _managed(request, slug)
    found = Pilot.objects.filter(space=space).first()
    do = request.POST.get("do", "")
    form = PilotForm.of(found, request.POST if do == "start" else None)
    prolong = ProlongForm(request.POST if do == "prolong" else None)
    answer = PilotAnswerForm.of(found, request.POST if do == "answer" else None)
    context: dict[str, Any] = {"pilot": found, "form": form, "prolong": prolong, "answer": answer, "today": localdate()}
    asked: Form = {"prolong": prolong, "answer": answer}.get(do, form)
    if request.method == "POST" and (do in ("end", "keep", "archive") or asked.is_valid()):
        try:
            done = _tend(request, space, do, asked)
        except ValidationError as error:
            if do in ("start", "prolong", "answer"):
                _complain(asked, error)
            else:
                messages.error(request, " ".join(error.messages))
                return redirect("spaces:pilot", slug=space.slug)
        else:
            messages.success(request, done)
            return redirect("spaces:pilot", slug=space.slug)
    return _page(request, space, "spaces/settings_pilot.html", "pilot", context, asked)


@login_required
@require_GET
def pilot_report(request: SignedIn, slug: str) -> HttpResponse:
    """The closing report, for those who keep the space; it prints as it stands."""
    space = _managed(request, slug)
    found = Pilot.objects.filter(space=space).exclude(reported_at=None).select_related("answered_by").first()
    if found is None:
        messages.info(request, _("The report is made when the pilot ends."))
        return redirect("spaces:pilot", slug=space.slug)
    context = {"pilot": found, "report": found.report}
    context |= {f"report_{end}": parse_datetime(found.report.get(end) or "") for end in ("first", "last")}
    context["answered_within"] = answered_within(found.report.get("answered_after"))
    return _page(request, space, "spaces/pilot_report.html", "pilot", context)


def moved_in_words(moved: Filling) -> str:
    """Who belongs there by the rule, who came, who went: in numbers."""
    inside, came, went = len(moved.inside), len(moved.entering), len(moved.leaving)
    by_rule = ngettext("%(n)d person belongs here by the rule.", "%(n)d people belong here by the rule.", inside)
    entered = ngettext("%(n)d person came in.", "%(n)d people came in.", came)
    left = ngettext("%(n)d person left.", "%(n)d people left.", went)
    return " ".join([by_rule % {"n": inside}, entered % {"n": came}, left % {"n": went}])


def answered_within(hours: float | None) -> str:
    """How soon half of the answers came, in what one would say it in."""
    if hours is None:
        return ""
    if hours < 2:
        n = max(round(hours * 60), 1)
        said = ngettext(
            "Half of the answers came within %(n)d minute", "Half of the answers came within %(n)d minutes", n
        )
    elif hours < 48:
        n = round(hours)
        said = ngettext("Half of the answers came within %(n)d hour", "Half of the answers came within %(n)d hours", n)
    else:
        n = round(hours / 24)
        said = ngettext("Half of the answers came within %(n)d day", "Half of the answers came within %(n)d days", n)
    return said % {"n": n}


def _tend(request: SignedIn, space: Space, do: str, form: Form) -> str:
    by = request.user
    if do == "prolong":
        actions.prolong_pilot(space, by=by, **form.cleaned_data)
        return _("The pilot is prolonged.")
    if do == "answer":
        actions.answer_pilot(space, by=by, **form.cleaned_data)
        return _("Saved. It stands in the report.")
    if do == "end":
        actions.end_pilot(space, by=by, today=localdate())
        return _("The pilot has ended. The report is made.")
    if do in ("keep", "archive"):
        actions.decide_pilot(space, by=by, keep=do == "keep")
        return _("It is a space like any other now.") if do == "keep" else _("The space stays archived.")
    actions.start_pilot(space, by=by, **form.cleaned_data)
    return _("Saved. The owners are reminded a week before the last day.")


def _looked_at(found: Filling) -> dict[str, Any]:
    people = User.objects.filter(pk__in=[*found.entering, *found.leaving]).with_byline().order_by("folded_name", "pk")
    named = list(people[: 4 * NAMED])
    return {
        "looked_at": found,
        "entering": [person for person in named if person.pk in found.entering][:NAMED],
        "leaving": [person for person in named if person.pk in found.leaving][:NAMED],
    }


def _managed(request: SignedIn, slug: str) -> Space:
    space = get_visible(Space.objects.select_related("pilot", "department"), request.user, slug=slug)
    require(policies.can_manage(request.user, space))
    return space


def _complain(form: Form, error: ValidationError) -> None:
    """A refusal at its field, or above the form where it belongs to none."""
    by_field = getattr(error, "error_dict", {})
    if by_field and set(by_field) <= set(form.fields):
        for name, errors in by_field.items():
            form.add_error(name, errors)
    else:
        form.add_error(None, error.messages)


def _page(  # noqa: PLR0917 - a page: whose, of what, which, with what on it
    request: SignedIn, space: Space, template: str, name: str, context: dict[str, Any], form: Form | None = None
) -> HttpResponse:
    wrong = request.method == "POST" and form is not None and bool(form.is_bound)
    frame = {"space": space, "tab": "settings", "page_of_settings": name} | standing(request, space)
    return render(request, template, frame | context, status=422 if wrong else 200)
