from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from intranet.core.http import get_visible

from .models import Recipe


def recipe(request: HttpRequest, entry_id: int) -> HttpResponse:
    found = get_visible(Recipe, request.user, pk=entry_id)
    return HttpResponse(f"{found.title}: {found.minutes} minutes", content_type="text/plain")
