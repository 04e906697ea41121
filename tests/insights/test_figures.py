"""Figures of the house: what they count is what happened, and few people are never counted out."""

from __future__ import annotations

import csv
import io
import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from feeds.actions import publish_post
from intranet.content.actions import delete_entry
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.insights.actions import name_analyst, remove_analyst
from intranet.insights.figures.charts import drawn, in_words
from intranet.insights.figures.gathering import gather
from intranet.insights.figures.presence import note_presence
from intranet.insights.figures.registry import Chart, Figure, Unit, figure_called
from intranet.insights.figures.scopes import Scope
from intranet.insights.figures.series import Point, Series
from intranet.insights.figures.spans import Span
from intranet.insights.figures.telling import series_of
from intranet.insights.models import DailyFigure, PresentDay
from intranet.spaces.models import Membership
from tests.factories import a_person

TODAY = date(2026, 3, 30)
NOON = datetime(2026, 3, 30, 10, tzinfo=UTC)
SPAN = Span(date(2026, 3, 23), date(2026, 3, 29))


def at(day: date, hour: int = 9):
    return time_machine.travel(datetime(day.year, day.month, day.day, hour, tzinfo=UTC), tick=False)


def said(key, scope=None, span=SPAN):
    figure = figure_called(key)
    return series_of([figure], scope or Scope("house", "House"), span)[key]


def count(today=TODAY):
    with at(today):
        return gather(today=today)


def values(series):
    return [point.value for point in series.points]


@pytest.fixture
def week(author, colleague, lab):
    """On Tuesday a post and two answers in the lab, which has five people, on Thursday a post to all."""
    for number in range(3):
        Membership.objects.create(space=lab, person=a_person(f"Member {number}"))
    with at(date(2026, 3, 24)):
        post = publish_post(by=author, space=lab, body="Bearings came")
    with at(date(2026, 3, 24), 12):
        add_comment(post, by=colleague, body="Good")
        add_comment(post, by=author, body="Yes")
    with at(date(2026, 3, 26)):
        publish_post(by=colleague, audience="org", body="Lunch at one")
    return post


def test_posts_and_answers_are_counted_by_day_in_the_house_in_spaces_and_by_sort_of_people(week, lab):
    count()
    assert values(said("posts")) == [0, 1, 0, 1, 0, 0, 0]
    assert values(said("posts", Scope.of_space(lab))) == [0, 1, 0, 0, 0, 0, 0]
    assert values(said("answers")) == [0, 2, 0, 0, 0, 0, 0]
    assert (said("posts", Scope.role("staff")).total, said("posts", Scope.role("customer")).total) == (2, 0)


def test_a_day_ends_at_midnight_in_the_house(author, lab):
    with time_machine.travel(datetime(2026, 3, 24, 23, 30, tzinfo=UTC), tick=False):
        publish_post(by=author, space=lab, body="Late")
    count()
    assert values(said("posts")) == [0, 0, 1, 0, 0, 0, 0]


def test_the_day_on_which_the_clock_is_turned_is_one_day(author, lab):
    for hour in (0, 12, 21):
        with at(date(2026, 3, 29), hour):
            publish_post(by=author, space=lab, body=f"At {hour}")
    count()
    assert values(said("posts"))[-1] == 3
    assert (SPAN.ends_at.astimezone(UTC) - Span(SPAN.last, SPAN.last).begins_at.astimezone(UTC)) == timedelta(hours=23)


def test_what_was_deleted_since_is_counted_no_more(week, author):
    count()
    with at(TODAY):
        delete_entry(Entry.objects.get(pk=week.pk), by=author)
    count(TODAY + timedelta(days=1))
    assert values(said("posts")) == [0, 0, 0, 1, 0, 0, 0]


def test_counting_twice_counts_once_and_what_a_night_has_missed_is_made_up(week):
    count()
    first = set(DailyFigure.objects.filter(value__gt=0).values_list("figure", "scope", "day", "value"))
    count()
    assert set(DailyFigure.objects.filter(value__gt=0).values_list("figure", "scope", "day", "value")) == first
    DailyFigure.objects.filter(day__gt=date(2026, 3, 1)).delete()
    count()
    assert set(DailyFigure.objects.filter(value__gt=0).values_list("figure", "scope", "day", "value")) == first


def test_people_are_counted_by_day_week_and_four_weeks_each_once(db):
    people = [a_person(f"Person {number}") for number in range(9)]
    for number, person in enumerate(people):
        PresentDay.objects.create(person=person, day=date(2026, 3, 28) if number < 6 else date(2026, 3, 24))
    PresentDay.objects.create(person=people[0], day=date(2026, 3, 24))
    PresentDay.objects.create(person=people[8], day=date(2026, 3, 5))
    count()
    assert (said("people_day", span=Span(date(2026, 3, 28), date(2026, 3, 28))).total) == 6
    assert said("people_week").total == 9
    assert said("people_week", span=Span(date(2026, 3, 1), date(2026, 3, 28))).total == 9
    assert said("people_month", span=Span(date(2026, 3, 1), date(2026, 3, 7))).withheld == "few"


def test_an_average_day_is_that_of_the_days_which_may_be_told(db):
    people = [a_person(f"Person {number}") for number in range(8)]
    for day, here in ((27, 8), (28, 6), (29, 2)):
        for person in people[:here]:
            PresentDay.objects.create(person=person, day=date(2026, 3, day))
    count()
    told = said("people_day", span=Span(date(2026, 3, 27), date(2026, 3, 29)))
    assert (told.total, values(told)) == (7, [8, 6, None])


def test_fewer_than_five_are_not_counted_out(db):
    for number in range(4):
        PresentDay.objects.create(person=a_person(f"Person {number}"), day=date(2026, 3, 29))
    count()
    told = said("people_day", span=Span(date(2026, 3, 29), date(2026, 3, 29)))
    assert (told.total, told.withheld, values(told)) == (None, "few", [None])
    assert values(said("people_day"))[-2:] == [0, None]


def test_no_difference_between_the_house_and_its_parts_tells_the_size_of_a_small_one(db, acme):
    for number in range(9):
        PresentDay.objects.create(person=a_person(f"Person {number}"), day=date(2026, 3, 29))
    for number in range(3):
        who = a_person(f"Guest {number}", kind="customer", company=acme)
        PresentDay.objects.create(person=who, day=date(2026, 3, 29))
    count()
    assert said("people_day").total == 12
    hidden = [said("people_day", Scope.role(kind)).withheld for kind in ("customer", "staff")]
    assert hidden == ["few", "others"]


def test_who_is_here_counts_once_a_day_and_a_look_through_their_eyes_does_not(colleague, outsider):
    with at(TODAY):
        note_presence(colleague)
        note_presence(colleague)
        outsider.__dict__["_people_known"] = True
        note_presence(outsider)
    assert list(PresentDay.objects.values_list("person", "day")) == [(colleague.pk, TODAY)]


def test_days_of_presence_are_forgotten(colleague):
    PresentDay.objects.create(person=colleague, day=date(2025, 1, 1))
    count()
    assert not PresentDay.objects.exists()


def test_the_time_to_the_first_answer_is_the_middle_of_those_by_somebody_else(author, colleague, lab):
    for hours in (1, 2, 3, 10, 20):
        with at(date(2026, 3, 24), 0):
            post = publish_post(by=author, space=lab, body=f"In {hours}")
            add_comment(post, by=author, body="Anybody?")
        with time_machine.travel(datetime(2026, 3, 24, tzinfo=UTC) + timedelta(hours=hours), tick=False):
            add_comment(post, by=colleague, body="Here")
    assert said("first_reply").total == 3
    assert said("first_reply", span=SPAN.before).total is None


def test_what_nobody_else_answers_is_without_an_answer(week, author, lab):
    with at(date(2026, 3, 25)):
        add_comment(publish_post(by=author, space=lab, body="Hello?"), by=author, body="Anybody?")
    assert said("unanswered").total == 2
    assert said("unanswered", Scope.of_space(lab)).total == 1
    assert said("answered_share").withheld == "few"


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"days": "8"}, "Choose one"),
        ({"days": "x"}, "Choose one"),
        ({"first": "2026-03-09", "last": "2026-03-01"}, "after the last"),
        ({"first": "2026-13-09", "last": "2026-03-01"}, "two days"),
        ({"first": "2020-01-01", "last": "2026-03-01"}, "three years"),
        ({"first": "2026-03-30", "last": "2026-03-30"}, "over"),
    ],
)
def test_what_is_no_span_is_said_in_a_sentence(asked, problem):
    with pytest.raises(ValidationError, match=problem):
        Span.asked(**asked, today=TODAY)


def test_a_long_span_is_drawn_in_weeks_and_months_without_a_gap():
    for days in (7, 90, 365):
        span = Span.of_days(days, today=TODAY)
        steps = span.steps()
        assert (steps[0].first, steps[-1].last) == (span.first, span.last)
        assert all(one.last + timedelta(days=1) == two.first for one, two in itertools.pairwise(steps))
        assert len(steps) <= 45


def test_a_point_that_is_not_told_breaks_the_line_and_is_said_in_words():
    figure = Figure("x", "X", "adoption", Unit.PEOPLE, of=lambda scope, span: Series())
    told = drawn(figure, Series((Point("a", 6), Point("b", None), Point("c", 10)), total=10, previous=8), days=3)
    assert told.line.count("M") == 2
    assert told.rows == [("a", "6"), ("b", "fewer than 5"), ("c", "10")]
    assert (told.top, told.against, told.way) == ("10", "25 % more than in the 3 days before", "good")
    bars = drawn(
        Figure("y", "Y", "ideas", Unit.SHARE, of=lambda scope, span: Series(), chart=Chart.BARS, good=-1),
        Series((Point("a", 3), Point("b", 1)), total=75, previous=50),
        days=3,
    )
    assert ([bar.width for bar in bars.bars], bars.total, bars.way) == ([100.0, 33.3], "75 %", "bad")


def test_hours_are_said_as_people_say_them():
    assert [in_words(hours, Unit.HOURS) for hours in (0.5, 1, 3.25, 72)] == [
        "30 minutes",
        "1 hour",
        "3.2 hours",
        "3 days",
    ]


def test_admins_and_whom_they_name_see_the_house_and_owners_their_space(as_, admin, author, colleague, customer, lab):
    assert as_(admin).get("/insights/").status_code == 200
    assert as_(colleague).get("/insights/").status_code == 403
    assert as_(customer).get("/insights/").status_code == 403
    assert "Lab" in as_(author).get("/insights/").content.decode()
    assert as_(author).get("/insights/?of=house").status_code == 403
    assert as_(colleague).get(f"/insights/?of={lab.key}").status_code == 403
    name_analyst(colleague, by=admin)
    assert as_(colleague).get("/insights/?of=house").status_code == 200
    remove_analyst(colleague, by=admin)
    assert as_(colleague).get("/insights/").status_code == 403


def test_a_secret_space_is_not_there_for_who_is_not_in_it(as_, colleague, admin, vault):
    name_analyst(colleague, by=admin)
    assert as_(colleague).get(f"/insights/?of={vault.key}").status_code == 404
    assert vault.name not in as_(colleague).get("/insights/").content.decode()


def test_only_colleagues_are_named_and_only_by_admins(admin, colleague, customer):
    with pytest.raises(ValidationError, match="colleague"):
        name_analyst(customer, by=admin)
    with pytest.raises(PermissionDenied):
        name_analyst(colleague, by=colleague)


def test_behind_each_chart_stands_a_table_and_a_file(as_, admin, week):
    count()
    with time_machine.travel(NOON, tick=False):
        page = as_(admin).get("/insights/?days=7").content.decode()
        answer = as_(admin).get("/insights/posts.csv?days=7")
    assert page.count('<figure class="figure"') == page.count('<details class="figure-table">') > 8
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Posts", "The whole house"]
    assert [row[1] for row in rows[1:]] == ["0", "1", "0", "1", "0", "0", "0"]


def test_a_span_that_is_none_is_told_on_the_page(as_, admin):
    answer = as_(admin).get("/insights/?from=2026-03-09&to=2026-03-01")
    assert (answer.status_code, "after the last" in answer.content.decode()) == (422, True)
    assert as_(admin).get("/insights/posts.csv?days=nonsense").status_code == 422
    assert as_(admin).get("/insights/nothing.csv").status_code == 404


def test_companies_are_told_by_the_number_they_have_in_the_firms_books(as_, admin, colleague, acme, customer):
    acme.external_id = "K-1001"
    acme.save()
    answer = as_(admin).get("/insights/companies.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    line = next(row for row in rows if row[1] == acme.name)
    assert (line[0], line[2]) == ("K-1001", "fewer than 5")
    assert as_(colleague).get("/insights/companies.csv").status_code == 403


def test_the_page_costs_the_same_for_little_and_for_much(as_, admin, author, lab, queries_stay_flat):
    client = as_(admin)
    numbers = iter(range(100))

    def grow():
        with at(date(2026, 3, 24) + timedelta(days=next(numbers) % 5)):
            publish_post(by=author, space=lab, body=f"Post {next(numbers)}")
        count()

    with time_machine.travel(NOON, tick=False):
        queries_stay_flat(lambda: client.get("/insights/?days=30"), grow)
