"""Birthdays and anniversaries: seen by who may see them, and only of those who want it."""

from __future__ import annotations

import datetime

import pytest
from django.utils.timezone import localdate

from intranet.accounts.actions import deactivate
from intranet.accounts.celebrations import celebrations_for
from intranet.accounts.models import User
from intranet.spaces.audiences import audiences_of
from tests.factories import a_person

TODAY = datetime.date(2027, 2, 26)


@pytest.fixture
def born(author):
    User.objects.filter(pk=author.pk).update(birth_day=28, birth_month=2, birth_year=1985)
    return author


def seen_by(viewer, today=TODAY):
    viewer = User.objects.get(pk=viewer.pk)
    found = celebrations_for(viewer, audiences_of(viewer), today=today)
    return [(one.person.get_short_name(), one.day.isoformat(), one.years) for one in found]


def test_a_birthday_is_announced_for_the_week_before(born, colleague):
    assert seen_by(colleague) == [("Ada", "2027-02-28", 0)]
    assert seen_by(colleague, datetime.date(2027, 2, 28)) == [("Ada", "2027-02-28", 0)]
    assert seen_by(colleague, datetime.date(2027, 3, 1)) == []
    assert seen_by(colleague, datetime.date(2027, 2, 21)) == []


def test_nobody_is_told_of_their_own(born):
    assert seen_by(born) == []


def test_who_switches_it_off_is_not_announced(born, colleague):
    User.objects.filter(pk=born.pk).update(celebrate_birthday=False)
    assert seen_by(colleague) == []


def test_who_keeps_the_day_to_themself_is_not_announced(born, colleague):
    User.objects.filter(pk=born.pk).update(field_audiences={"birthday": born.key})
    assert seen_by(colleague) == []


def test_customers_see_nothing_of_it(born, customer):
    assert seen_by(customer) == []


def test_who_has_left_is_not_celebrated(born, admin, colleague):
    deactivate(born, by=admin)
    assert seen_by(colleague) == []


def test_who_was_born_on_the_29th_of_february_is_not_forgotten(born, colleague):
    User.objects.filter(pk=born.pk).update(birth_day=29)
    assert seen_by(colleague) == [("Ada", "2027-02-28", 0)]
    assert seen_by(colleague, datetime.date(2028, 2, 26)) == [("Ada", "2028-02-29", 0)]


def test_an_anniversary_says_how_many_years_and_the_first_day_is_none(author, colleague):
    User.objects.filter(pk=author.pk).update(started_on=datetime.date(2019, 3, 1))
    assert seen_by(colleague) == [("Ada", "2027-03-01", 8)]
    User.objects.filter(pk=author.pk).update(started_on=datetime.date(2027, 3, 1))
    assert seen_by(colleague) == []


def test_a_week_over_new_year_is_one_week(author, colleague):
    User.objects.filter(pk=author.pk).update(started_on=datetime.date(2020, 1, 2))
    assert seen_by(colleague, datetime.date(2026, 12, 29)) == [("Ada", "2027-01-02", 7)]


def test_the_home_page_shows_them(author, colleague, as_):
    today = localdate()
    User.objects.filter(pk=author.pk).update(birth_day=today.day, birth_month=today.month)
    assert "To celebrate" in as_(colleague).get("/").content.decode()


def test_a_firm_with_many_birthdays_costs_one_question(colleague, django_assert_num_queries):
    for _ in range(5):
        person = a_person()
        User.objects.filter(pk=person.pk).update(birth_day=28, birth_month=2)
    audiences = audiences_of(colleague)
    with django_assert_num_queries(1):
        assert len(celebrations_for(colleague, audiences, today=TODAY)) == 5
