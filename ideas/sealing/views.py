"""Pages of who wrote a sealed idea, and of those who would know who did."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas.home.views import layout_for
from ideas.models import Idea, Unsealing
from ideas.writing.forms import IdeaForm
from intranet.accounts.forms import blame
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from . import actions, policies, proof, unsealing
from .forms import ReasonForm

MOST = 100


@login_required
@never_cache
@require_safe
def mine(request: SignedIn) -> HttpResponse:
    """What one wrote without a name, for oneself: asked of every seal, and kept nowhere."""
    found = proof.written_by(request.user)
    ideas = Idea.objects.filter(pk__in=found).exclude(state=Idea.State.DELETED).with_place().order_by("-pk")[:MOST]
    shown = [idea for idea in ideas if policies.can_change_sealed(request.user, idea)]
    return render(request, "ideas/sealing/mine.html", {"ideas": shown, "layout": layout_for(request)})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: SignedIn, idea_id: int) -> HttpResponse:
    idea = _own(request, idea_id)
    form = IdeaForm.of(idea, request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.words() | {"attachment_ids": None}
        try:
            actions.edit_sealed(idea, by=request.user, based_on=form.cleaned_data["based_on"], **words)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved. It is still nobody’s."))
            return redirect("ideas:sealed")
    context = {"form": form, "idea": idea, "layout": layout_for(request)}
    return render(request, "ideas/sealing/edit.html", context, status=422 if form.is_bound else 200)


@login_required
@never_cache
@require_POST
def withdraw(request: SignedIn, idea_id: int) -> HttpResponse:
    actions.withdraw_sealed(_own(request, idea_id), by=request.user)
    messages.success(request, _("It was taken away."))
    return redirect("ideas:sealed")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def unseal(request: SignedIn, idea_id: int) -> HttpResponse:
    """Ask who wrote it; decide about who asked; read the name where that was granted."""
    idea = _asked_about(request, idea_id)
    asked = list(Unsealing.objects.filter(idea=idea).select_related("asked_by", "decided_by"))
    waiting = next((one for one in asked if one.decided_at is None), None)
    if request.method == "POST" and waiting is not None:
        return redirect("ideas:unseal", idea.pk)
    form = ReasonForm(request.POST or None) if waiting is None else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            unsealing.ask_to_unseal(idea, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Asked. A second moderator or admin decides."))
            return redirect("ideas:unseal", idea.pk)
    for one in asked:
        one.may_read = bool(policies.can_read_name(request.user, one))
    context = {
        "idea": idea,
        "asked": [one for one in asked if one.decided_at is not None],
        "waiting": waiting,
        "may_decide": waiting is not None and policies.can_decide(request.user, waiting),
        "form": form,
        "layout": layout_for(request),
    }
    return render(
        request, "ideas/sealing/unseal.html", context, status=422 if form is not None and form.is_bound else 200
    )


@login_required
@never_cache
@require_POST
def decide(request: SignedIn, idea_id: int, unsealing_id: int) -> HttpResponse:
    idea = _asked_about(request, idea_id)
    asked = get_object_or_404(Unsealing.objects.select_related("idea"), pk=unsealing_id, idea=idea)
    grant = bool(request.POST.get("grant"))
    if unsealing.decide(asked, by=request.user, grant=grant):
        said = _("The seal is open. Its author is told.") if grant else _("The seal stays closed.")
        messages.success(request, said)
    return redirect("ideas:unseal", idea.pk)


@login_required
@never_cache
@require_POST
def name(request: SignedIn, idea_id: int, unsealing_id: int) -> HttpResponse:
    """Who wrote it. Each look is written down."""
    idea = _asked_about(request, idea_id)
    asked = get_object_or_404(Unsealing.objects.select_related("idea"), pk=unsealing_id, idea=idea)
    person = unsealing.read_name(asked, by=request.user)
    context = {"idea": idea, "person": person, "asked": asked, "layout": layout_for(request)}
    return render(request, "ideas/sealing/name.html", context)


def _own(request: SignedIn, idea_id: int) -> Idea:
    """Nobody else learns that there is such a page of it."""
    idea = get_object_or_404(Idea.objects.with_place(), pk=idea_id)
    if not policies.can_change_sealed(request.user, idea):
        raise Http404
    return idea


def _asked_about(request: SignedIn, idea_id: int) -> Idea:
    idea = get_visible(Idea.objects.with_place(), request.user, pk=idea_id)
    if policies.seal_of(idea) is None:
        raise Http404
    require(policies.can_ask_to_unseal(request.user, idea))
    return idea
