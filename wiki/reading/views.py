"""A page to read, and its menu."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from intranet.core.http import get_visible, render_page, with_query
from intranet.spaces.audiences import PUBLIC
from wiki.docs.outside import goes_outside
from wiki.docs.views import leads_to
from wiki.menu import items_for
from wiki.models import Page
from wiki.statistics.counting import note_reading

from . import page as reading


@require_safe
def page(request: HttpRequest, page_id: int, slug: str) -> HttpResponse:
    """A page. Its number finds it; under a title that it does not have any more it leads to the one it has."""
    found = reading.find(request.user, page_id)
    if goes_outside(request.user, found):
        return leads_to(request, found)
    if slug != found.slug:
        return _to_its_title(request, found)
    note_reading(request, found)
    response = render(request, "wiki/page.html", reading.context_of(request, found))
    if not request.user.is_authenticated:
        # It may be public no longer a minute from now.
        patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
def by_number(request: HttpRequest, page_id: int) -> HttpResponse:
    found = get_visible(Page.objects.select_related("space"), request.user, pk=page_id)
    return leads_to(request, found) if goes_outside(request.user, found) else _to_its_title(request, found)


def _to_its_title(request: HttpRequest, found: Page) -> HttpResponse:
    """What everybody reads has moved for good, for those who index it; others ask again next time."""
    address = with_query(request, reverse("wiki:page", args=[found.pk, found.slug]))
    is_for_all = not request.user.is_authenticated or found.audience == PUBLIC
    response = redirect(address, permanent=is_for_all)
    if is_for_all:
        # It may be called that again one day; nobody should be sent away from it for ever.
        response["Cache-Control"] = "max-age=86400"
    return response


@require_safe
def menu(request: HttpRequest, page_id: int) -> HttpResponse:
    """What this reader may do with it: what every entry has, and what the wiki adds."""
    found = get_visible(Page.objects.with_people(), request.user, pk=page_id)
    context = {"entry": found, "items": items_for(request, found)}
    return render_page(request, "content/menu.html", context, part="content/_menu.html")
