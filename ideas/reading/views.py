"""An idea to read, and voting for it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from ideas.addresses import address_of, address_of_joined
from ideas.home.views import layout_for
from ideas.models import Idea
from ideas.tallies import tally_of
from intranet.content.gone import visible_or_gone
from intranet.conversation.votes import take_back_vote, vote_for
from intranet.core.guest_pages import kept_for_guests
from intranet.core.http import SignedIn, get_visible, render_page, wants_json, with_query
from intranet.core.pagination import keyset_page
from intranet.core.throttle import throttled

from . import page
from .voters import voters_of


@require_safe
def idea(request: HttpRequest, idea_id: int, slug: str) -> HttpResponse:
    """An idea. Its number finds it; under a title that it does not have any more it leads to the one it has."""
    found = page.find(request.user, idea_id)
    if found.head_id is not None and (head := Idea.objects.visible_to(request.user).filter(pk=found.head_id).first()):
        return redirect(address_of_joined(found, head, request.GET.get("comment", "")))
    if slug != found.slug:
        return _to_its_title(request, found)
    return kept_for_guests(render(request, "ideas/idea.html", page.context_of(request, found)))


@require_safe
def by_number(request: HttpRequest, idea_id: int) -> HttpResponse:
    return _to_its_title(request, visible_or_gone(Idea.objects, request.user, page.taken_away(), pk=idea_id))


def _to_its_title(request: HttpRequest, found: Idea) -> HttpResponse:
    return redirect(with_query(request, address_of(found)))


@require_safe
def state(request: HttpRequest, idea_id: int) -> HttpResponse:
    """What becomes of it, for a page that has heard that this has changed."""
    return render(request, "ideas/_state.html", page.state_of(request, page.find(request.user, idea_id)))


@login_required
@require_safe
def voters(request: SignedIn, idea_id: int) -> HttpResponse:
    """Who wants it, as far as this reader may know of them."""
    found = get_visible(Idea.objects.with_place(), request.user, pk=idea_id)
    people = voters_of(found, request.user).select_related("company", "department")
    shown = keyset_page(people, by=("name", "pk"), cursor=request.GET.get("cursor"), size=50)
    context = {"idea": found, "page": shown, "tally": tally_of(found), "layout": layout_for(request)}
    return render_page(request, "ideas/voters.html", context, part="ideas/_voters.html")


@login_required
@require_POST
@throttled("idea_vote", limit=120, per_seconds=60, methods=("POST",))
def vote(request: SignedIn, idea_id: int) -> HttpResponse:
    """Give one's voice, or take it back when ``on`` is empty; ``next`` is the page on which that was pressed."""
    found = get_visible(Idea.objects.with_place(), request.user, pk=idea_id)
    given = bool(request.POST.get("on", "1"))
    (vote_for if given else take_back_vote)(found, by=request.user)
    if wants_json(request):
        told = {"entry": found.pk, "votes": found.votes_count, "mine": given, "tally": tally_of(found)._asdict()}
        return JsonResponse(told)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    # Without a stroke it would be taken for the name of a page.
    return redirect(back if safe and "/" in back else found)
