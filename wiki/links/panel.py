"""What points at a page, beside its text."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from intranet.content.pointing import chips_for
from wiki import panels
from wiki.models import Page

from .reading import backlinks_of

SHOWN = 6


def pointing_at(request: HttpRequest, page: Page) -> dict[str, Any] | None:
    if page.__dict__.get("is_pointed_at") is False:
        return None
    numbers = list(backlinks_of(page, request.user).values_list("pk", flat=True)[: SHOWN + 1])
    if not numbers:
        return None
    # By its present title: what has none begins with its own words, and these may point at more.
    return {"cards": chips_for(request.user, numbers[:SHOWN]), "more": len(numbers) > SHOWN}


def register() -> None:
    panels.register("backlinks", pointing_at, template="wiki/links/_panel.html", order=60)
