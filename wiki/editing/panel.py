"""Who is writing in the page that one reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from wiki import panels
from wiki.models import Page


def _for_those_who_hear(request: HttpRequest, page: Page) -> Mapping[str, Any] | None:
    # Guests have no socket; while one looks at a page as somebody else, one has none either.
    hears = request.user.is_authenticated and not getattr(request, "viewing", None)
    return {} if hears and page.is_published else None


def register() -> None:
    panels.register("writers", _for_those_who_hear, template="wiki/_writers.html", place="above", order=10)
