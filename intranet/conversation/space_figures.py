"""Reactions in a space, for its closing report."""

from __future__ import annotations

import datetime

from django.utils.timezone import get_current_timezone

from intranet.spaces.figures import Said
from intranet.spaces.models import Space

from .models import Reaction


def tell(space: Space, since: datetime.date) -> Said:
    began = datetime.datetime.combine(since, datetime.time.min, tzinfo=get_current_timezone())
    given = Reaction.objects.filter(
        entry__space=space, entry__audience=space.audience, entry__state="published", created_at__gte=began
    )
    people = set(given.order_by().values_list("person_id", flat=True).distinct())
    return Said(counts={"reactions": given.count()}, people=people)
