"""Seeing an idea through: whose it is, by when, its checklist; and one's own list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas.models import Idea, Step
from intranet.content.asked import ask, back
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from . import actions, policies
from .forms import OwnerForm, ScoreForm, StepForm
from .lists import SHOWS, owned_by


@login_required
@require_safe
def mine(request: SignedIn) -> HttpResponse:
    """The ideas this person sees through."""
    if not request.user.is_staff_member:
        raise PermissionDenied(_("This is for the staff."))
    show = request.GET.get("show", "")
    show = show if show in SHOWS else "open"
    found = list(owned_by(request.user, show)[:200])
    context = {"ideas": found, "show": show, "today": localdate()}
    return render(request, "ideas/doing/mine.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def owner(request: SignedIn, idea_id: int) -> HttpResponse:
    """Say whose it is and by when; with one press oneself ("me") or nobody ("nobody")."""
    idea = _idea(request, idea_id)
    pressed = request.POST.get("who", "")
    if pressed in ("me", "nobody"):
        actions.set_owner(idea, by=request.user, to=request.user if pressed == "me" else None)
        return redirect(back(request, idea.get_absolute_url()))
    require(policies.can_set_owner(request.user, idea))
    takes_a_day = bool(policies.can_set_due(request.user, idea))
    form = OwnerForm(request.POST or None, idea=idea, writer=request.user, takes_a_day=takes_a_day)
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            with transaction.atomic():
                # The day first: whoever hands an idea of their own over does not keep it any more.
                if takes_a_day:
                    actions.set_due(idea, by=request.user, on=sent["due_on"])
                actions.set_owner(idea, by=request.user, to=sent["to"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved"))
            return redirect(idea)
    context = {"entry": idea, "idea": idea, "form": form}
    status = 422 if form.is_bound else 200
    return ask(request, "ideas/doing/_owner.html", _("Who sees it through"), context, status=status)


@login_required
@require_POST
def add_step(request: SignedIn, idea_id: int) -> HttpResponse:
    idea = _idea(request, idea_id)
    form = StepForm(request.POST)
    try:
        actions.add_step(idea, by=request.user, text=request.POST.get("text", ""))
    except ValidationError as error:
        form.is_valid()
        form.add_error(None if form.errors else "text", error.messages[0])
        context: dict[str, Any] = {"entry": idea, "idea": idea, "form": form}
        return ask(request, "ideas/doing/_step.html", _("Add a step"), context, status=422)
    return _to_steps(idea)


@login_required
@require_http_methods(["GET", "POST"])
def step(request: SignedIn, step_id: int) -> HttpResponse:
    """One step: ticked, moved or deleted by its buttons; its words by a form."""
    found = get_object_or_404(Step.objects.select_related("idea__status", "idea__board__space"), pk=step_id)
    found.idea = _idea(request, found.idea_id)
    match request.POST.get("what", ""):
        case "done" | "undone" as what:
            actions.tick_step(found, by=request.user, done=what == "done")
            return _to_steps(found.idea)
        case "up" | "down" as what:
            actions.move_step(found, by=request.user, up=what == "up")
            return _to_steps(found.idea)
        case "delete":
            actions.delete_step(found, by=request.user)
            return _to_steps(found.idea)
    require(policies.can_change_steps(request.user, found.idea))
    form = StepForm(request.POST or None, initial={"text": found.text})
    if form.is_bound and form.is_valid():
        actions.change_step(found, by=request.user, text=form.cleaned_data["text"])
        return _to_steps(found.idea)
    context = {"entry": found.idea, "idea": found.idea, "step": found, "form": form}
    return ask(request, "ideas/doing/_step.html", _("Change this step"), context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def score(request: SignedIn, idea_id: int) -> HttpResponse:
    """What it is worth, and what it costs."""
    idea = _idea(request, idea_id)
    require(policies.can_score(request.user, idea))
    form = ScoreForm(request.POST or None, idea=idea)
    if form.is_bound and form.is_valid():
        actions.score(idea, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved"))
        return redirect(back(request, idea.get_absolute_url()))
    context = {"entry": idea, "idea": idea, "form": form}
    status = 422 if form.is_bound else 200
    return ask(request, "ideas/doing/_score.html", _("Impact and effort"), context, status=status)


def _idea(request: SignedIn, idea_id: int) -> Idea:
    """What this person reads; whoever does not see what is done for it does not learn more than that."""
    found = get_visible(Idea.objects.with_place(), request.user, pk=idea_id)
    require(policies.can_see_work(request.user, found))
    return found


def _to_steps(idea: Idea) -> HttpResponse:
    return redirect(f"{idea.get_absolute_url()}#steps")
