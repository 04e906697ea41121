"""What asking brings to the rest: what one is told after it, and where a guest's words wait. The way for guests to
answer stands at the end of a topic (``forum/topic.html``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from forum import panels
from forum.contributions import contributions
from forum.models import Topic
from intranet.accounts import profile_sections, unfinished

from . import halfway


def register() -> None:
    from forum.contact import health  # noqa: F401, PLC0415 - registers its check

    unfinished.register(halfway.waiting_at)
    profile_sections.register(contributions)
    panels.register("similar", _similar, template="forum/asking/_beside.html", order=60)
    panels.register("asked", _asked, template="forum/asking/_asked.html", place="band", order=5)


def _asked(request: HttpRequest, topic: Topic) -> Mapping[str, Any] | None:
    """For who asked: where it stands and what comes next, right after asking and for as long as it is held."""
    if not request.user.is_authenticated or topic.author_id != request.user.pk:
        return None
    if not topic.is_held and "asked" not in request.GET:
        return None
    return {"is_held": topic.is_held, "category": topic.category}


def _similar(request: HttpRequest, topic: Topic) -> Mapping[str, Any]:
    """Asked for when it comes into sight: nobody waits for the index to read a topic."""
    return {}
