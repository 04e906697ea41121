"""What the clock does with campaigns: counting at the deadline, and reminding a jury before it."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from ideas.models import Campaign
from intranet.jobs import scheduled

from .actions import close, remind_jury

AT_ONCE = 100
REMINDED_BEFORE = timedelta(days=2)


@scheduled(cron="*/5 * * * *", name="ideas.campaigns")
def look_after_campaigns() -> int:
    """Returns how many were closed."""
    due = Campaign.objects.published().filter(closed_at=None, closes_at__lte=now()).order_by("closes_at", "pk")
    closed = sum(close(campaign) for campaign in due[:AT_ONCE])
    soon = Campaign.objects.under_way().filter(
        way=Campaign.Way.JURY, opens_at__lte=now(), closes_at__lte=now() + REMINDED_BEFORE, jury__reminded_at=None
    )
    for campaign in soon.distinct().order_by("closes_at", "pk")[:AT_ONCE]:
        remind_jury(campaign, campaign.jury.filter(reminded_at=None).select_related("campaign"))
    return closed
