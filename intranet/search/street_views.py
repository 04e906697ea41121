"""The search of the street: public pages and what customers may read, and a way on where there is nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from intranet.core.street_head import Head
from intranet.core.throttle import address_of, throttled

from . import street
from .heard import token_for
from .page import MOST_OFFSET, PAGE, State


@require_GET
@throttled("search", limit=60, per_seconds=60, methods=("GET",))
def search_street(request: HttpRequest) -> HttpResponse:
    viewer, state = request.user, State.read(request.GET)
    if viewer.is_authenticated and not viewer.is_customer:
        # Of the house: there is more to find for them elsewhere.
        return redirect(f"{reverse('search:search')}?{urlencode({'q': state.text})}")
    text = state.text.strip()
    words = " ".join(state.words)
    context: dict[str, Any] = {"q": state.text, "words": words}
    if text:
        found = street.find(viewer, text, limit=PAGE, offset=state.offset)
        context |= {"found": found, "earlier": _page(state, -PAGE), "later": _page(state, PAGE, found.total)}
        if not (found.degraded or state.offset or state.is_narrowed):
            context["heard"] = token_for(viewer, text, found.total, address=address_of(request))
            get_token(request)  # a guest's browser tells what it found with it
    context["head"] = Head(title=words, path=reverse("search:street"), is_indexed=False)
    return render(request, "search/street.html", context)


def _page(state: State, step: int, total: int | None = None) -> str:
    offset = state.offset + step
    if offset < 0 or offset > MOST_OFFSET or (total is not None and offset >= total):
        return ""
    asked = {"q": state.text.strip(), **({"from": offset} if offset else {})}
    return f"{reverse('search:street')}?{urlencode(asked)}"
