"""Hearing of new topics: of a category, with a tag or of all, at once or once a day, as far as one reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from forum import actions
from forum.following.telling import tell_the_day
from forum.models import Following
from intranet.content.models import Tag
from intranet.notifications.models import Notification
from tests.platform.mail_world import proven, send_all


def told(person) -> list[str]:
    found = Notification.objects.filter(recipient=person, group="forum").select_related("entry").order_by("pk")
    return [one.entry.title if one.entry is not None else one.activity.verb for one in found]


def test_who_follows_a_category_hears_of_each_topic_there_and_of_no_other(
    category, for_customers, customer, other_customer, run_jobs
):
    actions.follow(category, by=other_customer)
    actions.ask(category, by=customer, title="Here")
    actions.ask(for_customers, by=customer, title="Elsewhere")
    run_jobs()
    assert told(other_customer) == ["Here"]


def test_who_follows_a_tag_hears_of_it_wherever_it_stands_and_once(category, customer, other_customer, run_jobs):
    actions.ask(category, by=customer, title="Before", tags=["export"])
    run_jobs()
    actions.follow(Tag.objects.get(slug="export"), by=other_customer)
    actions.follow(category, by=other_customer)
    actions.follow(None, by=other_customer)
    actions.ask(category, by=customer, title="After", tags=["export"])
    run_jobs()
    assert told(other_customer) == ["After"]


def test_nobody_hears_of_what_they_may_not_read_or_said_themselves(for_staff, category, author, customer, run_jobs):
    actions.follow(None, by=customer)
    actions.ask(for_staff, by=author, title="Inside")
    actions.ask(category, by=customer, title="My own")
    run_jobs()
    assert told(customer) == []


def test_the_day_is_told_at_once_in_one_mail_that_names_only_what_may_be_read(
    category, for_staff, author, customer, other_customer, run_jobs
):
    proven(other_customer)
    actions.follow(None, by=other_customer, level="daily")
    for title in ("First of the day", "Second of the day"):
        actions.ask(category, by=customer, title=title)
    gone = actions.ask(category, by=customer, title="Taken away since")
    actions.ask(for_staff, by=author, title="Inside")
    run_jobs()
    assert told(other_customer) == []
    tell_the_day()
    tell_the_day()
    run_jobs()
    assert told(other_customer) == ["forum.topics.gathered"]
    gone.unlisted = True
    gone.save(update_fields=["unlisted"])
    send_all()
    (message,) = [one for one in mail.outbox if one.to == [other_customer.email]]
    assert "First of the day" in message.body
    assert "Second of the day" in message.body
    assert "Taken away since" not in message.body
    assert "Inside" not in message.body
    assert "List-Unsubscribe" in message.extra_headers


def test_the_next_day_tells_of_what_came_since_and_a_day_without_news_of_nothing(
    category, customer, other_customer, run_jobs
):
    following = actions.follow(category, by=other_customer, level="daily")
    tell_the_day()
    actions.ask(category, by=customer, title="New")
    tell_the_day()
    tell_the_day()
    run_jobs()
    assert told(other_customer) == ["forum.topics.gathered"]
    following.refresh_from_db()
    assert following.told_until > now() - timedelta(minutes=1)


def test_one_thing_is_followed_once_and_let_go_of(category, customer):
    first = actions.follow(category, by=customer)
    assert actions.follow(category, by=customer, level="daily").pk == first.pk
    assert Following.objects.get().level == "daily"
    assert actions.unfollow(category, by=customer)
    assert not actions.unfollow(category, by=customer)


def test_what_is_not_for_one_is_not_followed(for_staff, customer, category):
    with pytest.raises(PermissionDenied):
        actions.follow(for_staff, by=customer)
    with pytest.raises(ValidationError):
        actions.follow(category, by=customer, level="hourly")


def test_the_page_says_what_is_followed_and_changes_it(category, for_staff, customer, as_):
    client = as_(customer)
    client.post("/community/following/", {"category": category.slug, "level": "daily"})
    text = client.get("/community/following/").content.decode()
    assert category.name in text
    assert "Once a day" in text
    assert 'class="street"' in text
    assert client.post("/community/following/", {"category": for_staff.slug, "level": "daily"}).status_code == 404
    assert client.post("/community/following/", {"tag": "nowhere", "level": "daily"}).status_code == 404
    client.post("/community/following/", {"category": category.slug, "level": ""})
    assert not Following.objects.exists()


def test_a_press_leads_back_to_where_it_was_and_nowhere_else(category, customer, as_):
    client = as_(customer)
    sent = {"category": category.slug, "level": "daily"}
    assert client.post("/community/following/", sent | {"next": "/community/"}).url == "/community/"
    assert client.post("/community/following/", sent | {"next": "https://evil.example/"}).url == "/community/following/"
