"""What can be asked of any entry by its number, and the tags that entries are found by."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from intranet.core.decisions import require
from intranet.core.difference import difference
from intranet.core.http import SignedIn, get_visible, number_in, render_page, wants_part
from intranet.core.pagination import keyset_page
from intranet.core.text import tag_slug
from intranet.core.throttle import throttled

from . import actions, policies
from .backlinks import referring_to
from .history import changed_parts, versions_of
from .kinds import cards, kind_of, real, url_of
from .menu import items_for
from .models import Entry, Tag
from .pointing import cards_for, chip
from .tags import CLOUD, entries_tagged, suggestions, tags_seen_by

MOST_CARDS = 100


@require_safe
def entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """The permalink: to wherever an entry of this kind stands now."""
    found = get_visible(Entry.objects.select_related("root"), request.user, pk=entry_id)
    return redirect(url_of(found))


@require_safe
def reference_cards(request: HttpRequest) -> JsonResponse:
    """How the entries ``id`` are shown to this reader where a text points at them: for references in texts that were
    rendered for everybody, and for those that have changed while they stood on the page."""
    asked = map(number_in, request.GET.getlist("id")[:MOST_CARDS])
    cards = cards_for(request.user, [one for one in asked if one is not None])
    return JsonResponse(
        {
            number: {"html": chip(card)} | ({"title": card.title, "url": card.url} if card.sort == "open" else {})
            for number, card in cards.items()
        }
    )


@require_safe
def referring(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Everything that points at it, as far as this reader may read that."""
    found = real(get_visible(Entry.objects.with_people(), request.user, pk=entry_id))
    page = keyset_page(referring_to(found, request.user), cursor=request.GET.get("cursor"), size=20)
    context = {"entry": found, "entries": cards(page.items, request.user), "next": page.next}
    return render(request, "content/referring.html", context | {"layout": _layout(request)})


@require_safe
def menu(request: HttpRequest, entry_id: int) -> HttpResponse:
    """What this reader may do with it."""
    found = real(get_visible(Entry.objects.with_people(), request.user, pk=entry_id))
    context = {"entry": found, "items": items_for(found, request.user)}
    return render_page(request, "content/menu.html", context, part="content/_menu.html")


@require_safe
def history(request: HttpRequest, entry_id: int) -> HttpResponse:
    found = get_visible(Entry.objects.with_people(), request.user, pk=entry_id)
    require(policies.can_see_history(request.user, found))
    if (own := kind_of(found).history_url) is not None:
        return redirect(own(found))
    versions = versions_of(found)
    steps = list(zip(versions, [*versions[1:], None], strict=True))
    context = {"entry": found, "steps": steps, "versions": versions, "layout": _layout(request)}
    return render(request, "content/history.html", context)


@require_safe
def diff(request: HttpRequest, entry_id: int, older: int, newer: int) -> HttpResponse:
    """What changed between two versions. ``older`` 0 is the empty page before the first."""
    found = get_visible(Entry.objects.with_people(), request.user, pk=entry_id)
    require(policies.can_see_history(request.user, found))
    by_number = {version.number: version for version in versions_of(found)}
    after = by_number.get(newer)
    before = by_number.get(older)
    if after is None or before is None or older >= newer:
        raise Http404
    pieces = difference(before.body, after.body)
    context = {
        "entry": found,
        "before": before,
        "after": after,
        "title": difference(before.title, after.title) if before.title != after.title else [],
        "pieces": list(changed_parts(pieces)),
        "layout": _layout(request),
    }
    return render(request, "content/diff.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: SignedIn, entry_id: int) -> HttpResponse:
    """Take it away. By hand there is a question first; the menu asks nothing and offers Undo."""
    found = real(get_visible(Entry.objects.with_people(), request.user, pk=entry_id))
    require(policies.can_delete(request.user, found))
    if request.method == "GET":
        return render(request, "content/delete.html", {"entry": found})
    away = _away_from(found)
    actions.delete_entry(found, by=request.user, reason=request.POST.get("reason", ""))
    said = _("%(kind)s deleted") % {"kind": kind_of(found).label}
    undo = reverse("content:undelete", args=[entry_id])
    if wants_part(request):
        response = _place(request, found)
        response["HX-Trigger"] = json.dumps({"toast": {"text": said, "undo": _undo(found, undo)}})
        return response
    messages.success(request, said)
    return redirect(away)


@login_required
@require_POST
def undelete(request: SignedIn, entry_id: int) -> HttpResponse:
    """Undo: the same 404 for what is not there and for what somebody else deleted."""
    found = Entry.objects.with_people().recoverable_by(request.user).filter(pk=entry_id).first()
    if found is None:
        raise Http404
    found = real(found)
    actions.undelete_entry(found, by=request.user)
    return _place(request, found) if wants_part(request) else redirect(url_of(found))


@login_required
@require_POST
def lock(request: SignedIn, entry_id: int) -> HttpResponse:
    """Close the comments, or open them when ``locked`` is empty."""
    found = real(get_visible(Entry.objects.with_people(), request.user, pk=entry_id))
    locked = bool(request.POST.get("locked", "1"))
    actions.lock_comments(found, by=request.user, locked=locked)
    said = _("The comments are closed") if locked else _("The comments are open")
    if wants_part(request):
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"toast": {"text": said}})})
    messages.success(request, said)
    return redirect(back_to(request, url_of(found)))


# --- Tags -----------------------------------------------------------------------------------------------------------


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    context = {"tags": tags_seen_by(request.user)[:CLOUD], "layout": _layout(request)}
    return render(request, "content/tags.html", context)


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything under one tag. A tag of which this reader may see nothing is no tag."""
    found = Tag.objects.filter(slug=tag_slug(slug)).first()
    if found is None:
        raise Http404
    page = keyset_page(entries_tagged(found, request.user), cursor=request.GET.get("cursor"), size=20)
    if not page.items and not request.GET.get("cursor"):
        raise Http404
    context = {"tag": found, "entries": cards(page.items, request.user), "next": page.next, "layout": _layout(request)}
    return render_page(request, "content/tag.html", context, part="content/_tagged.html")


@login_required
@require_GET
@throttled("tags", limit=240, per_seconds=60, methods=("GET",))
def suggest_tags(request: SignedIn) -> JsonResponse:
    found = suggestions(request.GET.get("q", ""), request.user)
    return JsonResponse({"items": [{"name": tag.name, "slug": tag.slug, "count": tag.count} for tag in found]})


# --- How an answer looks --------------------------------------------------------------------------------------------


def _layout(request: HttpRequest) -> str:
    return "layouts/app.html" if request.user.is_authenticated else "layouts/street.html"


def _place(request: HttpRequest, found: Entry) -> HttpResponse:
    """The entry's place in its list, as it is now: its tombstone, or itself again."""
    kind = kind_of(found)
    if kind.place is not None:
        return HttpResponse(kind.place(found, request))
    if found.is_deleted:
        return HttpResponse(render_to_string("content/_tombstone.html", {"entry": found}, request))
    return HttpResponse(status=204)


def _undo(found: Entry, url: str) -> dict[str, Any]:
    """What the toast's button does. Without a target the page is read again, which brings back any kind of card."""
    if kind_of(found).place is None:
        return {"url": url}
    return {"url": url, "target": f"#entry-{found.entry_id}"}


def _away_from(found: Entry) -> str:
    if found.root is not None:
        return url_of(found.root)
    return found.space.get_absolute_url() if found.space is not None else "/"


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Where the form was sent from, if that is here."""
    target = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe and "/" in target else otherwise
