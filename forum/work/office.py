"""Setting when the house answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from forum import clock
from forum.models import Desk, Enquiry, OfficeHours, Topic
from intranet.accounts.models import User
from intranet.accounts.policies import can_administer
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.zones import UnknownZone, zone
from intranet.realtime.units import action

from .hours import due_after


@action
def set_office_hours(*, by: User, days: Collection[int], opens: time, closes: time, zone_name: str) -> None:
    """The clock of promised replies, in topics and in the private centre, runs in these hours alone; without days it
    runs at any hour. What waits now is due by the new hours. ValidationError for hours that make no sense."""
    require(can_administer(by))
    days = sorted(set(days))
    if not set(days) <= set(range(7)):
        raise ValidationError({"days": _("There is no such day.")}, code="days")
    if days and opens >= closes:
        raise ValidationError({"closes": _("It closes before it opens.")}, code="closes")
    try:
        zone(zone_name)
    except UnknownZone:
        raise ValidationError({"zone": _("There is no such time zone.")}, code="zone") from None
    if days:
        OfficeHours(days=days, opens=opens, closes=closes, zone=zone_name).save()
    else:
        OfficeHours.objects.all().delete()
    wind_anew()
    _wind_centre_anew()
    said: dict[str, Any] = {"days": days, "opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}", "zone": zone_name}
    record("forum.office.set", by=by, on=OfficeHours(pk=1), audience="org", **said)


def _wind_centre_anew() -> None:
    """The same of what customers wait for in private: as many hours as the team's desk promises."""
    promised = dict(Desk.objects.values_list("team", "reply_hours"))
    hours = clock.office()
    changed = []
    for enquiry in Enquiry.objects.filter(waiting_since__isnull=False).iterator(chunk_size=500):
        if enquiry.waiting_since is None or enquiry.team_id not in promised:
            continue
        due = due_after(enquiry.waiting_since, promised[enquiry.team_id], hours)
        if due != enquiry.due_at:
            enquiry.due_at = due
            changed.append(enquiry)
    Enquiry.objects.bulk_update(changed, ["due_at"], batch_size=500)


def wind_anew(**only: object) -> None:
    """Say anew by when what waits is due, after the hours or a promise have changed."""
    waiting = Topic.objects.filter(waiting_since__isnull=False, **only).select_related("category")
    changed = []
    for topic in waiting.iterator(chunk_size=500):
        due = clock.due(topic, topic.waiting_since) if topic.waiting_since is not None else None
        if due != topic.due_at:
            topic.due_at = due
            changed.append(topic)
    Topic.objects.bulk_update(changed, ["due_at"], batch_size=500)
