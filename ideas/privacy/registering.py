"""What private ideas bring to their page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from ideas import panels
from ideas.models import Idea, Opening

from . import audience, policies, verbs


def _is_private() -> Q:
    return Q(audience__startswith="corner_")


def _private(request: HttpRequest, idea: Idea) -> Mapping[str, Any] | None:
    opening = Opening.objects.filter(idea=idea).select_related("asked_by").first()
    return {
        "opening": opening,
        "is_mine": idea.author_id == request.user.pk,
        "may_open": bool(policies.can_open(request.user, idea)),
        "may_ask": opening is None and bool(policies.can_ask_to_open(request.user, idea)),
    }


def register() -> None:
    audience.register()
    verbs.register()
    panels.register("private", _private, template="ideas/privacy/_band.html", place="band", order=5, where=_is_private)
