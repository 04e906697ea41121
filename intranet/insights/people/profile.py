"""The badge on the page of who was named."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.insights.models import Champion, LeftOut

from .policies import can_end


def is_champion() -> Exists:
    left_out = LeftOut.objects.filter(person=OuterRef("person"))
    return Exists(Champion.objects.filter(~Exists(left_out), person=OuterRef("pk"), ended_at=None))


def champion_badge(person: User, viewer: User) -> tuple[str, str, dict[str, Any]] | None:
    """For whoever may open the page; strangers see none of it."""
    if not viewer.is_authenticated:
        return None
    named = Champion.objects.current().filter(person=person).select_related("named_by").first()
    if named is None:
        return None
    context = {"champion": named, "may_end": bool(can_end(viewer, named))}
    return (_("Champion"), "insights/people/badge.html", context)
