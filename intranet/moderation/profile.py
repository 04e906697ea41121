"""On a person's page, for those who keep order: what was decided about them, and the way to decide something."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from intranet.accounts.models import User

from . import policies
from .models import Sanction


def measures(person: User, viewer: User) -> tuple[str, str, dict[str, Any]] | None:
    if person.pk == viewer.pk or not policies.can_see_sanctions(viewer, person):
        return None
    latest = list(Sanction.objects.filter(person=person).order_by("-created_at")[:3])
    return (_("Measures"), "moderation/profile_measures.html", {"measures": latest, "handle": person.handle})
