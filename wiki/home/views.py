"""The doors of the wiki: of all of it, and of one space."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from intranet.core.http import SignedIn, get_visible
from intranet.realtime import ledger
from intranet.spaces.audiences import spaces_joined
from intranet.spaces.models import Space
from intranet.spaces.policies import can_read_inside
from intranet.spaces.views import standing
from wiki import actions, policies
from wiki.exporting.policies import can_export
from wiki.importing.policies import can_import
from wiki.models import Page, Tree
from wiki.proposals.reading import waiting_for
from wiki.trash.listing import just_trashed
from wiki.tree import finding, side
from wiki.truth.reading import charge_of

from .lists import changed_lately, spaces_with_pages


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where there are pages for this reader, and what changed lately; or those whose titles have the words of ``q``."""
    viewer = request.user
    text = request.GET.get("q", "").strip()
    context: dict[str, Any] = {"q": text, "layout": _layout(request)}
    if text:
        found = finding.titled(Page.objects.visible_to(viewer).published(), text).order_by("folded_title", "pk")
        context["lines"] = finding.with_places(found[:50], viewer)
    else:
        shown = spaces_with_pages(viewer)
        joined = spaces_joined(viewer)
        context |= {
            "known_spaces": {one.space.pk for one in shown},
            "mine": [one for one in shown if one.space.pk in joined],
            "others": [one for one in shown if one.space.pk not in joined],
            "recent": changed_lately(viewer),
            "answers_for": charge_of(viewer),
            "proposals_waiting": waiting_for(viewer).count() if joined else 0,
        }
        if not shown and viewer.is_authenticated:
            mine = Space.objects.visible_to(viewer).filter(pk__in=joined)
            context["could_begin"] = [space for space in mine if policies.can_create_in(viewer, space)][:6]
    return render(request, "wiki/home.html", context)


@require_safe
def of_space(request: HttpRequest, slug: str) -> HttpResponse:
    return wiki_of_space(request, get_visible(Space.objects.select_related("pilot"), request.user, slug=slug))


def wiki_of_space(request: HttpRequest, space: Space) -> HttpResponse:
    """The page that the wiki of a space opens with, as its owners have chosen; else what there is, and what changed."""
    viewer = request.user
    tree = Tree.objects.select_related("start").filter(space=space).first()
    start = tree.start if tree is not None else None
    trashed = just_trashed(request)
    if start is not None and trashed is None and "overview" not in request.GET:
        seen = Page.objects.visible_to(viewer).published().filter(pk=start.pk, space=space).first()
        if seen is not None:
            return redirect(seen.get_absolute_url())
    head = ledger.heads([space.audience])[space.audience] if viewer.is_authenticated else 0
    beside = side.side_for(request, space, since=head)
    context: dict[str, Any] = {"space": space, "tab": "wiki", "trashed": trashed} | standing(request, space)
    context |= {
        "side": beside,
        "start_page": start,
        "recent": changed_lately(viewer, space),
        "may_create": beside.writes,
        "may_import": can_import(viewer, space),
        "may_export": can_export(viewer, space),
        "reads_inside": can_read_inside(viewer, space),
    }
    return render(request, "wiki/space.html", context)


@login_required
@require_POST
def start(request: SignedIn, slug: str) -> HttpResponse:
    """Choose the page that the wiki of a space opens with; none without a number."""
    space = get_visible(Space, request.user, slug=slug)
    asked = request.POST.get("page", "")
    page = get_visible(Page, request.user, pk=int(asked), space=space) if asked.isdigit() else None
    actions.set_start(space, by=request.user, page=page)
    if page is None:
        messages.success(request, _("The wiki opens with the list of its pages."))
        return redirect(f"{reverse('wiki:of-space', args=[space.slug])}?overview=1")
    messages.success(request, _("The wiki opens with this page."))
    return redirect(page.get_absolute_url())


def _layout(request: HttpRequest) -> str:
    return "layouts/app.html" if request.user.is_authenticated else "layouts/street.html"
