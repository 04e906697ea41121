"""The documentation: its door, and a page of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intranet.content.gone import visible_or_gone
from intranet.core.guest_pages import kept_for_guests
from intranet.core.http import with_query
from intranet.search import street
from intranet.spaces.audiences import PUBLIC, Viewer
from wiki.models import Page
from wiki.reading.page import known_to, readable
from wiki.statistics.counting import note_reading

from . import tree
from .head import head_of_home
from .outside import address_outside, is_read_here, pages_for
from .page import context_of
from .versions import Choice, for_versions

MOST_FOUND = 20
MOST_LISTED = 300
RECENT = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The trees of all that this reader finds here, or the pages that say some words."""
    viewer = request.user
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    choice = Choice(request.GET)
    context: dict[str, Any] = {"q": words, "head": head_of_home(is_indexed=not words and not choice), "choice": choice}
    if words:
        context["found"] = street.find(viewer, words, kind=Page._meta.label_lower, limit=MOST_FOUND)
    elif choice:
        context["pages"] = tree.listed(for_versions(pages_for(viewer), choice.wanted), most=MOST_LISTED)
    else:
        context["trees"] = tree.trees(viewer)
        written = tree.in_one_language(pages_for(viewer).exclude(body_text=""))
        context["recent"] = written.order_by("-active_at", "-pk")[:RECENT]
    return kept_for_guests(_asked_again(request, render(request, "wiki/docs/home.html", context)))


@require_safe
def page(request: HttpRequest, page_id: int, slug: str) -> HttpResponse:
    found = _find(request.user, page_id)
    if not is_read_here(request.user, found):
        return redirect(found)
    if slug != found.slug:
        return leads_to(request, found)
    note_reading(request, found)
    response = _asked_again(request, render(request, "wiki/docs/page.html", context_of(request, found)))
    return kept_for_guests(response, seen=partial(note_reading, page=found))


@require_safe
def by_number(request: HttpRequest, page_id: int) -> HttpResponse:
    found = _find(request.user, page_id)
    return leads_to(request, found) if is_read_here(request.user, found) else redirect(found)


def leads_to(request: HttpRequest, found: Page) -> HttpResponse:
    """To its one address here: for good where everybody reads it, for those who index it; others ask again."""
    address = with_query(request, address_outside(found))
    is_for_all = not request.user.is_authenticated or found.audience == PUBLIC
    response = redirect(address, permanent=is_for_all)
    if is_for_all:
        # It may be called that again one day; nobody should be sent away from it for ever.
        response["Cache-Control"] = "private, max-age=3600"
    return response


def _find(viewer: Viewer, page_id: int) -> Any:
    taken_away = _("This page has been taken away.")
    return known_to(viewer, page_id) or visible_or_gone(readable(viewer), viewer, taken_away, pk=page_id)


def _asked_again(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if not request.user.is_authenticated:
        # It may be public no longer a minute from now.
        patch_cache_control(response, private=True, no_cache=True)
    return response
