"""The written plan: who runs the house, how often, how words come out, who answers. Most of it is read from what is
set, so that it is never older than the house."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from forum.models import Desk
from intranet.accounts.models import User
from intranet.core.models import SiteSettings
from intranet.moderation.models import Lane
from intranet.spaces.models import Membership, Space

from . import words
from .models import SetUp
from .pieces import piece

MOST = 200
# What a week asks of whoever runs the house, by how often they look.
MINUTES = {SetUp.Cadence.WEEKLY: 15, SetUp.Cadence.TWICE: 30, SetUp.Cadence.DAILY: 75}


def written(viewer: User) -> dict[str, Any]:
    """What the plan says to this reader: of spaces, those they may know of."""
    setup = SetUp.current()
    spaces = Space.objects.visible_to(viewer).current()
    kept = Lane.objects.filter(space__in=spaces).exclude(sort=Lane.Sort.DIRECT).select_related("space")
    keeps = Q(
        memberships__role__in=[Membership.Role.OWNER, Membership.Role.MODERATOR], memberships__person__is_active=True
    )
    return {
        "setup": setup,
        "minutes": MINUTES[SetUp.Cadence(setup.cadence)],
        "keepers": list(
            User.objects.active().filter(role__in=["moderator", "admin"], is_system=False).order_by("name")
        ),
        "lanes": [
            {"space": lane.space, "reach": lane.get_reach_display(), "says": words.lane(_of(lane))}
            for lane in kept.order_by("space__name", "reach")[:MOST]
        ],
        "unkept": list(
            spaces.annotate(keeping=Count("memberships", filter=keeps)).filter(keeping__lt=2).order_by("name")[:MOST]
        ),
        "desks": list(Desk.objects.taking().filter(team__in=spaces).select_related("team")),
        "hours": piece("office").says(piece("office").read()),
        "site": SiteSettings.current(),
    }


def _of(lane: Lane) -> dict[str, Any]:
    until = {"trial_until": lane.trial_until.isoformat()} if lane.trial_until else {}
    return lane.settings | until
