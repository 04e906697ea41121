"""The spaces somebody may show a field of the own page to: those the person is in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.accounts.models import User

from .models import Membership, Space

MOST = 60


def own_spaces(person: User) -> list[tuple[str, str]]:
    spaces = Space.objects.joined_by(person).current().order_by("name", "pk")[:MOST]
    return [(space.audience, _("In %(space)s") % {"space": space.name}) for space in spaces]


def stays_in(person: User, audience: str) -> bool:
    """Whoever ends the membership meanwhile waits, and then finds what was chosen."""
    mine = Membership.objects.select_for_update().filter(person=person, space=int(audience.removeprefix("space_")))
    return bool(list(mine.values_list("pk", flat=True)))
