from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from intranet.core import commands
from intranet.core.throttle import throttled
from intranet.spaces.audiences import Viewer

from .around import best_named, people_saying, spaces_saying
from .completing import completions
from .heard import token_for
from .models import SavedSearch
from .page import PAGE, State
from .queries import Found, search

# Of people and spaces beside the entries.
MOST_BESIDE = 3
MOST_KEPT = 12


@require_GET
@throttled("search", limit=60, per_seconds=60, methods=("GET",))
def search_page(request: HttpRequest) -> HttpResponse:
    """One box over everything the viewer may read: entries, people, spaces, files."""
    viewer, state = request.user, State.read(request.GET)
    # Who is looked for by name is not found by the operators beside it.
    words = " ".join(state.words)
    context: dict[str, Any] = {"state": state, "operators": _operators(), "words": state.words}
    if state.tab == "people":
        context |= _listed("people", people_saying(viewer, words), state)
    elif state.tab == "spaces":
        context |= _listed("spaces", spaces_saying(viewer, words), state)
    else:
        found = search(viewer, state.text, params=state.params, limit=PAGE, offset=state.offset, facets=True)
        if words and not state.offset and not state.is_narrowed:
            context["people"] = best_named(people_saying(viewer, words), words, most=MOST_BESIDE, only=True)
            context["spaces"] = best_named(spaces_saying(viewer, words), words, most=MOST_BESIDE, only=True)
        context |= {"found": found, "total": found.total, "groups": state.groups(found.facets)}
        context |= _ways_on(viewer, state, found)
        if viewer.is_authenticated and not found.degraded and not state.offset and not state.is_narrowed:
            context["heard"] = token_for(viewer, state.text, found.total)
    if viewer.is_authenticated and state.asks:
        context["kept"] = SavedSearch.objects.filter(person=viewer, is_watch=False)[:MOST_KEPT]
        context["alerts"] = SavedSearch.Alert.choices
    return render(
        request,
        "search/search.html",
        context
        | {
            "chips": state.chips(viewer, context["found"].facets if "found" in context else {}),
            "tabs": state.tabs(viewer, context["total"] if state.asks else None),
            "pages": state.pages(context["total"]) if state.asks else [],
            "layout": "layouts/app.html" if viewer.is_authenticated else "layouts/street.html",
        },
    )


def _listed(name: str, rows: Any, state: State) -> dict[str, Any]:
    return {name: rows[state.offset : state.offset + PAGE], "total": rows.count()}


def _ways_on(viewer: Viewer, state: State, found: Found) -> dict[str, Any]:
    """What else one can do about words that find nothing."""
    if found.total or not state.asks or not viewer.is_authenticated:
        return {}
    write = next((url for command, url in commands.for_reader(viewer) if command.name == "post"), "")
    return {"write_url": write}


@require_GET
@throttled("search-complete", limit=240, per_seconds=60, methods=("GET",))
def complete(request: HttpRequest) -> JsonResponse:
    """What can follow an operator (``name``) that has been begun (``q``)."""
    asked = request.GET
    return JsonResponse({"items": completions(request.user, asked.get("name", "")[:20], asked.get("q", "")[:60])})


def _operators() -> list[tuple[str, str]]:
    """As they are typed in the reader's language, each with what it is for."""
    return [
        (_("from:"), _("written by somebody, or by me")),
        (_("in:"), _("in a space or a room")),
        (_("tag:"), _("with a tag")),
        (_("kind:"), _("posts, comments, events and so on")),
        (_("after:"), _("from that day, month or year on")),
        (_("before:"), _("earlier than that day, month or year")),
        (_("has:"), _("with a file, image, document, link or poll")),
        (_("is:unanswered"), _("without an answer yet")),
    ]
