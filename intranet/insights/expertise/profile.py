"""What a person's page shows of what they have shown to know about."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.insights.models import Evidence
from intranet.insights.policies import can_ask_who_knows

from .asking import known_for


def has_shown_something() -> Exists:
    return Exists(Evidence.objects.filter(person=OuterRef("pk")))


def knows_about(person: User, viewer: User) -> tuple[str, str, dict[str, Any]] | None:
    if not can_ask_who_knows(viewer):
        return None
    themes = known_for(person, viewer)
    if not themes:
        return None
    is_own = person.pk == viewer.pk
    return (_("Known for"), "insights/knows_about.html", {"themes": themes, "is_own": is_own})
