"""What ``#`` offers while somebody writes: tags, and every entry that the writer may read."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from intranet.content import kinds
from intranet.content.models import Entry
from intranet.content.pointing import cards_for
from intranet.content.tags import suggestions
from intranet.core.http import SignedIn
from intranet.core.text import tag_slug
from intranet.core.throttle import throttled

from .queries import search

MOST_TAGS = 3
MOST_ENTRIES = 6
LONGEST = 60
# A word has no spaces: of "#seat-price" the entries are found that say both.
_BETWEEN = str.maketrans("-_.", "   ")


@login_required
@require_GET
@throttled("references", limit=240, per_seconds=60, methods=("GET",))
def offers(request: SignedIn) -> JsonResponse:
    """Tags first, the one that was typed before all: who only types a tag and goes on gets a tag."""
    typed = request.GET.get("q", "").lstrip("#").strip()[:LONGEST]
    return JsonResponse({"items": [*_tags(request, typed), *_entries(request, typed)]})


def _tags(request: SignedIn, typed: str) -> list[dict[str, Any]]:
    known = [{"tag": True, "name": tag.name, "detail": ""} for tag in suggestions(typed, request.user)]
    if not typed or typed.isdigit() or not tag_slug(typed):
        return known[:MOST_TAGS]
    as_typed = next((tag for tag in known if tag_slug(str(tag["name"])) == tag_slug(typed)), None)
    first = as_typed or {"tag": True, "name": typed, "detail": _("as a tag")}
    return [first, *(tag for tag in known if tag is not as_typed)][:MOST_TAGS]


def _entries(request: SignedIn, typed: str) -> list[dict[str, Any]]:
    found: list[Any] = []
    if typed.isascii() and typed.isdigit() and len(typed) <= 18:
        found += Entry.objects.visible_to(request.user).published().filter(pk=int(typed)).select_related("space")
    if len(typed) > 1:
        found += search(request.user, typed.translate(_BETWEEN), limit=MOST_ENTRIES * 2, counted=False).entries
    # What has a title is looked for by it; a remark is found by its words when nothing else is.
    ranked = {entry.entry_id: entry for entry in sorted(found, key=lambda one: not one.title)}
    chosen = list(ranked.values())[:MOST_ENTRIES]
    cards = cards_for(request.user, ranked.keys() & {entry.entry_id for entry in chosen})
    items = []
    for entry in chosen:
        card = cards.get(entry.entry_id)
        if card is not None and card.sort == "open":
            where = entry.space.name if entry.space is not None else ""
            said = [str(kinds.kind_of(entry).label), card.standing.label, where]
            detail = " · ".join(part for part in said if part)
            items.append({"entry": card.leads_to, "name": card.title, "detail": detail, "icon": card.icon})
    return items
