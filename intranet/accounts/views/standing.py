"""What admins decide about people: role, place, company, and the one switch that ends all access."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intranet.accounts import actions, policies
from intranet.accounts.forms import CloseForm, StandingForm, blame
from intranet.accounts.lifecycle_forms import ExtendForm
from intranet.accounts.models import ProfileField, User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.realtime.units import unit

from .leaving import leads_to_wizard


@require_http_methods(["GET", "POST"])
@login_required
def standing(request: SignedIn, handle: str) -> HttpResponse:
    person: User = get_visible(User.objects.with_byline(), request.user, handle=handle)
    require(policies.can_administer(request.user))
    form = StandingForm(request.POST or None, instance=person, own=ProfileField.objects.live().filter(managed=True))
    if request.method == "POST" and form.is_valid():
        try:
            _decide(person, form, request.user)
        except ValidationError as error:
            blame(form, error)
        except PermissionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(person)
    context = {
        "person": person,
        "form": form,
        "extend_form": ExtendForm(initial={"until": person.last_day}) if person.is_agency else None,
        "may_extend": policies.can_extend(request.user, person),
        "may_change": policies.can_change_standing(request.user, person),
        "may_close": policies.can_deactivate(request.user, person),
        "assignments": person.assignments.select_related("company").order_by("company__name"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/standing.html", context, status=status)


@require_POST
@login_required
def close(request: SignedIn, handle: str) -> HttpResponse:
    person: User = get_visible(User, request.user, handle=handle)
    form = CloseForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        actions.deactivate(person, by=request.user, reason=reason)
    except ValidationError as error:
        return leads_to_wizard(request, person, error)
    messages.success(request, _("The account of %(name)s is closed.") % {"name": person})
    return redirect("accounts:standing", person.handle)


@require_POST
@login_required
def reopen(request: SignedIn, handle: str) -> HttpResponse:
    person: User = get_visible(User, request.user, handle=handle)
    actions.reactivate(person, by=request.user)
    messages.success(request, _("The account of %(name)s is open again.") % {"name": person})
    return redirect("accounts:standing", person.handle)


def _decide(person: User, form: StandingForm, by: User) -> None:
    asked = form.cleaned_data
    with unit():
        if person.is_customer:
            actions.assign_to_company(person, asked["company"], by=by)
            return
        if person.is_agency:
            actions.change_place(person, by=by, job_title=asked["job_title"])
            return
        if asked["role"] != person.role:
            actions.change_role(person, asked["role"], by=by)
        actions.change_place(
            person,
            by=by,
            department=asked["department"],
            manager=asked["manager"],
            job_title=asked["job_title"],
            started_on=asked["started_on"],
        )
        actions.answer_fields(person, {field.name: asked[field.name] for field in form.own}, by=by)
