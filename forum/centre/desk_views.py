"""How a team answers customers, and who of it is on duty when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum.actions.centre_desks import add_duty, keep_desk, remove_duty
from forum.models import Desk, Duty
from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.audiences import spaces_kept
from intranet.spaces.models import Space

from . import policies
from .duty import on_duty
from .forms import DeskForm, DutyForm, weekday_name
from .mail.addresses import of_desk


@login_required
@require_safe
def desks(request: SignedIn) -> HttpResponse:
    """The teams that answer customers, and those that could, of the spaces this person keeps."""
    require(policies.can_open_desks(request.user))
    kept = Space.objects.visible_to(request.user).current().exclude(visibility=Space.Visibility.COMMUNITY)
    if not request.user.is_admin:
        kept = kept.filter(pk__in=spaces_kept(request.user))
    found = list(Desk.objects.filter(team__in=kept).select_related("team"))
    others = kept.filter(desk=None)[:100]
    context = {"desks": [(desk, of_desk(desk), on_duty(desk.team)) for desk in found], "others": others}
    return render(request, "forum/centre/desks.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: SignedIn, slug: str) -> HttpResponse:
    team = _team(request, slug)
    known = Desk.objects.filter(team=team).first()
    form = DeskForm(request.POST or None, instance=known or Desk(team=team, name=team.name))
    if request.method == "POST" and form.is_valid():
        try:
            keep_desk(team, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.message_dict if hasattr(error, "error_dict") else error)
        else:
            messages.success(request, _("Saved."))
            return redirect("forum:desk", team.slug)
    return _page(request, team, form=form)


@login_required
@require_POST
def put_on_duty(request: SignedIn, slug: str) -> HttpResponse:
    team = _team(request, slug)
    form = DutyForm(request.POST, people=_people_of(team))
    if form.is_valid():
        try:
            add_duty(team, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("forum:desk", team.slug)
    return _page(request, team, duty_form=form)


@login_required
@require_POST
def take_off_duty(request: SignedIn, slug: str, duty_id: int) -> HttpResponse:
    team = _team(request, slug)
    duty = Duty.objects.filter(pk=duty_id, team=team).first()
    if duty is not None:
        remove_duty(duty, by=request.user)
    return redirect("forum:desk", team.slug)


def _team(request: SignedIn, slug: str) -> Space:
    team = get_visible(Space, request.user, slug=slug)
    require(policies.can_open_desk(request.user, team))
    return team


def _people_of(team: Space) -> Any:
    return User.objects.active().staff().filter(memberships__space=team).order_by("name", "pk")


def _page(
    request: SignedIn, team: Space, *, form: DeskForm | None = None, duty_form: DutyForm | None = None
) -> HttpResponse:
    known = Desk.objects.filter(team=team).first()
    duties = Duty.objects.filter(team=team).select_related("person")
    context = {
        "team": team,
        "desk": known,
        "address": of_desk(known) if known is not None else "",
        "form": form or DeskForm(instance=known or Desk(team=team, name=team.name)),
        "duty_form": duty_form or DutyForm(people=_people_of(team)),
        "duties": [(duty, weekday_name(duty)) for duty in duties],
        "here": on_duty(team),
    }
    is_wrong = (form is not None and form.is_bound) or duty_form is not None
    return render(request, "forum/centre/desk.html", context, status=422 if is_wrong else 200)
