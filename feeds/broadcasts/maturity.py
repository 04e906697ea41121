"""What broadcasts tell of how far the house has come: whether what has to be known is acknowledged."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from feeds.models import Broadcast
from intranet.core.small_groups import FEWEST
from intranet.insights.maturity import measures
from intranet.insights.maturity.measures import Measure, share

from .reach import with_reach

QUARTER = timedelta(days=90)
# What came out yesterday is not late.
TIME_TO_ACKNOWLEDGE = timedelta(days=7)
# The newest so many: each is counted from the people it is for.
MOST = 40


def acknowledged(at: datetime) -> float | None:
    """Of all whom the broadcasts of a quarter asked to acknowledge, and who had their time, the share that has. One to
    fewer than five people does not count."""
    asked = Broadcast.objects.published().filter(must_acknowledge=True, published_at__gte=at - QUARTER)
    found: list[Any] = list(
        asked.filter(published_at__lt=at - TIME_TO_ACKNOWLEDGE).order_by("-published_at", "-pk")[:MOST]
    )
    with_reach(found)
    told = [one.reached for one in found if one.reached.addressed >= FEWEST]
    return share(sum(one.acknowledged for one in told), sum(one.addressed for one in told), fewest=FEWEST)


def register() -> None:
    measures.register(
        Measure(
            "broadcasts_acknowledged",
            _("Required broadcasts of ninety days that were acknowledged"),
            acknowledged,
            unit="%",
            help=_("Ask for it where it matters, give it a day, and see who is missing."),
            page="feeds:broadcasts",
            action=_("Open the broadcasts"),
        )
    )
