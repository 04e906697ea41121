"""The command palette: one field for everything, asked while one types."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from intranet.accounts.models import User
from intranet.content import kinds
from intranet.core import commands
from intranet.core.http import SignedIn
from intranet.core.throttle import throttled
from intranet.spaces.models import Space

from . import places
from .around import best_named
from .models import SavedSearch
from .queries import LONGEST, search

MOST = 6
MOST_SAVED = 4


@login_required
@require_GET
@throttled("palette", limit=240, per_seconds=60, methods=("GET",))
def palette(request: SignedIn) -> JsonResponse:
    """What the command palette offers for what was typed so far: places, people, spaces, what one
    keeps, then entries (and with them their files)."""
    viewer, text = request.user, request.GET.get("q", "")[:LONGEST].strip()
    items = []
    spaces = Space.objects.visible_to(viewer).current()
    people = User.objects.visible_to(viewer).active().select_related("department", "company")
    if text:
        spaces, people = spaces.filter(name__icontains=text), people.matching(text)
    else:
        spaces, people = spaces.joined_by(viewer), people.none()
    for space in best_named(spaces, text, most=MOST):
        items.append(_item("space", space.name, space.purpose, space.get_absolute_url(), "spaces"))
    for person in best_named(people, text, most=MOST):
        team = person.department or person.company or ""
        items.append(_item("person", person.name, str(person.job_title or team), person.get_absolute_url(), "person"))
    for place in places.offered(text, viewer, MOST):
        items.append(_item("place", place.name, place.detail, place.url, place.icon))
    for command, url in commands.matching(viewer, text, most=8 if text else 5):
        items.append(_item("command", str(command.label), "", url, command.icon) | {"run": command.run})
    kept = SavedSearch.objects.filter(person=viewer, is_watch=False)
    for saved in (kept.filter(name__icontains=text) if text else kept)[:MOST_SAVED]:
        items.append(_item("saved", saved.name, "", saved.get_absolute_url(), "bookmark"))
    if len(text) > 1:
        found = search(viewer, text, limit=MOST, counted=False)
        for entry in found.entries:
            manifest = kinds.kind_of(entry)
            where = " · ".join(part for part in (str(manifest.label), entry.space.name if entry.space else "") if part)
            items.append(_item("entry", str(entry), where, entry.get_absolute_url(), manifest.icon))
        everything = f"{reverse('search:search')}?{urlencode({'q': text})}"
        items.append(_item("search", _("Search for “%(text)s”") % {"text": text}, "", everything, "search"))
    return JsonResponse({"items": items})


def _item(kind: str, label: str, detail: str, url: str, icon: str) -> dict[str, str]:
    return {"kind": kind, "label": label, "detail": detail, "url": url, "icon": icon}
