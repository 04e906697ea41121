"""One's own drafts and what one has saved."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.content import kinds
from intranet.content.models import Entry
from intranet.core.http import SignedIn, get_visible, render_page, wants_json, wants_part
from intranet.core.pagination import keyset_page
from intranet.core.throttle import throttled

from . import actions, bookmarks, drafts
from .draft_places import places_of

PAGE = 20
# A composer asks every few seconds while one writes; two or three of them may be open.
DRAFTS_A_MINUTE = 120


# --- Drafts ----------------------------------------------------------------------------------------------------------


@login_required
@require_safe
def all_drafts(request: SignedIn) -> HttpResponse:
    page = keyset_page(
        drafts.drafts_of(request.user), by=("-updated_at", "-pk"), cursor=request.GET.get("cursor"), size=PAGE
    )
    places = places_of(page.items, request.user)
    context = {
        "drafts": [(draft, places[draft.key]) for draft in page.items],
        "next": page.next,
        "tab": "drafts",
    }
    return render_page(request, "conversation/drafts.html", context, part="conversation/_drafts.html")


@login_required
@require_POST
@throttled("draft", limit=DRAFTS_A_MINUTE, per_seconds=60)
def keep_draft(request: SignedIn) -> JsonResponse:
    """What a composer holds now, as JSON: {key, fields, files, version, device, page, client_id}."""
    said = _said(request)
    key, writing = str(said.get("key", "")), _writing(request, said)
    try:
        draft = drafts.keep_draft(key, writing, by=request.user)
    except ValidationError as error:
        return JsonResponse({"detail": " ".join(error.messages)}, status=422)
    if draft is None:
        return JsonResponse({"key": key, "version": 0, "earlier": []})
    return JsonResponse({"key": key, "version": draft.version, "earlier": draft.earlier})


@login_required
@require_POST
def drop_draft(request: SignedIn) -> HttpResponse:
    """Let go of one draft: by its key from a composer, by the form from the list."""
    key = str(_said(request).get("key", "")) if wants_json(request) else request.POST.get("key", "")
    drafts.drop_draft(key, by=request.user)
    if wants_json(request):
        return JsonResponse({"key": key, "version": 0})
    messages.success(request, _("The draft is gone."))
    return redirect("conversation:drafts")


def _said(request: HttpRequest) -> dict[str, Any]:
    try:
        said = json.loads(request.body)
    except ValueError as error:
        raise BadRequest("This is no JSON.") from error
    if not isinstance(said, dict):
        raise BadRequest("This is no draft.")
    return said


def _writing(request: HttpRequest, said: dict[str, Any]) -> drafts.Writing:
    fields = said.get("fields")
    if not isinstance(fields, dict):
        raise BadRequest("This is no draft.")
    version = said.get("version", 0)
    page = str(said.get("page", ""))
    return drafts.Writing(
        fields={str(name)[:60]: str(text).replace("\x00", "") for name, text in fields.items()},
        files=[pk for one in said.get("files") or [] if (pk := _uuid(one)) is not None],
        based_on=version if isinstance(version, int) and 0 <= version < 2**31 else 0,
        device=str(said.get("device", "")),
        page=page if url_has_allowed_host_and_scheme(page, None) and page.startswith("/") else "",
        client_id=_uuid(said.get("client_id")),
    )


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


# --- Saved -----------------------------------------------------------------------------------------------------------


@login_required
@require_safe
def saved(request: SignedIn) -> HttpResponse:
    """What one has saved and may still read, of one kind or of all."""
    present = bookmarks.kinds_saved_by(request.user)
    wanted = request.GET.get("kind", "")
    kind = wanted if wanted in {one.model for one in present} else ""
    listing = bookmarks.saved_by(request.user, kind=kind)
    page = keyset_page(listing, by=bookmarks.NEWEST, cursor=request.GET.get("cursor"), size=PAGE)
    context = {
        "entries": kinds.cards([bookmark.entry for bookmark in page.items], request.user),
        "next": page.next,
        "query": f"kind={kind}" if kind else "",
        "tabs": _tabs(present, kind),
    }
    return render_page(request, "conversation/saved.html", context, part="conversation/_saved.html")


def _tabs(present: list[kinds.Kind], current: str) -> list[dict[str, Any]]:
    everything = {"label": _("Everything"), "url": "?", "current": not current, "count": None}
    each = [
        {"label": kind.plural, "url": f"?kind={kind.model}", "current": kind.model == current, "count": None}
        for kind in present
    ]
    return [everything, *each]


@login_required
@require_http_methods(["PUT", "DELETE", "POST"])
@throttled("bookmark", limit=120, per_seconds=60, methods=("PUT", "DELETE", "POST"))
def bookmark(request: SignedIn, entry_id: int) -> HttpResponse:
    """Save an entry (PUT) or no longer (DELETE). A plain form says which in ``_method``."""
    method = request.method
    if method == "POST":
        method = "DELETE" if request.POST.get("_method", "").upper() == "DELETE" else "PUT"
    found = get_visible(Entry.objects.with_people(), request.user, pk=entry_id)
    actions.save_entry(found, by=request.user, saved=method == "PUT")
    if wants_json(request):
        return JsonResponse({"entry": found.pk, "saved": method == "PUT"})
    said = _("Saved. You find it under Saved.") if method == "PUT" else _("No longer saved.")
    if wants_part(request):
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"toast": {"text": said}})})
    messages.success(request, said)
    return redirect("conversation:saved")
