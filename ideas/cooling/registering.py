"""What cooling down brings to the house: verbs, and a line above an idea that has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ideas import panels, policies
from ideas.models import Idea
from ideas.verbs import who_wants_it
from intranet.activity import verbs
from intranet.activity.verbs import Verb
from intranet.content import texts

from .actions import after_comment


def _cooled(request: HttpRequest, idea: Idea) -> Mapping[str, Any] | None:
    if idea.cooled_at is None:
        return None
    viewer: Any = request.user
    return {"may_revive": viewer.is_authenticated and bool(policies.may_write_under(viewer, idea))}


def register() -> None:
    verbs.register(
        Verb(
            "ideas.idea.idle",
            _("Nobody has spoken of “{title}” for long: it cools down soon, unless somebody votes or writes"),
            recipients=who_wants_it,
        ),
        Verb("ideas.idea.cooled", _("“{title}” has cooled down"), indexed=True),
        Verb("ideas.idea.revived", _("{actor} says that “{title}” still matters"), indexed=True),
    )
    texts.on_text(after_comment)
    panels.register(
        "cooled", _cooled, template="ideas/cooling/_band.html", place="band", order=30,
        where=lambda: Q(cooled_at__isnull=False),
    )  # fmt: skip
