"""Nothing is told of groups of fewer than five people, and no subtraction tells it either."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
import time_machine

from feeds.actions import publish_post
from intranet.conversation.actions import add_comment
from intranet.core.small_groups import Withheld, left_out
from intranet.insights.figures.companies import figures_of_companies
from intranet.insights.figures.gathering import gather
from intranet.insights.figures.registry import all_figures, figure_called
from intranet.insights.figures.scopes import Scope
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
    found = left_out(people)
    assert set(found) == hidden
    assert all((why == Withheld.FEW) == (people[group] < 5) for group, why in found.items())
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
    for kind, why in ((guest.kind, "few"), ("staff", "others")):
        told = series_of(all_figures(), Scope.role(kind), SPAN)
        assert told["posts"].withheld == why
        assert all(one.withheld == why and not one.points and one.total is None for one in told.values())
    assert said("posts", Scope.role("customer")).withheld is None


def test_a_closed_space_of_few_is_told_once_it_has_five_people(author, lab):
    with at(24):
        publish_post(by=author, space=lab, body="Bearings came")
    gather(today=TODAY)
    assert said("posts", Scope.of_space(lab)).withheld == "few"
    for number in range(3):
        Membership.objects.create(space=lab, person=a_person(f"Member {number}"))
    assert said("posts", Scope.of_space(lab)).total == 1


def test_an_open_space_of_few_is_told_no_more_than_a_closed_one_and_a_community_of_few_keepers_is(author, plaza):
    with at(24):
        publish_post(by=author, space=plaza, body="Coffee")
    gather(today=TODAY)
    assert said("posts", Scope.of_space(plaza)).withheld == "few"
    plaza.visibility = "community"
    plaza.save()
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
    assert {one["name"]: one["withheld"].get("people") for one in figures_of_companies(SPAN).items} == {
        "Large": None,
        "Middle": "others",
        "Small": "few",
    }


def test_what_few_people_of_a_company_wrote_is_told_nowhere_and_what_hides_them_says_why(admin, as_, plaza):
    sizes = (("Large", 9), ("Middle", 6), ("Small", 2), ("Gone", 1))
    plaza.visibility = "community"
    plaza.save()
    for name, size in sizes:
        company = a_company(name)
        people = [a_customer(f"{name} {number}", company=company) for number in range(size)]
        with at(24):
            for person in people:
                Membership.objects.create(space=plaza, person=person)
                publish_post(by=person, space=plaza, body="Does it sleep?")
        if name == "Gone":
            people[0].is_active = False
            people[0].save()
    with at(30):
        told = {one["name"]: one for one in as_(admin).get("/api/v1/insights/companies?days=7").json()["companies"]}
        page = as_(admin).get("/insights/companies.csv?days=7").content.decode("utf-8-sig")
    assert told["Large"]["written"] == 9
    assert told["Large"]["withheld"] == {}
    for name, why in (("Middle", "others"), ("Small", "few"), ("Gone", "few")):
        columns = [key for key in told[name] if key not in ("name", "external_id", "withheld")]
        assert len(columns) > 4
        assert all(told[name][key] is None and told[name]["withheld"][key] == why for key in columns), name
    lines = {line["Company"]: line for line in csv.DictReader(io.StringIO(page))}
    assert lines["Small"]["Written"] == lines["Gone"]["Written"] == "fewer than 5"
    assert lines["Middle"]["Written"] == "withheld to protect a small group"
    assert lines["Large"]["Written"] == "9"


def test_a_page_says_whether_a_group_is_small_or_hides_a_small_one(admin, as_, author):
    for number in range(6):
        a_person(f"Colleague {number}")
    a_person("Tina", kind="agency", access_until=datetime(2099, 1, 1, tzinfo=UTC))
    gather()
    few, others = (as_(admin).get(f"/insights/?of=role_{kind}").content.decode() for kind in ("agency", "staff"))
    assert "Nothing is told of Agency guests: it has fewer than 5 people." in few
    assert "Nothing is told of Staff, only to protect others" in others
    table = as_(admin).get("/insights/posts.csv?of=role_staff").content.decode()
    assert "withheld to protect a small group" in table
    told = as_(admin).get("/api/v1/insights/figures/posts?of=role_staff").json()["figures"][0]
    assert (told["withheld"], told["total"], told["points"]) == ("others", None, [])


def test_a_day_that_hides_a_small_group_says_so_in_the_table(admin, as_):
    """Kept by the night, read by the day: nine colleagues were here and two guests of an agency."""
    people = [a_person(f"Colleague {number}") for number in range(9)]
    people += [a_customer(f"Buyer {number}") for number in range(7)]
    people += [a_person(f"Guest {n}", kind="agency", access_until=datetime(2099, 1, 1, tzinfo=UTC)) for n in range(5)]
    for person in [*people[:16], people[16], people[17]]:
        PresentDay.objects.create(person=person, day=date(2026, 3, 29))
    gather(today=TODAY)
    day = Span(date(2026, 3, 29), date(2026, 3, 29))
    whys = [said("people_day", Scope.role(kind), day).points[0].withheld for kind in ("agency", "customer")]
    assert whys == ["few", "others"]
    assert said("people_day", Scope.role("staff"), day).total == 9
    assert said("people_day", Scope.role("customer"), day).withheld == "others"


def test_shares_between_people_are_told_without_the_numbers_that_could_be_subtracted(author):
    people = [a_person(f"Person {number}", location="Rome" if number < 4 else "Milan") for number in range(6)]
    author.location = "Rome"
    author.save()
    with at(24):
        post = publish_post(by=author, audience="org", body="Who is where?")
        for person in people[:4]:
            add_comment(post, by=person, body="Here")
    assert said("across_places").withheld == "few"
    with at(24):
        for person in people[4:]:
            add_comment(post, by=person, body="There")
    told = said("across_places")
    assert (told.total, [point.value for point in told.points]) == (33, [67, 33])
