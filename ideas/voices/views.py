"""Who wants an idea, and giving a company's voice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas import actions, policies
from ideas.budget import budget_of, voted_live
from ideas.home.views import layout_for
from ideas.models import Idea
from ideas.tallies import joined, tally_of
from intranet.accounts.forms import blame
from intranet.accounts.models import User
from intranet.conversation.models import Vote
from intranet.core.decisions import YES, Decision, no, require
from intranet.core.http import SignedIn, get_visible

from .forms import CompanyVoteForm, companies_for
from .naming import MOST, may_name, voices_of


@login_required
@require_http_methods(["GET", "POST"])
def voices(request: SignedIn, idea_id: int) -> HttpResponse:
    """Whose voices it has, and for colleagues one more: that of a company."""
    idea = _idea(request, idea_id)
    allowed = policies.can_vote_for_a_company(request.user, idea) and _faces_one(request.user)
    if request.method == "POST":
        require(allowed)
    form = CompanyVoteForm(request.POST or None, person=request.user) if allowed else None
    if request.method == "POST" and form is not None and form.is_valid():
        said = form.cleaned_data
        try:
            is_new = actions.vote_for_company(
                idea,
                said["company"],
                by=request.user,
                source=said["source"],
                where=said["where"],
                private=said["is_private"],
            )
        except ValidationError as error:
            blame(form, error)
        else:
            said_to = _("%(company)s counts now.") if is_new else _("%(company)s has a voice here already.")
            messages.success(request, said_to % {"company": said["company"]})
            return redirect("ideas:voices", idea.pk)
    found = voices_of(idea, request.user)
    for one in found.companies:
        one.may_take_back = bool(policies.can_take_back_for_company(request.user, idea, one.vote))
    context = {"idea": idea, "tally": tally_of(idea), "voices": found, "form": form, "layout": layout_for(request)}
    return render(
        request, "ideas/voices/voices.html", context, status=422 if form is not None and form.is_bound else 200
    )


@login_required
@require_POST
def take_back(request: SignedIn, idea_id: int, vote_id: int) -> HttpResponse:
    idea = _idea(request, idea_id)
    group = joined([idea.pk])[idea.pk]
    vote = get_object_or_404(Vote.objects.exclude(on_behalf_of=None).filter(entry__in=group), pk=vote_id)
    company = vote.on_behalf_of
    if company is None or not may_name(request.user, vote):
        raise Http404
    if actions.take_back_company_vote(idea, company, by=request.user):
        messages.success(request, _("The voice of %(company)s was taken back.") % {"company": company})
    return redirect("ideas:voices", idea.pk)


def _faces_one(person: User) -> Decision:
    return YES if companies_for(person).exists() else no(_("Only who faces a company votes for it."))


def _idea(request: SignedIn, idea_id: int) -> Idea:
    return get_visible(Idea.objects.with_place(), request.user, pk=idea_id)


@login_required
@require_safe
def mine(request: SignedIn) -> HttpResponse:
    """Where one's votes are that are in use, board by board."""
    boards: dict[int, dict[str, Any]] = {}
    for idea in voted_live(request.user).visible_to(request.user).with_place().order_by("-pk")[:MOST]:
        one = boards.setdefault(idea.board_id, {"board": idea.board, "budget": None, "ideas": []})
        one["ideas"].append(idea)
    for one in boards.values():
        one["budget"] = budget_of(request.user, one["board"])
    ordered = sorted(boards.values(), key=lambda one: (one["board"].position, one["board"].name))
    return render(request, "ideas/voices/mine.html", {"boards": ordered, "layout": layout_for(request)})
