"""Beginning a campaign and changing it, judging, and saying who won."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ideas.home.views import layout_for
from ideas.models import Board, Campaign, Score
from intranet.accounts.forms import blame
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.audiences import Viewer, spaces_moderated

from . import actions, policies
from .forms import CampaignForm, ResultForm, ScoreForm


def kept_boards(person: Viewer) -> list[Board]:
    """Where this person may begin a campaign."""
    boards = Board.objects.visible_to(person).in_use().filter(space__in=spaces_moderated(person))
    return list(boards.select_related("space"))


@login_required
@require_http_methods(["GET", "POST"])
def new(request: SignedIn) -> HttpResponse:
    boards = kept_boards(request.user)
    if not boards:
        raise PermissionDenied(_("Campaigns are begun by who keeps a board."))
    begun = {"client_id": uuid.uuid4(), "board": request.GET.get("board", boards[0].pk)}
    form = CampaignForm(request.POST or None, boards=boards, writer=request.user, initial=begun)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            made = actions.begin_campaign(
                sent["board"],
                by=request.user,
                way=sent["way"],
                attachment_ids=sent["attachments"],
                client_id=sent["client_id"],
                **form.said(),
            )
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect(made)
    context = {"form": form, "layout": layout_for(request)}
    return render(request, "ideas/campaigns/edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedIn, campaign_id: int) -> HttpResponse:
    found = _find(request, campaign_id)
    require(policies.can_change(request.user, found))
    form = CampaignForm.of(found, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.said()
        said["opens_at"] = said["opens_at"] or found.opens_at
        try:
            actions.change_campaign(found, by=request.user, **said)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    context = {"form": form, "campaign": found, "layout": layout_for(request)}
    return render(request, "ideas/campaigns/edit.html", context, status=422 if form.is_bound else 200)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def judge(request: SignedIn, campaign_id: int) -> HttpResponse:
    """The ideas and one's own scores; nobody else's, before the deadline. One idea is sent at a time (``for``)."""
    found = _find(request, campaign_id)
    require(policies.can_judge(request.user, found))
    juror = policies.juror_of(request.user, found)
    criteria = list(found.criteria.all())
    scores = list(Score.objects.filter(juror=juror))
    rows: list[dict[str, Any]] = []
    refused = False
    contributions = found.contributions.filter(idea__state="published", idea__head=None).select_related(
        "idea__board__space", "idea__author", "campaign__board__space"
    )
    for one in contributions.order_by("pk"):
        one.campaign = found
        own = policies.is_own(request.user, one.idea)
        form = None if own else ScoreForm.of(one, criteria, scores)
        if request.method == "POST" and request.POST.get("for") == str(one.pk):
            form = ScoreForm.of(one, criteria, scores, request.POST)
            if form.is_valid():
                actions.score(one, by=request.user, points=form.points())
                messages.success(request, _("Scored. Until the deadline you may change it."))
                return redirect(f"{request.path}#idea-{one.idea_id}")
            require(policies.can_score(request.user, one))
            refused = True
        done = any(score.contribution_id == one.pk for score in scores)
        rows.append({"contribution": one, "idea": one.idea, "form": form, "own": own, "done": done})
    context = {
        "campaign": found,
        "rows": rows,
        "done": sum(row["done"] for row in rows),
        "to_do": sum(not row["own"] for row in rows),
        "layout": layout_for(request),
    }
    return render(request, "ideas/campaigns/judge.html", context, status=422 if refused else 200)


@login_required
@require_http_methods(["GET", "POST"])
def announce(request: SignedIn, campaign_id: int) -> HttpResponse:
    found = _find(request, campaign_id)
    require(policies.can_announce(request.user, found))
    form = ResultForm(request.POST or None, campaign=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.announce(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("The result is out. Everybody who took part is thanked."))
            return redirect(found)
    context = {"campaign": found, "form": form, "layout": layout_for(request)}
    return render(request, "ideas/campaigns/announce.html", context, status=422 if form.is_bound else 200)


def _find(request: SignedIn, campaign_id: int) -> Campaign:
    found = get_visible(Campaign.objects.with_board(), request.user, pk=campaign_id)
    return get_object_or_404(Campaign.objects.published().with_board(), pk=found.pk)
