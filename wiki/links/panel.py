"""What points at a page, beside its text."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from wiki import panels
from wiki.models import Page

from .reading import backlinks_of

SHOWN = 6


def pointing_at(request: HttpRequest, page: Page) -> dict[str, Any] | None:
    if page.__dict__.get("is_pointed_at") is False:
        return None
    found = list(backlinks_of(page, request.user)[: SHOWN + 1])
    return {"entries": found[:SHOWN], "more": len(found) > SHOWN} if found else None


def register() -> None:
    panels.register("backlinks", pointing_at, template="wiki/links/_panel.html", order=60)
