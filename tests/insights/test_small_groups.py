"""Nothing is told of groups of fewer than five people, and no subtraction tells it either."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from feeds.actions import publish_post
from intranet.conversation.actions import add_comment
from intranet.insights.figures.companies import figures_of_companies
from intranet.insights.figures.gathering import gather
from intranet.insights.figures.registry import all_figures, figure_called
from intranet.insights.figures.scopes import Scope
from intranet.insights.figures.small import left_out
from intranet.insights.figures.spans import Span
from intranet.insights.figures.telling import series_of
from intranet.insights.models import PresentDay
from intranet.spaces.models import Membership
from tests.factories import a_company, a_customer, a_person

TODAY = date(2026, 3, 30)
SPAN = Span(date(2026, 3, 23), date(2026, 3, 29))


def said(key, scope=None, span=SPAN):
    return series_of([figure_called(key)], scope or Scope("house", "House"), span)[key]


def at(day):
    return time_machine.travel(datetime(2026, 3, day, 9, tzinfo=UTC), tick=False)


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        ({}, set()),
        ({"a": 7, "b": 5}, set()),
        ({"a": 30, "b": 12, "c": 4}, {"b", "c"}),
        ({"a": 30, "b": 12, "c": 4, "d": 1}, {"c", "d"}),
        ({"a": 30, "b": 2, "c": 2}, {"a", "b", "c"}),
        ({"a": 30, "b": 0}, set()),
        ({"a": 3}, {"a"}),
    ],
)
def test_what_is_left_out_of_a_whole_is_nobody_or_at_least_five_people_unless_it_is_all_there_is(people, hidden):
    assert left_out(people) == hidden
    among = sum(people[group] for group in hidden)
    assert among == 0 or among >= 5 or hidden == {group for group, count in people.items() if count}


def test_what_a_single_guest_of_an_agency_wrote_is_told_by_no_figure_and_by_no_difference(author):
    for number in range(7):
        a_customer(f"Buyer {number}")
    for number in range(4):
        a_person(f"Colleague {number}")
    guest = a_person("Tina", kind="agency", access_until=datetime(2099, 1, 1, tzinfo=UTC))
    with at(24):
        publish_post(by=author, audience="org", body="Welcome")
        publish_post(by=author, audience="org", body="Again")
    gather(today=TODAY)
    assert said("posts").total == 2
    for kind in (guest.kind, "staff"):
        told = series_of(all_figures(), Scope.role(kind), SPAN)
        assert told["posts"].is_few
        assert all(one.is_few and not one.points and one.total is None for one in told.values())
    assert not said("posts", Scope.role("customer")).is_few


def test_a_closed_space_of_few_is_told_once_it_has_five_people(author, lab):
    with at(24):
        publish_post(by=author, space=lab, body="Bearings came")
    gather(today=TODAY)
    assert said("posts", Scope.of_space(lab)).is_few
    for number in range(3):
        Membership.objects.create(space=lab, person=a_person(f"Member {number}"))
    assert said("posts", Scope.of_space(lab)).total == 1


def test_what_everybody_reads_in_an_open_space_is_no_secret_of_its_few_members(author, plaza):
    with at(24):
        publish_post(by=author, space=plaza, body="Coffee")
    gather(today=TODAY)
    assert said("posts", Scope.of_space(plaza)).total == 1


def test_the_page_says_why_nothing_is_told_of_a_small_space(as_, author, lab):
    answer = as_(author).get(f"/insights/?of={lab.key}").content.decode()
    assert "Nothing is told of Lab" in answer
    assert '<figure class="figure"' not in answer


def test_with_one_small_company_the_next_one_is_left_out_too(db):
    for company, size in ((a_company("Large"), 9), (a_company("Middle"), 6), (a_company("Small"), 2)):
        for number in range(size):
            who = a_customer(f"{company.name} {number}", company=company)
            PresentDay.objects.create(person=who, day=date(2026, 3, 28))
    told = {one["name"]: (one["people"], one["present"]) for one in figures_of_companies(SPAN).items}
    assert told == {"Large": (9, 9), "Middle": (None, None), "Small": (None, None)}


def test_shares_between_people_are_told_without_the_numbers_that_could_be_subtracted(author):
    people = [a_person(f"Person {number}", location="Rome" if number < 4 else "Milan") for number in range(6)]
    author.location = "Rome"
    author.save()
    with at(24):
        post = publish_post(by=author, audience="org", body="Who is where?")
        for person in people[:4]:
            add_comment(post, by=person, body="Here")
    assert said("across_places").is_few
    with at(24):
        for person in people[4:]:
            add_comment(post, by=person, body="There")
    told = said("across_places")
    assert (told.total, [point.value for point in told.points]) == (33, [67, 33])
