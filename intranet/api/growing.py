"""Who others turn to, how far the house has come, and the list of the week."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Body, Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.insights.maturity import actions as maturity_actions
from intranet.insights.maturity.policies import can_see_maturity
from intranet.insights.maturity.reading import maturity
from intranet.insights.models import Champion, WeekTask
from intranet.insights.people import actions as people_actions
from intranet.insights.people import reading
from intranet.insights.people.policies import can_see_people, can_see_ties
from intranet.insights.week import actions as week_actions
from intranet.insights.week.policies import can_have_list
from intranet.insights.week.reading import Line, week_list

from .schemas import PersonOut, absolute, person_out

router = Router(tags=["insights"])


class GrowingStandingOut(Schema):
    person: PersonOut
    answers: int
    accepted: int
    people_helped: int
    thanks: int
    answers_to_customers: int = Field(description="Of a customer, to other customers.")
    other_teams: int
    across_percent: int = Field(description="Of the answers, how many went to another team.")
    betweenness: float = Field(description="0 to 1: share of shortest ways between people of different teams.")


class BetweenOut(Schema):
    giver: str
    taker: str
    answers: int
    people: int


class GrowingPeopleOut(Schema):
    told: bool = Field(description="False while fewer than five people stand in it: then all lists are empty.")
    answerers: list[GrowingStandingOut]
    thanked: list[GrowingStandingOut]
    bridges: list[GrowingStandingOut]
    customers_helping_customers: list[GrowingStandingOut]
    between_teams: list[BetweenOut]


class ChampionOut(Schema):
    id: int
    person: PersonOut
    reason: str
    named_at: datetime.datetime


class ChampionIn(Schema):
    handle: str
    reason: str


class CriterionOut(Schema):
    measure: str
    label: str
    value: float | None = Field(description="null: too little to say.")
    unit: str
    at_least: int
    met: bool


class StageOut(Schema):
    number: int
    key: str
    name: str
    reached: bool
    criteria: list[CriterionOut]


class MaturityOut(Schema):
    stage: int = Field(description="The last that is reached; 0 before the first.")
    stages: list[StageOut]


class DeedOut(Schema):
    key: str
    label: str


class WeekTaskOut(Schema):
    id: int
    sort: str
    what: str
    why: str
    title: str
    url: str
    minutes: int
    done: bool
    deeds: list[DeedOut]


class WeekOut(Schema):
    minutes: int
    most_minutes: int
    items: list[WeekTaskOut]


class GrowingDoneIn(Schema):
    deed: str = Field("", max_length=20, description="What to do about it; empty: put it aside for this week.")


class ByMailIn(Schema):
    wanted: bool
    day: int = Field(0, description="0 is Monday.")
    hour: int = 8


@router.get(
    "/insights/people", response=GrowingPeopleOut, summary="Who answers and is thanked most; ties between teams"
)
def insights_people(request: SignedIn) -> dict[str, Any]:
    require(can_see_ties(request.user))
    found = reading.report() if can_see_people(request.user) else reading.ties()
    return {
        "told": found.is_told,
        "answerers": [_standing_out(row) for row in found.answerers],
        "thanked": [_standing_out(row) for row in found.thanked],
        "bridges": [_standing_out(row) for row in found.bridges],
        "customers_helping_customers": [_standing_out(row) for row in found.peers],
        "between_teams": [vars(row) for row in found.between],
    }


@router.get("/insights/champions", response=list[ChampionOut], summary="Who is named as somebody others may turn to")
def champions(request: SignedIn) -> list[dict[str, Any]]:
    require(can_see_people(request.user))
    return [_champion_out(one) for one in reading.champions()]


@router.post("/insights/champions", response={201: ChampionOut}, summary="Name somebody")
def name_champion(request: SignedIn, new: ChampionIn) -> Any:
    require(can_see_people(request.user))
    person = get_visible(User.objects.active(), request.user, handle=new.handle)
    return Status(201, _champion_out(people_actions.name_champion(person, by=request.user, reason=new.reason)))


@router.delete("/insights/champions/{int:champion_id}", response={204: None}, summary="Take it back")
def end_champion(request: SignedIn, champion_id: int) -> Any:
    champion = get_object_or_404(Champion.objects.current().select_related("person"), pk=champion_id)
    people_actions.end_champion(champion, by=request.user)
    return Status(204, None)


@router.get("/insights/maturity", response=MaturityOut, summary="The six stages, and what is missing")
def insights_maturity(request: SignedIn) -> dict[str, Any]:
    require(can_see_maturity(request.user))
    return _maturity_out()


@router.put("/insights/maturity/thresholds", response=MaturityOut, summary="Change what the stages ask for")
def set_thresholds(request: SignedIn, wanted: Body[dict[str, int]]) -> dict[str, Any]:
    maturity_actions.set_thresholds(wanted, by=request.user)
    return _maturity_out()


@router.get("/insights/week", response=WeekOut, summary="My list of this week: fifteen minutes at most")
def insights_week(request: SignedIn) -> dict[str, Any]:
    require(can_have_list(request.user))
    found = week_list(request.user)
    return {
        "minutes": found.minutes,
        "most_minutes": found.most_minutes,
        "items": [_line_out(line) for line in found.lines],
    }


@router.post("/insights/week/{int:task_id}/done", response={204: None}, summary="Do what is offered, or put it aside")
def week_done(request: SignedIn, task_id: int, sent: GrowingDoneIn) -> Any:
    task = get_object_or_404(WeekTask, pk=task_id, person=request.user)
    if sent.deed:
        week_actions.do(task, sent.deed, by=request.user)
    elif not week_actions.leave_out(task, by=request.user):
        raise ValidationError(_("This was done already."))
    return Status(204, None)


@router.put("/insights/week/by-mail", response={204: None}, summary="Have the list mailed, or no more")
def week_by_mail(request: SignedIn, sent: ByMailIn) -> Any:
    require(can_have_list(request.user))
    if sent.wanted:
        week_actions.want_by_mail(by=request.user, day=sent.day, hour=sent.hour)
    else:
        week_actions.want_no_mail(by=request.user)
    return Status(204, None)


def _standing_out(row: Any) -> dict[str, Any]:
    return {
        "person": person_out(row.person),
        "answers": row.answers,
        "accepted": row.accepted,
        "people_helped": row.helped,
        "thanks": row.thanks,
        "answers_to_customers": row.to_peers,
        "other_teams": row.teams,
        "across_percent": row.across_share,
        "betweenness": row.between,
    }


def _champion_out(one: Champion) -> dict[str, Any]:
    return {"id": one.pk, "person": person_out(one.person), "reason": one.reason, "named_at": one.named_at}


def _maturity_out() -> dict[str, Any]:
    found = maturity()
    return {
        "stage": found.number,
        "stages": [
            {
                "number": one.stage.number,
                "key": one.stage.key,
                "name": str(one.stage.name),
                "reached": one.is_reached,
                "criteria": [
                    {
                        "measure": met.measure.key,
                        "label": str(met.measure.label),
                        "value": met.value,
                        "unit": met.measure.unit,
                        "at_least": met.least,
                        "met": met.is_met,
                    }
                    for met in one.criteria
                ],
            }
            for one in found.stages
        ],
    }


def _line_out(line: Line) -> dict[str, Any]:
    return {
        "id": line.task.pk,
        "sort": line.chore.key,
        "what": str(line.chore.label),
        "why": line.why,
        "title": line.entry.title or str(line.entry),
        "url": absolute(line.entry.get_absolute_url()),
        "minutes": line.task.minutes,
        "done": line.is_done,
        "deeds": [{"key": deed.key, "label": str(deed.label)} for deed in line.deeds],
    }
