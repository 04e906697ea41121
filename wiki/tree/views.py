"""Parts of a tree, all pages of a space as a list, and putting a page elsewhere."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, render_page, wants_part
from intranet.core.pagination import keyset_page
from intranet.spaces.models import Space
from wiki import actions, policies
from wiki.models import Page
from wiki.readers.effects import Effect, effect_of_moving

from . import destinations, finding, nodes, remembering, side
from .html import beginning_url, level_html, level_url, tree_html

BY_TITLE = ("folded_title", "pk")
SIZE = 60


@require_safe
def tree(request: HttpRequest, slug: str) -> HttpResponse:
    """For the tree of a page: what stands ``under`` a page, what a few letters ``find``, or all of it as it is open,
    with the page one is ``at``. To a plain visit, the wiki of the space."""
    space = get_visible(Space, request.user, slug=slug)
    if not wants_part(request):
        return redirect("wiki:of-space", slug=space.slug)
    return _part(request, space, level_url(space))


@require_safe
def tree_around(request: HttpRequest, page_id: int) -> HttpResponse:
    """The same for who may read a page of a space and not know of the space."""
    page = get_visible(Page.objects.with_people(), request.user, pk=page_id)
    if not wants_part(request):
        return redirect(page.get_absolute_url())
    assert page.space is not None
    return _part(request, page.space, reverse("wiki:tree-around", args=[page_id]))


def _part(request: HttpRequest, space: Space, url: str) -> HttpResponse:
    asked, viewer = request.GET, request.user
    if "find" in asked:
        found = finding.lines_for(space, viewer, asked["find"])
        return render(request, "wiki/_found.html", {"lines": found, "text": asked["find"].strip()})
    new_url = beginning_url(space) if viewer.is_authenticated and policies.can_create_in(viewer, space) else ""
    if "under" in asked:
        parent = _page(request, asked["under"], space)
        after = int(asked["after"]) if is_number(asked.get("after", "")) else 0
        level, more = nodes.children_of(space, viewer, parent, after=after)
        under = parent.pk if parent else None
        return HttpResponse(level_html(level, under=under, has_more=more, url=url, new_url=new_url))
    at = _page(request, asked.get("at", ""), space)
    whole = nodes.branches(space, viewer, opened=remembering.opened_in(request), at=at)
    return HttpResponse(tree_html(whole, url=url, at=at.pk if at else None, new_url=new_url))


@require_safe
def pages(request: HttpRequest, slug: str) -> HttpResponse:
    """Every page of a space that this reader may see, by title, or those whose title has the words of ``q``."""
    space = get_visible(Space, request.user, slug=slug)
    text = request.GET.get("q", "").strip()
    listing = finding.titled(Page.objects.visible_to(request.user).published().filter(space=space), text)
    page = keyset_page(listing, by=BY_TITLE, cursor=request.GET.get("cursor"), size=SIZE)
    context: dict[str, Any] = {
        "space": space,
        "lines": finding.with_places(page.items, request.user),
        "next": page.next,
        "q": text,
        "query": urlencode({"q": text}) if text else "",
        "layout": layout_of(request),
    }
    if not wants_part(request):
        context["side"] = side.side_for(request, space)
        context["may_create"] = policies.can_create_in(request.user, space)
    return render_page(request, "wiki/pages.html", context, part="wiki/_lines.html")


@login_required
@require_http_methods(["GET", "POST"])
def move(request: SignedIn, page_id: int) -> HttpResponse:
    """Put a page elsewhere: from the tree by hand, from its own page by looking for the place."""
    page = get_visible(Page.objects.with_people(), request.user, pk=page_id)
    require(policies.can_edit_page(request.user, page))
    if request.method == "POST":
        return _moved(request, page)
    return _move_page(request, page)


def _moved(request: SignedIn, page: Page) -> HttpResponse:
    # The Undo of a toast has what it sends in its address.
    asked = request.POST if "parent" in request.POST else request.GET
    was = destinations.place_of(page)
    try:
        space, parent, before = destinations.read(asked, page, request.user)
        effect = effect_of_moving(page, space, parent)
        if not effect.is_nothing and not asked.get("sure") and not wants_part(request):
            require(policies.can_move_page(request.user, page, space, parent))
            return _sure(request, page, (space, parent, before), effect)
        actions.move_page(page, by=request.user, parent=parent, before=before, space=space)
    except ValidationError as error:
        if wants_part(request):
            refused = {"portico:refused": {"text": " ".join(error.messages)}}
            return HttpResponse(status=422, headers={"HX-Trigger": json.dumps(refused)})
        return _move_page(request, page, error=error)
    said = _("“%(title)s” was moved.") % {"title": page.title}
    if not effect.is_nothing:
        changed = ngettext("%(n)s page has other readers now.", "%(n)s pages have other readers now.", effect.pages)
        said = f"{said} {changed % {'n': effect.pages}}"
    if not wants_part(request):
        messages.success(request, said)
        return redirect(page.get_absolute_url())
    undo = f"{reverse('wiki:move', args=[page.pk])}?{urlencode(was | {'sure': '1'})}"
    told = {"toast": {"text": said, "undo": {"url": undo}}}
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})


def _sure(request: SignedIn, page: Page, place: tuple[Space, Page | None, Page | None], effect: Effect) -> HttpResponse:
    """What it means for readers, before it is done."""
    space, parent, before = place
    sent = {"parent": parent.pk if parent else "", "before": before.pk if before else "", "space": space.slug}
    context = {"page": page, "to": parent, "space": space, "effect": effect, "sent": sent}
    return render(request, "wiki/rights/sure_move.html", context)


def _move_page(request: SignedIn, page: Page, *, error: ValidationError | None = None) -> HttpResponse:
    space = destinations.space_asked(request.GET, page, request.user)
    text = request.GET.get("q", "").strip()
    context = {
        "page": page,
        "error": " ".join(error.messages) if error else "",
        "target": space,
        "spaces": destinations.spaces_for(page, request.user),
        "q": text,
        "places": destinations.places_in(space, page, request.user, matching=text),
        "neighbours": destinations.neighbours_of(page, request.user),
        "layout": layout_of(request),
    }
    return render(request, "wiki/move.html", context, status=422 if error else 200)


def _page(request: HttpRequest, asked: str, space: Space) -> Page | None:
    return get_visible(Page, request.user, pk=int(asked), space=space) if is_number(asked) else None


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def layout_of(request: HttpRequest) -> str:
    return "layouts/app.html" if request.user.is_authenticated else "layouts/street.html"
