"""The front page: how to reach the firm, where a house wants that; a way to the set-up for who comes first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from feeds import timeline
from forum.models import Desk
from intranet.accounts.models import User
from intranet.core.guest_pages import kept_for_guests
from intranet.core.http import render_page, wants_part
from intranet.core.models import FrontPage, SiteSettings
from intranet.core.navigation import is_outside
from intranet.core.street_head import Head
from intranet.spaces.models import Space
from wiki.docs.tree import trees

from . import comments
from .pieces import piece

MOST_PAGES = 8


def answer(request: HttpRequest) -> HttpResponse | None:
    site, viewer = SiteSettings.current(), request.user
    if is_outside(viewer):
        if site.front_page == FrontPage.CONTACTS:
            return contacts(request)
        return (
            None if viewer.is_authenticated or not _is_empty(site) else render(request, "flows/setting_up/empty.html")
        )
    if site.is_set_up or not getattr(viewer, "is_admin", False) or wants_part(request) or Space.objects.exists():
        return None
    return redirect("flows:setup")


def contacts(request: HttpRequest) -> HttpResponse:
    """How to reach us, when, what is written down, and what people say."""
    site, viewer = SiteSettings.current(), request.user
    place = comments.place()
    entries = timeline.space_entries(place, viewer) if place is not None else timeline.home_entries(viewer)
    context = {
        "feed": timeline.page_of(
            entries, viewer, cursor=request.GET.get("cursor"), streams=[], show_space=place is None
        ),
        "place": place,
        "hours": piece("office").says(hours) if (hours := piece("office").read()) else "",
        "pages": trees(viewer)[:MOST_PAGES] if "docs" not in site.shut_doors else [],
        "has_desk": "contact" not in site.shut_doors and Desk.objects.taking().exists(),
        "head": Head(site.name, "/", description=site.front_text),
    }
    page = render_page(request, "flows/setting_up/front.html", context, part="feeds/_page.html")
    return page if viewer.is_authenticated else kept_for_guests(page)


def _is_empty(site: SiteSettings) -> bool:
    """Whether nobody lives here: asked only while nobody has set anything."""
    return bool(site._state.adding) and not User.objects.filter(is_system=False).exists()
