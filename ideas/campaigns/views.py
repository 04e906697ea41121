"""Campaigns to look over, to read and to take part in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas.home.views import layout_for
from ideas.models import Campaign, Idea
from ideas.writing.forms import OPEN, PRIVATE, SEALED, IdeaForm
from intranet.accounts.forms import blame
from intranet.content.asked import ask
from intranet.content.gone import visible_or_gone
from intranet.core.decisions import no, require
from intranet.core.http import SignedIn, get_visible, render_page
from intranet.core.pagination import keyset_page
from intranet.core.throttle import throttled

from . import actions, policies
from .forms import EnterForm
from .keeping_views import kept_boards
from .kind import address_of
from .reading import campaigns_for, contributions_of, entered_by, jury_of, means_of, people_count, with_counts

SIZE = 12


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """Those that end last first, so that what runs stands on top."""
    page = keyset_page(
        campaigns_for(request.user), by=("-closes_at", "-pk"), cursor=request.GET.get("cursor"), size=SIZE
    )
    with_counts(page.items)
    context = {"page": page, "may_begin": bool(kept_boards(request.user)), "layout": layout_for(request)}
    return render_page(request, "ideas/campaigns/list.html", context, part="ideas/campaigns/_list.html")


@require_safe
def campaign(request: HttpRequest, campaign_id: int, slug: str) -> HttpResponse:
    found = _find(request, campaign_id)
    if slug != found.slug:
        return redirect(address_of(found))
    viewer = request.user
    with_counts([found])
    contributions = contributions_of(found, viewer)
    context: dict[str, Any] = {
        "campaign": found,
        "entry": found,
        "contributions": contributions,
        "winners": [one for one in contributions if one.is_winner],
        "people": people_count(found),
        "jury": jury_of(found) if found.by_jury else [],
        "criteria": list(found.criteria.all()) if found.by_jury else [],
        "may_enter": policies.can_enter(viewer, found),
        "may_judge": bool(policies.can_judge(viewer, found)),
        "may_keep": bool(policies.can_keep_campaign(viewer, found)),
        "may_change": bool(policies.can_change(viewer, found)),
        "may_announce": bool(policies.can_announce(viewer, found)),
        "is_inside": layout_for(request) == "layouts/app.html",
        "layout": layout_for(request),
    }
    means = means_of(found)
    for one in contributions:
        of_one = means.get(one.pk, {})
        one.means = [(criterion.name, of_one.get(criterion.pk)) for criterion in context["criteria"]]
        one.may_take_out = bool(found.is_open and policies.can_take_out(viewer, one))
    return render(request, "ideas/campaigns/campaign.html", context)


@require_safe
def by_number(request: HttpRequest, campaign_id: int) -> HttpResponse:
    return redirect(address_of(_find(request, campaign_id)))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@throttled("idea_new", limit=20, per_seconds=600, methods=("POST",))
def answer(request: SignedIn, campaign_id: int) -> HttpResponse:
    """Take part with a new idea, under one's name or without."""
    found = _find(request, campaign_id)
    require(policies.can_enter(request.user, found))
    form = IdeaForm(request.POST or None, boards=[found.board])
    form.fields["board"].required = False
    form.fields["manner"].choices = [one for one in form.fields["manner"].choices if one[0] != PRIVATE]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        sealed = (form.cleaned_data["manner"] or OPEN) == SEALED
        words = form.words() | {"client_id": form.cleaned_data["client_id"]}
        try:
            actions.answer_campaign(found, by=request.user, sealed=sealed, **words)
        except ValidationError as error:
            blame(form, error)
        else:
            said = _("It comes out within the hour, at a moment nobody chose.") if sealed else _("You take part.")
            messages.success(request, said)
            return redirect(found)
    context = {"campaign": found, "form": form, "layout": layout_for(request)}
    return render(request, "ideas/campaigns/answer.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def enter(request: SignedIn, idea_id: int) -> HttpResponse:
    """Have an idea that stands on the board take part."""
    idea = get_visible(Idea.objects.with_place(), request.user, pk=idea_id)
    campaigns = entered_by(request.user, idea)
    if not campaigns:
        require(no(_("There is no open campaign that you could have this idea take part in.")))
    form = EnterForm(request.POST or None, campaigns=campaigns)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["campaign"]
        try:
            actions.enter(idea, chosen, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("It takes part."))
            return redirect(chosen)
    context = {"entry": idea, "idea": idea, "form": form}
    title, status = _("Have it take part in a campaign"), 422 if form.is_bound else 200
    return ask(request, "ideas/campaigns/_enter.html", title, context, status=status)


@login_required
@require_POST
def take_out(request: SignedIn, campaign_id: int, contribution_id: int) -> HttpResponse:
    found = _find(request, campaign_id)
    contribution = get_object_or_404(found.contributions.select_related("idea", "campaign__board"), pk=contribution_id)
    actions.take_out(contribution, by=request.user)
    messages.success(request, _("It stays on the board and takes part no longer."))
    return redirect(found)


def _find(request: HttpRequest, campaign_id: int) -> Campaign:
    campaigns = Campaign.objects.with_board().prefetch_related("attachments")
    if request.method == "POST":
        return get_visible(campaigns, request.user, pk=campaign_id)
    return visible_or_gone(campaigns, request.user, _("This campaign has been taken away."), pk=campaign_id)
