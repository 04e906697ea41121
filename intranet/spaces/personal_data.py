"""Where a person belongs, and what the person asked for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.accounts.personal_data import on_erase, table

from .actions.doors import leave
from .models import ChecklistTick, JoinRequest, Membership, StayOut


def _register() -> None:
    table("memberships", _("Spaces"), Membership, also=["space__name"], goes=False, order=40)
    table(
        "requests", _("Asked to join, and invited"), JoinRequest, also=["space__name"],
        without=["made_by_id", "decided_by_id"], order=41,
    )  # fmt: skip
    table("stayed_out", _("Spaces left"), StayOut, also=["space__name"], order=42)
    table("checklists", _("Ticked off"), ChecklistTick, also=["item__label"], order=43)
    on_erase(_leave_everywhere)


def _leave_everywhere(person: User, by: User) -> None:
    """By the door, so that the spaces count right."""
    for membership in Membership.objects.filter(person=person).select_related("person", "space"):
        leave(membership)


_register()
