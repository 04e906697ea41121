"""Putting pages into the trash, and what can be done about those that are in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, render_page, wants_part
from intranet.core.pagination import keyset_page
from intranet.spaces.models import Space
from wiki import actions, policies
from wiki.models import Page
from wiki.tree import side

from . import listing


@login_required
@require_safe
def trash(request: SignedIn, slug: str) -> HttpResponse:
    """What was put into the trash of a space, the latest first."""
    space = get_visible(Space, request.user, slug=slug)
    require(policies.can_create_in(request.user, space))
    gone = listing.gone_from(space, request.user)
    page = keyset_page(gone, by=listing.NEWEST, cursor=request.GET.get("cursor"), size=40)
    context: dict[str, Any] = {
        "space": space,
        "lines": listing.lines_of(page.items, request.user),
        "next": page.next,
        "layout": "layouts/app.html",
    }
    if not wants_part(request):
        context["side"] = side.side_for(request, space)
    return render_page(request, "wiki/trash.html", context, part="wiki/_trash.html")


@login_required
@require_http_methods(["GET", "POST"])
def trash_page(request: SignedIn, page_id: int) -> HttpResponse:
    """Put a page into the trash, with all below it; asked first where nothing else has asked."""
    page = get_visible(Page.objects.with_people(), request.user, pk=page_id)
    require(policies.can_trash_page(request.user, page))
    below = Page.objects.under(page).published().count()
    if request.method == "GET":
        return render(request, "wiki/trash_page.html", {"page": page, "below": below})
    above = Page.objects.visible_to(request.user).published().filter(children=page).first()
    assert page.space is not None
    address = above.get_absolute_url() if above else reverse("wiki:of-space", args=[page.space.slug])
    actions.trash_page(page, by=request.user)
    return redirect(f"{address}?trashed={page.pk}")


@login_required
@require_POST
def restore(request: SignedIn, page_id: int) -> HttpResponse:
    """Have a page back, with what went along with it."""
    page = listing.gone_page(page_id, request.user)
    actions.restore_page(page, by=request.user)
    found = Page.objects.visible_to(request.user).filter(pk=page.pk).first()
    messages.success(request, _("The page is back."))
    assert page.space is not None
    return redirect(found.get_absolute_url() if found else reverse("wiki:of-space", args=[page.space.slug]))


@login_required
@require_POST
def erase(request: SignedIn, page_id: int) -> HttpResponse:
    """Delete a page for ever, with its history."""
    page = listing.gone_page(page_id, request.user)
    space = page.space
    actions.erase_page(page, by=request.user)
    messages.success(request, _("Deleted for ever."))
    return redirect("wiki:trash", slug=space.slug)
