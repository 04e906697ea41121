"""The chart, the open positions and what is ahead, for programs."""

from __future__ import annotations

import pytest
from django.utils.timezone import localdate

from intranet.accounts import actions
from intranet.accounts.models import User


@pytest.fixture
def team(admin, author, colleague):
    actions.change_place(colleague, by=admin, manager=author, job_title="Lead")


def test_the_chart_says_who_stands_above_and_who_works_there(team, as_, author, colleague):
    told = as_(colleague).get(f"/api/v1/people/{author.handle}/chart").json()
    assert (told["above"], told["team"]) == ([], 1)
    assert [report["person"]["handle"] for report in told["reports"]] == [colleague.handle]
    above = as_(author).get(f"/api/v1/people/{colleague.handle}/chart").json()["above"]
    assert [person["handle"] for person in above] == [author.handle]


def test_admins_open_and_close_positions_and_others_read_them(as_, admin, author, customer):
    new = {"job_title": "Tester", "manager": author.handle}
    made = as_(admin).post("/api/v1/vacancies", new, content_type="application/json")
    assert (made.status_code, made.json()["manager"]) == (201, author.handle)
    assert as_(author).post("/api/v1/vacancies", new, content_type="application/json").status_code == 403
    assert [one["job_title"] for one in as_(author).get("/api/v1/vacancies").json()["items"]] == ["Tester"]
    assert as_(customer).get("/api/v1/vacancies").status_code == 403
    assert as_(admin).delete(f"/api/v1/vacancies/{made.json()['id']}").status_code == 204
    assert as_(author).get("/api/v1/vacancies").json()["items"] == []


def test_a_department_that_does_not_exist_is_an_error(as_, admin):
    answer = as_(admin).post(
        "/api/v1/vacancies", {"job_title": "Tester", "department": "Moon"}, content_type="application/json"
    )
    assert answer.status_code == 422
    assert "no such department" in answer.content.decode()


def test_what_is_ahead_is_told_to_who_may_see_it(as_, author, colleague, customer):
    today = localdate()
    User.objects.filter(pk=author.pk).update(birth_day=today.day, birth_month=today.month)
    [one] = as_(colleague).get("/api/v1/celebrations").json()
    assert (one["person"]["handle"], one["years"]) == (author.handle, 0)
    assert as_(customer).get("/api/v1/celebrations").json() == []
