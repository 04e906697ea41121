"""Broadcasts in the editorial calendar: by when they are to be acknowledged, and when they expire."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from feeds.models import Broadcast
from intranet.accounts.models import User
from intranet.moderation.lanes.calendar import MOST, Planned, register


def dates_of_broadcasts(viewer: User, first: datetime.date, last: datetime.date, space: int) -> Iterable[Planned]:
    """For who may read them. What waits to come out the calendar knows by itself."""
    found = Broadcast.objects.visible_to(viewer).standing().with_people().select_related("space")
    if space:
        found = found.filter(space=space)
    due = found.filter(must_acknowledge=True, acknowledge_by__range=(first, last)).order_by("acknowledge_by", "pk")
    for one in due[:MOST]:
        assert one.acknowledge_by is not None
        yield _planned(one, one.acknowledge_by, _("To be acknowledged by"))
    # A day more on each side, since the database counts another day than the house.
    around = (first - datetime.timedelta(days=1), last + datetime.timedelta(days=1))
    for one in found.filter(expires_at__date__range=around).order_by("expires_at", "pk")[:MOST]:
        assert one.expires_at is not None
        day = localdate(one.expires_at)
        if first <= day <= last:
            yield _planned(one, day, _("Expires"))


def _planned(broadcast: Broadcast, day: datetime.date, label: object) -> Planned:
    return Planned(
        day=day,
        title=broadcast.title,
        sort="broadcast",
        label=label,
        url=reverse("feeds:broadcast", args=[broadcast.pk]),
        icon="send",
        author=broadcast.signed_by,
        space=broadcast.space,
        entry_id=broadcast.pk,
    )


def register_dates() -> None:
    register(dates_of_broadcasts)
