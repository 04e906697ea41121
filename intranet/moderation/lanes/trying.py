"""A lane on trial: what a freer one would have changed, and what one that is being tried has changed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localdate, now

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.moderation.models import Case, Lane, Passing

from .figures import DAYS, OUT, Figures
from .finding import reach_of

WEEKS = 4
_FREER = {Lane.Sort.PRE_APPROVAL: Lane.Sort.POST_REVIEW, Lane.Sort.POST_REVIEW: Lane.Sort.DIRECT}


def freer_than(lane: Lane) -> Lane.Sort | None:
    """The next freer lane; None where things come out at once already."""
    return _FREER.get(Lane.Sort(lane.sort))


def last_day() -> datetime.date:
    """Of a trial that begins today, where nobody says otherwise."""
    return localdate() + timedelta(weeks=WEEKS)


def if_freer(lane: Lane, author: User | None = None) -> Figures | None:
    """Of what was decided in ninety days: all of it would have been out at once, after none of these waits; what was
    changed or declined would have been read as it was. With ``author``, of what they wrote. None where nothing has
    waited."""
    if lane.pk is None or lane.sort != Lane.Sort.PRE_APPROVAL:
        return None
    at = now()
    found = _waited(lane, at - timedelta(days=DAYS), at, author.pk if author is not None else None)
    return found if found.waits or found.declined else None


@dataclass(frozen=True)
class Window:
    """What came of a lane in one stretch of time. ``taken_away``: was out, and somebody took it away."""

    out: int
    waited: Figures
    taken_away: int


@dataclass(frozen=True)
class Compared:
    """``author``: of whom alone it is, where one person is tried."""

    since: datetime.datetime
    before: Window
    during: Window
    author: User | None = None


def began_at(lane: Lane) -> datetime.datetime | None:
    said = lane.before.get("since", "") if lane.trial_until is not None else ""
    return parse_datetime(said) if said else None


def compared(lane: Lane) -> Compared | None:
    """The trial until now, beside as long a time before it. None where it is on none."""
    since = began_at(lane)
    if since is None:
        return None
    at, author = now(), tried_author(lane)
    only = author.pk if author is not None else lane.before.get("author")
    before, during = _window(lane, since - (at - since), since, only), _window(lane, since, at, only)
    return Compared(since, before=before, during=during, author=author)


def tried_author(lane: Lane) -> User | None:
    """Whose words alone come out at once on trial."""
    number = lane.before.get("author") if lane.trial_until is not None else None
    return User.objects.filter(pk=number).first() if number else None


def _window(lane: Lane, since: datetime.datetime, until: datetime.datetime, author: int | None) -> Window:
    return Window(
        out=_came_out(lane, since, until, author),
        waited=_waited(lane, since, until, author),
        taken_away=_taken_away(lane, since, until, author),
    )


def _waited(lane: Lane, since: datetime.datetime, until: datetime.datetime, author: int | None) -> Figures:
    found = Figures()
    passings = Passing.objects.filter(lane=lane, waits=True, case__decided_at__gte=since, case__decided_at__lt=until)
    if author is not None:
        passings = passings.filter(case__entry__author=author)
    for passing in passings.select_related("case").order_by("pk"):
        case = passing.case
        if case.outcome in OUT and case.decided_at is not None:
            found.waits.append(case.decided_at - case.opened_at)
            found.changed += passing.is_changed
        elif case.outcome == Case.Outcome.TURNED_DOWN:
            found.declined += 1
    return found


def _came_out(lane: Lane, since: datetime.datetime, until: datetime.datetime, author: int | None) -> int:
    """What stands by itself."""
    out = Entry.objects.filter(space=lane.space, root=None, state=Entry.State.PUBLISHED)
    if author is not None:
        out = out.filter(author=author)
    return _reaching(lane, out.filter(published_at__gte=since, published_at__lt=until), "audience")


def _taken_away(lane: Lane, since: datetime.datetime, until: datetime.datetime, author: int | None) -> int:
    cases = Case.objects.filter(entry__space=lane.space, outcome=Case.Outcome.HIDDEN)
    if author is not None:
        cases = cases.filter(entry__author=author)
    return _reaching(lane, cases.filter(decided_at__gte=since, decided_at__lt=until), "entry__intended_audience")


def _reaching(lane: Lane, rows: QuerySet[Any], column: str) -> int:
    """How many are for the readers of this lane. Audiences are few: each says once how far it reaches."""
    counted: Any = rows.order_by().values_list(column).annotate(n=Count("pk"))
    return sum(n for audience, n in counted if audience and reach_of(audience) == lane.reach)
