"""The level on a customer's page: for colleagues, and for the person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.accounts.profile_sections import Section

from .levels import level_numbered


def section_of(person: User, viewer: User) -> Section | None:
    if not person.is_customer or not viewer.is_authenticated:
        return None
    if viewer.pk != person.pk and not viewer.is_staff_member:
        return None
    context = {"level": level_numbered(person.trust), "person": person, "own": viewer.pk == person.pk}
    return Section(_("Level of trust"), "moderation/trust/_section.html", context | {"sets": viewer.is_moderator})
