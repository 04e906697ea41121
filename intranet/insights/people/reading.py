"""Who stands where, for those who decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from intranet.accounts.models import Company, Department, User
from intranet.insights.models import Champion, Standing, TeamTie

from .reckoning import FEWEST_PEOPLE

MOST = 10
# Who has answered less often is nobody others turn to yet.
LEAST_ANSWERS = 3


@dataclass
class Report:
    """``is_told`` is False while fewer than five people stand in it: then nobody is named."""

    is_told: bool
    answerers: list[Standing]
    thanked: list[Standing]
    bridges: list[Standing]
    peers: list[Standing]
    between: list[Between]
    reckoned_at: datetime | None = None


@dataclass(frozen=True)
class Between:
    giver: str
    taker: str
    answers: int
    people: int


def report() -> Report:
    """The same few questions, however many people there are."""
    standing = Standing.objects.offered().select_related("person__department", "person__company")
    if standing.count() < FEWEST_PEOPLE:
        return Report(is_told=False, answerers=[], thanked=[], bridges=[], peers=[], between=[])
    often = standing.filter(answers__gte=LEAST_ANSWERS)
    found = Report(
        is_told=True,
        answerers=list(often.order_by("-answers", "-accepted", "person")[:MOST]),
        thanked=list(standing.filter(thanks__gt=0).order_by("-thanks", "person")[:MOST]),
        bridges=list(standing.filter(between__gt=0, teams__gt=0).order_by("-between", "-teams", "person")[:MOST]),
        peers=list(standing.filter(to_peers__gt=0).order_by("-to_peers", "person")[:MOST]),
        between=_between(),
    )
    found.reckoned_at = standing.values_list("reckoned_at", flat=True).first()
    return found


def ties() -> Report:
    """How teams answer each other, and nobody by name."""
    told = Standing.objects.offered().count() >= FEWEST_PEOPLE
    return Report(told, [], [], [], [], _between() if told else [])


def _between() -> list[Between]:
    rows = list(TeamTie.objects.filter(people__gte=FEWEST_PEOPLE).order_by("-answers", "giver", "taker")[: 3 * MOST])
    names = names_of({key for row in rows for key in (row.giver, row.taker)})
    return [
        Between(names[row.giver], names[row.taker], row.answers, row.people)
        for row in rows
        if row.giver in names and row.taker in names
    ]


def names_of(teams: Iterable[str]) -> dict[str, str]:
    """Two questions."""
    numbers: dict[str, list[int]] = {"department": [], "company": []}
    for team in teams:
        sort, _sep, number = team.rpartition("_")
        if sort in numbers:
            numbers[sort].append(int(number))
    departments = Department.objects.filter(pk__in=numbers["department"]).values_list("pk", "name")
    companies = Company.objects.filter(pk__in=numbers["company"]).values_list("pk", "name")
    named = {f"department_{pk}": name for pk, name in departments}
    return named | {f"company_{pk}": name for pk, name in companies}


def champions() -> list[Champion]:
    current = Champion.objects.current().select_related("person__department", "person__company", "named_by")
    return list(current.order_by("-named_at", "-pk")[:200])


def own_standing(person: User) -> Standing | None:
    """For oneself: what is reckoned of one."""
    return Standing.objects.offered().filter(person=person).first()
