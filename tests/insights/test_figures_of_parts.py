"""What the parts tell insights is what happened there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import time_machine

from feeds.models import Broadcast, Reach
from forum import actions as forum_actions
from forum.models import AskingDay
from ideas import actions as idea_actions
from ideas.models import Idea
from ideas.statuses import first_status
from intranet.insights.figures.companies import figures_of_companies
from intranet.insights.figures.gathering import gather
from intranet.insights.figures.registry import figure_called
from intranet.insights.figures.scopes import Scope
from intranet.insights.figures.spans import Span
from intranet.insights.figures.telling import series_of
from tests.factories import a_customer, a_person
from wiki import actions as wiki_actions
from wiki.models import Opinion

TODAY = date(2026, 3, 30)
SPAN = Span(date(2026, 3, 23), date(2026, 3, 29))
TUESDAY = datetime(2026, 3, 24, 9, tzinfo=UTC)


def said(key, scope=None, span=SPAN):
    return series_of([figure_called(key)], scope or Scope("house", "House"), span)[key]


def bars(series):
    return {point.label: point.value for point in series.points}


def test_the_funnel_of_ideas_says_how_far_those_of_the_span_have_got(porch, author, admin):
    with time_machine.travel(TUESDAY, tick=False):
        board = idea_actions.make_board(porch, by=author, name="Wishes")
        ideas = [idea_actions.suggest(board, by=author, title=f"Wish {n}", body="Please") for n in range(5)]
    for idea, meaning in zip(ideas, ("open", "declined", "planned", "delivered"), strict=False):
        Idea.objects.filter(pk=idea.pk).update(status=first_status(meaning))
    told = said("idea_funnel")
    assert bars(told) == {"Suggested": 5, "Answered": 3, "Taken on": 2, "Delivered": 1}
    assert (told.total, told.previous) == (5, 0)
    assert said("idea_funnel", span=SPAN.before).is_empty
    gather(today=TODAY)
    assert said("ideas").total == 5


def test_what_was_written_already_spares_questions(db):
    AskingDay.objects.create(day=date(2026, 3, 24), offered=20, opened=9, spared=3, asked=9)
    AskingDay.objects.create(day=date(2026, 3, 29), offered=1, spared=1, asked=3)
    AskingDay.objects.create(day=date(2026, 3, 22), spared=1, asked=1)
    AskingDay.objects.create(day=date(2026, 3, 30), spared=100)
    told = said("spared")
    assert (told.total, told.previous) == (25, 50)
    assert list(bars(told).values()) == [21, 9, 4, 12]


def test_pages_helped_the_share_of_readers_who_said_so_and_few_opinions_are_not_told(lab, author):
    with time_machine.travel(TUESDAY, tick=False):
        page = wiki_actions.create_page(lab, by=author, title="Bearings", body="Grease them.")
    with time_machine.travel(TUESDAY, tick=False):
        for number in range(4):
            Opinion.objects.create(page=page, person=a_person(f"Reader {number}"), was_helpful=number > 0)
    assert said("helpful").withheld == "few"
    with time_machine.travel(TUESDAY, tick=False):
        Opinion.objects.create(page=page, guest="someone", was_helpful=True)
    told = said("helpful")
    assert told.total == 80
    assert [point.value for point in told.points] == [None, 80, None, None, None, None, None]


def test_broadcasts_reach_whom_they_reach_and_those_to_a_few_do_not_count(author):
    people = [a_person(f"Person {number}") for number in range(6)]
    with time_machine.travel(TUESDAY, tick=False):
        large, small = (
            Broadcast.objects.create(
                kind="feeds.broadcast", author=author, signed_by=author, title=title, body=title, published_at=TUESDAY,
                must_acknowledge=True,
            )
            for title in ("To all", "To two")
        )  # fmt: skip
        for number, person in enumerate(people):
            seen = TUESDAY if number < 3 else None
            Reach.objects.create(
                broadcast=large, person=person, seen_at=seen, acknowledged_at=seen if number < 2 else None
            )
        for person in people[:2]:
            Reach.objects.create(broadcast=small, person=person, seen_at=TUESDAY)
    told = said("reach")
    assert (told.total, told.previous) == (50, None)
    assert bars(told) == {"Delivered": 6, "Seen": 3, "Asked to acknowledge": 6, "Acknowledged": 2}


def test_the_forum_says_what_was_asked_solved_and_how_soon_the_house_answered(porch, author, acme):
    customer = a_customer("Dora", company=acme)
    for number in range(4):
        a_customer(f"Colleague of Dora {number}", company=acme)
    category = forum_actions.make_category(porch, by=author, name="Terminals")
    for hours in (1, 2, 3, 10, 20):
        with time_machine.travel(TUESDAY, tick=False):
            topic = forum_actions.ask(category, by=customer, title=f"In {hours}", body="Does it wake up?")
        with time_machine.travel(TUESDAY + timedelta(hours=hours), tick=False):
            given = forum_actions.answer(topic, by=author, body="It does.")
            if hours < 3:
                forum_actions.accept_answer(given, by=author)
    gather(today=TODAY)
    assert said("house_answers").total == 3
    assert said("solved").total == 40
    assert bars(said("solved")) == {"Solved": 2, "Not solved yet": 3}
    assert (said("topics").total, said("topics", span=SPAN.before).total) == (5, 0)
    line = next(one for one in figures_of_companies(SPAN).items if one["name"] == acme.name)
    assert (line["topics"], line["requests"], line["people"]) == (5, 0, 5)
