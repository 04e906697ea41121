"""Looking after a wiki: what is due, what is wanted, broken, or stands alone; and what points at a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from intranet.content.kinds import cards
from intranet.core.http import get_visible, render_page
from intranet.core.pagination import keyset_page
from intranet.spaces.models import Space
from intranet.spaces.views import standing
from wiki import policies
from wiki.models import Page
from wiki.truth.reading import ownerless_in, stale_in

from .reading import backlinks_of, broken_in, orphans_in, wanted_in

MOST_SHOWN = 200


@require_safe
def links_of_space(request: HttpRequest, slug: str) -> HttpResponse:
    space = get_visible(Space, request.user, slug=slug)
    context = {
        "space": space,
        "tab": "wiki",
        "wanted": wanted_in(space, request.user),
        "broken": broken_in(space, request.user),
        "orphans": list(orphans_in(space, request.user)[:MOST_SHOWN]),
        "stale": list(stale_in(space, request.user)[:MOST_SHOWN]),
        "ownerless": list(ownerless_in(space, request.user)[:MOST_SHOWN]),
        "may_create": policies.can_create_in(request.user, space),
    }
    return render(request, "wiki/links/space.html", context | standing(request, space))


@require_safe
def backlinks(request: HttpRequest, page_id: int) -> HttpResponse:
    """Everything that points at a page."""
    page = get_visible(Page.objects.with_people(), request.user, pk=page_id)
    found = keyset_page(backlinks_of(page, request.user), cursor=request.GET.get("cursor"), size=20)
    context = {
        "page": page,
        "entries": cards(found.items, request.user),
        "next": found.next,
        "layout": "layouts/app.html" if request.user.is_authenticated else "layouts/street.html",
    }
    return render_page(request, "wiki/links/backlinks.html", context, part="wiki/links/_backlinks.html")
