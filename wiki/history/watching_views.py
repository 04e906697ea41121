"""What changed lately, and what of it one wants to hear."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST, require_safe

from intranet.core.http import SignedIn, get_visible, render_page
from intranet.spaces.models import Space
from wiki import actions, policies
from wiki.models import Watching

from .recent import recent_changes
from .views import page_for
from .watching import is_watching_space, watched_by

MOST_WATCHED = 500
_SAID = {
    "page": gettext_lazy("You hear of changes to this page."),
    "tree": gettext_lazy("You hear of changes to this page and to all below it."),
    "not": gettext_lazy("You hear of changes to this page no longer."),
}


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """In all wikis this reader reads; or of the pages they watch."""
    of = "watched" if request.GET.get("of") == "watched" and request.user.is_authenticated else ""
    found = recent_changes(request.user, only_watched=bool(of), cursor=request.GET.get("cursor"))
    tabs = [
        {"label": _("Everything"), "url": reverse("wiki:changes"), "current": not of},
        {"label": _("Pages I watch"), "url": reverse("wiki:changes") + "?of=watched", "current": bool(of)},
    ]
    context = {"recent": found, "next": found.next, "tabs": tabs if request.user.is_authenticated else []}
    context |= {"query": "of=watched" if of else "", "layout": _layout(request)}
    return render_page(request, "wiki/history/changes.html", context, part="wiki/history/_changes.html")


@require_safe
def changes_in(request: HttpRequest, slug: str) -> HttpResponse:
    space = get_visible(Space, request.user, slug=slug)
    found = recent_changes(request.user, space=space, cursor=request.GET.get("cursor"))
    context = {
        "space": space,
        "recent": found,
        "next": found.next,
        "may_watch": bool(policies.can_watch_wiki(request.user, space)),
        "is_watching": is_watching_space(request.user, space),
        "layout": _layout(request),
    }
    return render_page(request, "wiki/history/changes.html", context, part="wiki/history/_changes.html")


@login_required
@require_POST
def watch(request: SignedIn, page_id: int) -> HttpResponse:
    """``way``: "page", "tree" or "not"."""
    page = page_for(request, page_id)
    way = request.POST.get("way", "")
    if way not in Watching.Way.values:
        raise BadRequest
    actions.watch_page(page, by=request.user, way=way)
    messages.success(request, _SAID[way])
    return redirect("wiki:watched") if request.POST.get("next") == "watched" else redirect(page)


@login_required
@require_POST
def watch_space(request: SignedIn, slug: str) -> HttpResponse:
    """``watching``: empty to stop."""
    space = get_visible(Space, request.user, slug=slug)
    watching = bool(request.POST.get("watching"))
    actions.watch_space(space, by=request.user, watching=watching)
    said = _("You hear of changes to all pages here.") if watching else _("You hear of changes here no longer.")
    messages.success(request, said)
    if request.POST.get("next") == "watched":
        return redirect("wiki:watched")
    return redirect("wiki:changes-in", space.slug)


@login_required
@require_GET
def watched(request: SignedIn) -> HttpResponse:
    """What one watches, of what one may read."""
    mine = watched_by(request.user)
    of_pages = mine.filter(page__isnull=False).select_related("page__space").order_by("page__title", "pk")
    of_spaces = mine.filter(space__isnull=False).select_related("space").order_by("space__name")
    rows = list(of_pages[:MOST_WATCHED])
    known = Space.objects.visible_to(request.user).filter(pk__in={row.page.space_id for row in rows if row.page})
    context = {"pages": rows, "spaces": of_spaces, "known": set(known.values_list("pk", flat=True))}
    return render(request, "wiki/history/watched.html", context)


def _layout(request: HttpRequest) -> str:
    return "layouts/app.html" if request.user.is_authenticated else "layouts/street.html"
