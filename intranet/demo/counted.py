"""The figures of the month, once everything has been told: who was here, and what the nights would have counted."""

from __future__ import annotations

import datetime
import random

from intranet.accounts.models import User
from intranet.insights.actions import name_analyst
from intranet.insights.figures.gathering import gather
from intranet.insights.models import PresentDay

from .story import Story, chapter

# How likely it is that somebody is here: on a day of work, and on another.
OFTEN = {User.Kind.STAFF: (0.85, 0.1), User.Kind.CUSTOMER: (0.35, 0.05), User.Kind.AGENCY: (0.5, 0.0)}
DAYS = 60


@chapter(986)
def count(story: Story) -> None:
    story.say("Figures")
    chance = random.Random(7)  # noqa: S311 - the same story each time
    people = list(User.objects.active().order_by("handle").values_list("pk", "kind"))
    first = story.today - datetime.timedelta(days=DAYS)
    here = []
    for number in range(DAYS):
        day = first + datetime.timedelta(days=number)
        # More and more of them, as it goes where people like what they find.
        grows = 0.6 + 0.4 * number / DAYS
        for pk, kind in people:
            at_work, off = OFTEN[User.Kind(kind)]
            if chance.random() < (at_work if day.weekday() < 5 else off) * grows:
                here.append(PresentDay(person_id=pk, day=day))
    PresentDay.objects.bulk_create(here, ignore_conflicts=True)
    gather(today=story.today)
    # Who decides looks at them without keeping the house's keys.
    name_analyst(story.people["elena"], by=story.people["tiziano"])
