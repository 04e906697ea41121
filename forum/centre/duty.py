"""Whose turn it is to answer for a team."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q
from django.utils.timezone import get_default_timezone, now

from forum.models import Duty, Enquiry
from intranet.accounts.models import Absence, User
from intranet.spaces.models import Membership, Space


def turns(team: Space, moment: datetime) -> list[Duty]:
    """Those that hold at that moment, on the house's clock: days that are named before what is so every week."""
    there = moment.astimezone(get_default_timezone())
    day, clock = there.date(), there.time()
    hours = (Q(begins=None) | Q(begins__lte=clock)) & (Q(ends=None) | Q(ends__gt=clock))
    found = Duty.objects.filter(hours, team=team).select_related("person")
    named = list(found.filter(first_day__lte=day, last_day__gte=day).order_by("pk"))
    return named or list(found.filter(weekday=day.weekday()).order_by("pk"))


def on_duty(team: Space, moment: datetime | None = None) -> list[User]:
    """Who is on duty and here. Who is away sends whoever stands in, as far as that person is in the team."""
    moment = moment or now()
    people = [turn.person for turn in turns(team, moment)]
    members = set(Membership.objects.filter(space=team).values_list("person_id", flat=True))
    away = {
        absence.person_id: absence.stand_in
        for absence in Absence.objects.filter(begins_at__lte=moment, ends_at__gt=moment).select_related("stand_in")
    }
    found: list[User] = []
    for person in people:
        here: User | None = person
        if person.pk in away:
            here = away[person.pk]
            if here is not None and here.pk in away:
                here = None
        if here is not None and here.pk in members and here.is_active and here.is_staff_member and here not in found:
            found.append(here)
    return found


def whose_turn(team: Space, moment: datetime | None = None) -> User | None:
    """Who gets what comes in now: of those on duty, who has the least on the desk; nobody where nobody is."""
    people = on_duty(team, moment)
    if len(people) < 2:
        return people[0] if people else None
    open_ones = Enquiry.objects.open().filter(assignee__in=people).order_by().values("assignee")
    load = dict(open_ones.annotate(n=Count("pk")).values_list("assignee", "n"))
    return min(people, key=lambda person: (load.get(person.pk, 0), people.index(person)))
