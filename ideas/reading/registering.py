"""What the page of an idea shows beside it without anybody's doing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from ideas import panels
from ideas.models import Idea

from .voters import faces_of

MOST_STEPS = 20


def register() -> None:
    panels.register("held", _held, template="ideas/panels/held.html", place="band", order=5)
    panels.register("voters", _voters, template="ideas/panels/voters.html", order=10)
    panels.register("history", _history, template="ideas/panels/history.html", order=80)
    panels.register("similar", _similar, template="ideas/panels/similar.html", order=90)


def _held(request: HttpRequest, idea: Idea) -> Mapping[str, Any] | None:
    """For who suggested it: that somebody looks at it first, or that it is out."""
    if not request.user.is_authenticated or idea.author_id != request.user.pk:
        return None
    if not idea.is_held and "suggested" not in request.GET:
        return None
    return {"is_held": idea.is_held}


def _voters(request: HttpRequest, idea: Idea) -> Mapping[str, Any] | None:
    found = faces_of(idea, request.user)
    return {"people": found.people, "others": found.others} if found.people else None


def _history(request: HttpRequest, idea: Idea) -> Mapping[str, Any] | None:
    """How it got where it stands. Whom the house let say it is known from the official answer."""
    changes = idea.status_changes.select_related("before", "after", "by").order_by("-pk")
    steps = [one for one in changes[:MOST_STEPS] if one.before_id != one.after_id or one.answer]
    return {"steps": steps, "idea": idea}


def _similar(request: HttpRequest, idea: Idea) -> Mapping[str, Any]:
    """Asked for when it comes into sight: nobody waits for the index to read an idea."""
    return {}
