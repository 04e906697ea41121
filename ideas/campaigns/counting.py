"""How the ideas of a campaign come out: what is equal has one place, and the next after it is left out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Avg

from ideas.models import Campaign, Contribution


def ranked(campaign: Campaign) -> list[Contribution]:
    """The contributions with votes, points and place set, unsaved; what was taken away or joined into another idea has
    no place."""
    standing = campaign.contributions.filter(idea__state="published", idea__head=None).select_related("idea")
    found = list(standing.annotate(mean=Avg("scores__points")).order_by("pk"))
    for one in found:
        one.votes = one.idea.votes_count
        if campaign.by_jury and one.mean is not None:
            one.points = Decimal(one.mean).quantize(Decimal("0.01"), ROUND_HALF_UP)
    worth = [one.points or Decimal(0) if campaign.by_jury else Decimal(one.votes or 0) for one in found]
    for one, place in zip(found, places(worth), strict=True):
        one.place = place
    return sorted(found, key=lambda one: (one.place, one.pk))


def places(worth: Sequence[Decimal]) -> list[int]:
    """1, 1, 3: as many as are worth more, and one."""
    return [1 + sum(other > own for other in worth) for own in worth]
