"""The scenarios of docs/permissions.md about how the house grows."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate, now

from forum import actions as forum
from forum.models import Topic
from intranet.accounts.models import User
from intranet.insights import actions as knowledge
from intranet.insights.people.actions import name_champion
from intranet.insights.people.gathering import gather_standings
from intranet.insights.week import links
from intranet.insights.week.reading import week_list
from intranet.moderation.lanes import actions as lanes
from intranet.moderation.models import Lane
from tests.insights import company as known

PAGES = ("/insights/people/", "/api/v1/insights/people", "/api/v1/insights/champions")


def test_161_who_is_left_out_stands_nowhere_and_is_not_named(admin, as_):
    firm = known.build()
    gather_standings()
    name_champion(firm["rosa"], by=admin, reason="Cold rooms")
    assert all("Rosa" in as_(admin).get(page).content.decode() for page in PAGES)
    knowledge.opt_out(by=firm["rosa"])
    gather_standings()
    assert not any("Rosa" in as_(admin).get(page).content.decode() for page in PAGES)
    with pytest.raises(PermissionDenied):
        name_champion(firm["rosa"], by=admin, reason="Cold rooms")


def test_162_only_admins_see_it_and_no_team_of_fewer_than_five(admin, author, moderator, customer, as_):
    known.build()
    gather_standings()
    for person in (author, moderator, customer):
        assert [as_(person).get(page).status_code for page in PAGES] == [403, 403, 403]
    told = as_(admin).get("/api/v1/insights/people").json()
    assert [(row["giver"], row["taker"]) for row in told["between_teams"]] == [("Development", "Support")]


def test_163_an_address_from_the_mail_does_one_thing_once(porch, author, customer, admin, moderator, as_, client):
    category = forum.make_category(porch, by=author, name="Terminals")
    topic = forum.ask(category, by=customer, title="It sleeps", body="In the cold.")
    path = links.deed_url(week_list(admin).lines[0].task, "take").partition("/insights/")[2]
    path = f"/insights/{path}"
    assert as_(moderator).post(path).status_code == 403
    User.objects.filter(pk=admin.pk).update(role="")
    assert client.post(path).status_code == 403
    User.objects.filter(pk=admin.pk).update(role="admin")
    assert Topic.objects.get(pk=topic.pk).assignee is None
    client.post(path)
    assert Topic.objects.get(pk=topic.pk).assignee == admin
    Topic.objects.update(assignee=None)
    client.post(path)
    assert Topic.objects.get(pk=topic.pk).assignee is None
    assert client.get("/insights/week/").status_code == 302, "nobody is signed in by it"


def test_164_a_trial_goes_back_to_all_that_was_before(lab, author, colleague, outsider):
    lane = lanes.set_lane(lab, "inside", by=author, sort="pre_approval", hours=4, trusted=[colleague])
    with pytest.raises(PermissionDenied):
        lanes.try_freer(lane, by=colleague)
    lanes.try_freer(lane, by=author)
    lanes.set_lane(lab, "inside", by=author, sort="direct", trial_until=localdate() + timedelta(days=3))
    with time_machine.travel(now() + timedelta(days=5), tick=False):
        lanes.look_at_clock()
    lane = Lane.objects.get()
    assert (lane.sort, lane.hours, lane.trusted.get()) == ("pre_approval", 4, colleague)
    with pytest.raises(ValidationError, match="does not read"):
        lanes.try_trusting(lane, outsider, by=author)
