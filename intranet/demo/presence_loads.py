"""Load data of presence: who was here on which of the last days; and with it what the nights would have reckoned."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from intranet.accounts.models import User
from intranet.insights.figures.gathering import gather
from intranet.insights.figures.spans import house_today
from intranet.insights.models import PresentDay
from intranet.insights.people.gathering import gather_standings

from .loads import Load, load

# How likely it is that somebody is here: on a day of work, and on another.
OFTEN = {User.Kind.STAFF: (0.8, 0.08), User.Kind.CUSTOMER: (0.25, 0.04), User.Kind.AGENCY: (0.5, 0.0)}
AT_ONCE = 5000


@load("presence", 900)
def presence(load: Load) -> None:
    """For so many days up to yesterday. Some come daily, some hardly ever; it grows by a half from the first to the
    last. Then the figures by day and the ties between teams, which are reckoned from all that was made before."""
    people = list(User.objects.active().filter(is_system=False).order_by("pk").values_list("pk", "kind"))
    count = 0
    for rows in _in_portions(_here(load, people)):
        PresentDay.objects.bulk_create(rows, ignore_conflicts=True)
        count += len(rows)
    load.progress("days of presence")(count)
    load.progress("figures by day")(gather())
    load.progress("people in figures")(gather_standings())


def _here(load: Load, people: list[tuple[int, str]]) -> Iterator[PresentDay]:
    chance, days = load.chance, load.sizes["presence"]
    keen = {pk: chance.uniform(0.3, 1.2) for pk, _kind in people}
    today = house_today()
    for number in range(days):
        day = today - datetime.timedelta(days=days - number)
        place = 0 if day.weekday() < 5 else 1
        grows = 2 / 3 + number / days / 3
        for pk, kind in people:
            if chance.random() < OFTEN[User.Kind(kind)][place] * keen[pk] * grows:
                yield PresentDay(person_id=pk, day=day)


def _in_portions(rows: Iterator[PresentDay]) -> Iterator[list[PresentDay]]:
    portion: list[PresentDay] = []
    for row in rows:
        portion.append(row)
        if len(portion) == AT_ONCE:
            yield portion
            portion = []
    if portion:
        yield portion
