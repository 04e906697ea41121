"""``people/{handle}/chart``, ``vacancies``, ``celebrations``: who works for whom, who is looked for, what is ahead."""

from __future__ import annotations

import datetime
from typing import Any

from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts import policies
from intranet.accounts.actions.vacancies import close_vacancy, open_vacancy
from intranet.accounts.celebrations import celebrations_for
from intranet.accounts.chart import chart_of, colleagues_of
from intranet.accounts.models import Vacancy
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.audiences import audiences_of

from .named import department_named
from .pages import PageOf, Paging, page_of
from .schemas import PersonOut, person_out

router = Router(tags=["people"])


class LineReportOut(Schema):
    person: PersonOut
    team: int = Field(description="How many work for this person, directly or not.")


class VacancyOut(Schema):
    id: int
    job_title: str
    department: str | None
    manager: str | None = Field(description="The handle of the manager.")
    link: str


class ChartOut(Schema):
    above: list[PersonOut] = Field(description="From the top down to the manager.")
    team: int
    reports: list[LineReportOut]
    vacancies: list[VacancyOut]


class VacancyIn(Schema):
    job_title: str = Field(max_length=80)
    department: str | None = Field(None, description="The name of the department.")
    manager: str | None = Field(None, description="The handle of the manager; null at the top of the chart.")
    link: str = Field("", max_length=500)


class CelebrationOut(Schema):
    person: PersonOut
    day: datetime.date
    years: int = Field(description="0 for a birthday; for an anniversary at work, how many.")


@router.get("/people/{handle}/chart", response=ChartOut, summary="Who stands above a colleague, and who works there")
def chart(request: SignedIn, handle: str) -> dict[str, Any]:
    viewer = request.user
    require(policies.can_see_chart(viewer))
    found = chart_of(viewer, get_visible(colleagues_of(viewer).with_byline(), viewer, handle=handle))
    return {
        "above": [person_out(person) for person in found.above],
        "team": found.person.team if found.person else 0,
        "reports": [{"person": person_out(node.person), "team": node.team} for node in found.reports],
        "vacancies": [vacancy_out(vacancy) for vacancy in found.vacancies],
    }


@router.get("/vacancies", response=PageOf[VacancyOut], summary="The open positions")
def vacancies(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    require(policies.can_see_chart(request.user))
    found = Vacancy.objects.visible_to(request.user).select_related("department", "manager")
    return page_of(found, paging, vacancy_out, by=("job_title", "pk"))


@router.post("/vacancies", response={201: VacancyOut}, summary="Open a position")
def open_position(request: SignedIn, new: VacancyIn) -> Any:
    require(policies.can_administer(request.user))
    people = colleagues_of(request.user)
    vacancy = open_vacancy(
        by=request.user,
        job_title=new.job_title,
        department=department_named(new.department),
        manager=get_visible(people, request.user, handle=new.manager) if new.manager else None,
        link=new.link,
    )
    return Status(201, vacancy_out(vacancy))


@router.delete("/vacancies/{vacancy_id}", response={204: None}, summary="Close a position")
def close_position(request: SignedIn, vacancy_id: int) -> Any:
    require(policies.can_administer(request.user))
    close_vacancy(get_visible(Vacancy, request.user, pk=vacancy_id), by=request.user)
    return Status(204, None)


@router.get("/celebrations", response=list[CelebrationOut], summary="Birthdays and anniversaries of the next days")
def celebrations(request: SignedIn) -> list[dict[str, Any]]:
    found = celebrations_for(request.user, audiences_of(request.user), most=50)
    return [{"person": person_out(one.person), "day": one.day, "years": one.years} for one in found]


def vacancy_out(vacancy: Vacancy) -> dict[str, Any]:
    return {
        "id": vacancy.pk,
        "job_title": vacancy.job_title,
        "department": vacancy.department.name if vacancy.department else None,
        "manager": vacancy.manager.handle if vacancy.manager else None,
        "link": vacancy.link,
    }
