"""Pages of broadcasts for those whom they are for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from feeds.models import Broadcast
from feeds.views import entry_page
from intranet.core.http import SignedIn, get_visible, render_page
from intranet.core.pagination import NEWEST_FIRST, keyset_page
from intranet.core.throttle import throttled

from . import actions, listing, policies, reach
from .own_part import know, own_part

PAGE = 20
_LONGEST_NUMBER = 10


@login_required
@require_GET
def broadcasts(request: SignedIn) -> HttpResponse:
    """What came to the reader; what waits for them; what they sent, and whom that has reached."""
    show = request.GET.get("show", "")
    found = {"waiting": listing.waiting_for_me, "sent": listing.sent_by}.get(show, listing.received_by)(request.user)
    order = ("-created_at", "-pk") if show == "sent" else NEWEST_FIRST
    page = keyset_page(found.with_people(), by=order, cursor=request.GET.get("cursor"), size=PAGE)
    mine = know(request.user, [one.pk for one in page.items])
    for one in page.items:
        one.mine_row = mine.get(one.pk)
        one.is_done = bool(one.mine_row and one.mine_row.acknowledged_at and one.mine_row.version >= one.asked_version)
    if show == "sent":
        reach.with_reach(page.items)
    may_send = bool(policies.can_broadcast(request.user))
    context = {"page": page, "show": show, "tabs": _tabs(request, show, may_send=may_send), "may_send": may_send}
    context["query"] = f"show={show}" if show else ""
    return render_page(request, "feeds/broadcasts/list.html", context, part="feeds/broadcasts/_list.html")


@require_GET
def broadcast(request: HttpRequest, entry_id: int) -> HttpResponse:
    """One broadcast. Whoever it is for has seen it by opening it."""
    found = get_visible(Broadcast, request.user, pk=entry_id)
    if request.user.is_authenticated:
        actions.mark_seen(found, by=request.user)
    return entry_page(request, entry_id, Broadcast)


@login_required
@require_http_methods(["GET", "POST"])
@throttled("acknowledge", limit=60, per_seconds=60)
def acknowledge(request: SignedIn, entry_id: int) -> HttpResponse:
    """Without scripts a page that shows the text again; the card's button gets its own part back."""
    found = get_visible(Broadcast.objects.with_people(), request.user, pk=entry_id)
    if request.method == "GET":
        return _page(request, found)
    asked = request.POST.get("version", "")
    version = int(asked) if asked.isdecimal() and len(asked) < _LONGEST_NUMBER else None
    try:
        actions.acknowledge(found, by=request.user, version=version)
    except ValidationError as error:
        return _page(request, found, said=" ".join(error.messages), status=422)
    if request.htmx or request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(own_part(found, request.user))
    messages.success(request, _("Acknowledged."))
    return redirect(found.get_absolute_url())


@login_required
@require_POST
def seen(request: SignedIn, entry_id: int) -> HttpResponse:
    """It was looked at where it stands on top, and goes from there."""
    actions.mark_seen(get_visible(Broadcast, request.user, pk=entry_id), by=request.user)
    return redirect("feeds:home")


def _page(request: SignedIn, found: Broadcast, *, said: str = "", status: int = 200) -> HttpResponse:
    allowed = policies.can_acknowledge(request.user, found)
    context = {"broadcast": found, "said": said or allowed.refusal, "may": bool(allowed)}
    return render(request, "feeds/broadcasts/acknowledge.html", context, status=status)


def _tabs(request: SignedIn, show: str, *, may_send: bool) -> list[dict[str, Any]]:
    tabs = [("", _("For me")), ("waiting", _("To acknowledge"))]
    if may_send:
        tabs.append(("sent", _("Sent by me")))
    return [
        {"label": label, "url": f"{request.path}?show={key}" if key else request.path, "current": key == show}
        for key, label in tabs
    ]
