"""Sections of texts for other texts: as they stand there, and what is offered to who writes."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from intranet.core.http import SignedIn, number_in
from intranet.core.markup.sections import headings_of
from intranet.core.text import fold
from intranet.core.throttle import throttled

from . import kinds
from .models import Entry
from .references import fill_in_all
from .transclusions import MOST, Asked, transclusions_for, written

MOST_OFFERS = 8
MOST_HEADINGS = 40
LONGEST = 200
_OF_ONE = re.compile(r"#?(\d{1,18})#(.*)", re.DOTALL)


@require_safe
@throttled("sections", limit=240, per_seconds=60, methods=("GET",))
def sections(request: HttpRequest) -> JsonResponse:
    """What stands in place of each ``at`` ("12.h-setting-up.3": entry, heading, version) for this reader: for texts
    that were rendered for everybody. Nothing for what they may not read."""
    asked = {at: one for at in request.GET.getlist("at")[:MOST] if (one := _asked(at)) is not None}
    found = transclusions_for(request.user, asked.values())
    there = [at for at, one in asked.items() if one in found]
    shown = fill_in_all([found[asked[at]] for at in there], request.user)
    return JsonResponse(dict(zip(there, shown, strict=True)))


def _asked(at: str) -> Asked | None:
    entry, _dot, rest = at.partition(".")
    section, _dot, version = rest.rpartition(".")
    number, at_version = number_in(entry), number_in(version or "0")
    if number is None or at_version is None or at_version >= 10**9:
        return None
    return Asked(number, section[:LONGEST], at_version)


@login_required
@require_safe
@throttled("references", limit=240, per_seconds=60, methods=("GET",))
def offers(request: SignedIn) -> JsonResponse:
    """For ``![[`` while somebody writes: texts whose title has the words ``q`` in it; of one ("12#inst"), its headings.
    ``put`` is what is written, to its closing brackets when nothing is missing."""
    typed = request.GET.get("q", "")[:LONGEST]
    of_one = _OF_ONE.fullmatch(typed)
    return JsonResponse({"items": _headings(request, of_one) if of_one else _texts(request, typed)})


def _readable(request: SignedIn) -> Any:
    cut = [kind.model for kind in kinds.all_kinds() if kind.anchors]
    return Entry.objects.visible_to(request.user).published().filter(kind__in=cut, root=None)


def _texts(request: SignedIn, typed: str) -> list[dict[str, Any]]:
    words = fold(typed).split()
    found = _readable(request).select_related("space")
    for word in words:
        found = found.filter(title__icontains=word)
    items = []
    for entry in found.order_by("-active_at", "-pk")[:MOST_OFFERS]:
        count = len(headings_of(entry.body_html))
        where = entry.space.name if entry.space is not None else ""
        said = ngettext("%(count)d section", "%(count)d sections", count) % {"count": count} if count else ""
        items.append(
            {
                "name": entry.title,
                "detail": " · ".join(part for part in (said, where) if part),
                "icon": kinds.kind_of(entry).icon,
                "put": f"![[#{entry.pk}#" if count else written(entry.pk),
            }
        )
    return items


def _headings(request: SignedIn, of_one: re.Match[str]) -> list[dict[str, Any]]:
    entry = _readable(request).filter(pk=int(of_one[1])).first()
    if entry is None:
        return []
    icon = kinds.kind_of(entry).icon
    words = fold(of_one[2]).split()
    items = [
        {"name": said, "detail": entry.title, "icon": icon, "put": written(entry.pk, key, said)}
        for key, said in headings_of(entry.body_html)
        if all(word in fold(said) for word in words)
    ]
    whole = {"name": _("The whole text"), "detail": entry.title, "icon": icon, "put": written(entry.pk)}
    return [*items[:MOST_HEADINGS], *([whole] if not words else [])]
