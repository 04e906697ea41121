"""The summary for those who decide carries the figures of the house, for whoever may see them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from feeds.actions import publish_post
from intranet.insights.actions import name_analyst
from intranet.insights.figures.gathering import gather
from intranet.insights.models import DailyFigure
from intranet.notifications import actions
from intranet.notifications.digests.sending import send_to
from intranet.notifications.digests.summary import figures_for
from tests.platform.mail_world import proven

# A Monday, at ten in Rome.
NOW = datetime(2026, 3, 30, 8, tzinfo=UTC)
A_WEEK = timedelta(days=7)


def told(person, since=NOW - A_WEEK):
    return {str(one.label): (one.value, one.against) for one in figures_for(person, since, NOW)}


@pytest.fixture
def counted(author, lab):
    """Three posts in the week, one in the week before; all of it counted at night."""
    for day in (17, 24, 25, 26):
        with time_machine.travel(datetime(2026, 3, day, 9, tzinfo=UTC), tick=False):
            publish_post(by=author, space=lab, body=f"On {day}")
    gather(today=date(2026, 3, 30))


def test_whoever_may_see_the_figures_of_the_house_finds_them_in_the_summary(counted, admin, colleague):
    assert told(admin)["Posts"] == ("3", "200 % more than in the 7 days before")
    assert told(admin)["Without an answer"][0] == "3"
    assert "Comments and answers" not in told(admin), "there were none, then or before"
    assert told(colleague) == {}
    name_analyst(colleague, by=admin)
    assert told(colleague) == told(admin)


def test_an_owner_finds_no_figures_of_the_house(counted, author):
    assert told(author) == {}


def test_nothing_is_said_of_a_day_on_which_nothing_was_nor_before_anything_is_counted(counted, admin):
    assert told(admin, since=NOW - timedelta(hours=24)).get("Posts") is None, "nothing on Sunday, nothing on Saturday"
    DailyFigure.objects.all().delete()
    assert told(admin) == {}


def test_small_groups_are_left_out_of_the_summary_too(counted, admin):
    assert "People a week" not in told(admin)


def test_the_page_the_api_and_the_mail_carry_them(counted, admin, as_, colleague):
    proven(admin)
    with time_machine.travel(NOW, tick=False):
        page = as_(admin).get("/digest/executive/").content.decode()
        figures = as_(admin).get("/api/v1/me/digest/executive").json()["figures"]
        assert as_(colleague).get("/api/v1/me/digest/executive").json()["figures"] == []
        actions.choose_digest(by=admin, rhythm="weekly", weekday=0, hour=10, executive=True)
    assert "200 % more than in the 7 days before" in page
    assert 'href="/insights/#figure-posts"' in page
    posts = next(one for one in figures if one["label"] == "Posts")
    assert posts == {
        "label": "Posts",
        "value": "3",
        "url": "/insights/#figure-posts",
        "against": "200 % more than in the 7 days before",
    }
    with time_machine.travel(NOW + timedelta(days=7, minutes=5), tick=False):
        gather()
        assert send_to(admin.pk) == "sent"
    assert any("Posts" in message.body for message in mail.outbox)
