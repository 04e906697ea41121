"""The organisation chart: drawn from the manager of each colleague, for colleagues."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intranet.accounts import actions
from intranet.accounts.actions.vacancies import close_vacancy, open_vacancy
from intranet.accounts.chart import MOST_REPORTS, chart_of
from intranet.accounts.models import User, Vacancy
from intranet.activity.models import Activity
from tests.factories import a_person


@pytest.fixture
def firm(admin, author, colleague, outsider):
    """Ada leads; Ben works for her, Cleo for Ben."""
    actions.change_place(colleague, by=admin, manager=author, job_title="Lead")
    actions.change_place(outsider, by=admin, manager=colleague)
    return author


def names(nodes) -> list[str]:
    return [node.person.get_short_name() for node in nodes]


def test_the_top_shows_who_has_a_team_and_nobody_above(firm, admin, moderator):
    chart = chart_of(admin, None)
    assert (names(chart.reports), chart.reports[0].team, chart.reports[0].direct) == (["Ada"], 2, 1)
    assert chart.unplaced == 2  # the admin and the moderator


def test_a_page_that_begins_with_the_one_at_the_top_is_drawn_once(firm, admin, as_, django_assert_max_num_queries):
    chart = chart_of(admin, None, with_team=True)
    assert (chart.person.person, chart.person.team, names(chart.reports)) == (firm, 2, ["Ben"])
    assert (chart.unplaced, chart.above) == (1, [])
    with django_assert_max_num_queries(3):
        chart_of(admin, None, with_team=True)
    page = as_(admin).get("/people/chart/").content.decode()
    assert 'id="chart-self"' in page
    assert "2 people work here" in page


def test_two_at_the_top_stand_side_by_side(firm, admin, moderator):
    actions.change_place(a_person("Dora"), by=admin, manager=moderator)
    chart = chart_of(admin, None, with_team=True)
    assert (chart.person, len(chart.reports)) == (None, 2)


def test_around_one_colleague_stand_the_chain_above_and_the_team_below(firm, colleague, outsider):
    chart = chart_of(colleague, colleague)
    assert [person.handle for person in chart.above] == [firm.handle]
    assert names(chart.reports) == ["Cleo"]
    assert [person.handle for person in chart_of(colleague, outsider).above] == [firm.handle, colleague.handle]


def test_who_has_left_stands_nowhere(firm, admin, colleague, as_):
    actions.deactivate(colleague, by=admin)
    chart = chart_of(admin, None)
    assert chart.reports == []
    assert as_(admin).get(f"/people/chart/{colleague.handle}/").status_code == 404


def test_a_circle_in_the_data_does_not_hang_the_page(firm, author, outsider, as_):
    User.objects.filter(pk=author.pk).update(manager=outsider)
    chart = chart_of(author, author)
    assert chart.person.team == 2
    assert as_(author).get(f"/people/chart/{outsider.handle}/").status_code == 200


@pytest.mark.parametrize("who", ["customer", "other_customer"])
def test_customers_learn_nothing_of_it(firm, who, as_, request):
    answer = as_(request.getfixturevalue(who)).get("/people/chart/")
    assert answer.status_code == 403
    assert "The organisation chart is for staff" in answer.content.decode()


def test_the_page_leads_through_the_firm(firm, author, colleague, outsider, as_):
    page = as_(outsider).get(f"/people/chart/{colleague.handle}/").content.decode()
    assert f"/people/chart/{author.handle}/" in page
    assert f'href="{outsider.get_absolute_url()}"' in page


def test_a_firm_of_many_costs_what_a_firm_of_few_does(firm, admin, author, queries_stay_flat):
    def hire():
        person = a_person()
        actions.change_place(person, by=admin, manager=author)
        actions.change_place(a_person(), by=admin, manager=person)

    queries_stay_flat(lambda: chart_of(author, author), hire)


def test_a_manager_of_very_many_shows_the_first_and_says_how_many_more(firm, author):
    User.objects.bulk_create(
        User(email=f"n{n}@example.com", handle=f"n{n}", name=f"N {n}", kind="staff", manager=author) for n in range(70)
    )
    chart = chart_of(author, author)
    assert (len(chart.reports), chart.hidden) == (MOST_REPORTS, 71 - MOST_REPORTS)


# --- Open positions --------------------------------------------------------------------------------------------------


def test_an_open_position_stands_under_its_manager_until_it_is_filled(firm, admin, author, as_):
    vacancy = open_vacancy(by=admin, job_title="Firmware developer", manager=author)
    page = as_(author).get(f"/people/chart/{author.handle}/").content.decode()
    assert "Firmware developer" in page
    assert "Filled, or given up" not in page
    close_vacancy(vacancy, by=admin)
    assert "Firmware developer" not in as_(author).get(f"/people/chart/{author.handle}/").content.decode()
    noted = Activity.objects.filter(verb__startswith="accounts.vacancy", audited=True)
    assert sorted(noted.values_list("verb", flat=True)) == ["accounts.vacancy.closed", "accounts.vacancy.opened"]


@pytest.mark.parametrize("who", ["author", "moderator", "customer"])
def test_only_admins_open_and_close_positions(who, admin, request):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        open_vacancy(by=person, job_title="Anything")
    with pytest.raises(PermissionDenied):
        close_vacancy(open_vacancy(by=admin, job_title="Anything"), by=person)


@pytest.mark.parametrize(
    ("field", "value"), [("job_title", " "), ("link", "javascript:alert(1)"), ("manager", "customer")]
)
def test_a_position_that_makes_no_sense_is_refused(field, value, admin, customer):
    told = {"job_title": "Tester", field: customer if value == "customer" else value}
    with pytest.raises(ValidationError) as refused:
        open_vacancy(by=admin, **told)
    assert field in refused.value.message_dict


def test_what_was_typed_survives_a_refusal(admin, as_):
    answer = as_(admin).post("/people/vacancies/new/", {"job_title": "Tester of doors", "link": "nowhere"})
    assert answer.status_code == 422
    assert "Tester of doors" in answer.content.decode()
    assert not Vacancy.objects.exists()
