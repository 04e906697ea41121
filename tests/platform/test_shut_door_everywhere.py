"""What lies behind a shut door is read by nobody outside, wherever it is told: lists, mails, programs, streams."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.test import Client
from django.utils.timezone import now

import forum.actions
import ideas.actions
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.content.streams import may_follow_entry
from intranet.conversation.actions import add_comment
from intranet.notifications.counting import unread_count, unread_counts
from intranet.notifications.digests.engine import last_days, pick
from intranet.notifications.models import Notification
from intranet.site_settings import set_site
from tests.platform.mail_world import proven, send_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(porch, author, customer):
    """Dora of Acme asks on the porch."""
    terminals = forum.actions.make_category(porch, by=author, name="Terminals")
    return forum.actions.ask(terminals, by=customer, title="Slow to wake up", body="Four seconds in the cold.")


@pytest.fixture
def answered(topic, colleague, customer, run_jobs, settings_stay_read):
    """Ben answers her; she is told, and a mail is on its way."""
    proven(customer, colleague)
    given = forum.actions.answer(topic, by=colleague, body="It is the thermometer.")
    run_jobs()
    assert Notification.objects.filter(recipient=customer).exists()
    return given


def fresh(person):
    """As at the next request."""
    return User.objects.get(pk=person.pk)


def shut(admin, *doors):
    set_site(by=admin, shut_doors=list(doors))


def reads(viewer, entry) -> bool:
    return Entry.objects.visible_to(viewer).filter(pk=entry.pk).exists()


def test_topics_and_what_is_said_under_them_are_read_by_the_house_alone(answered, topic, customer, colleague, admin):
    assert reads(AnonymousUser(), topic)
    shut(admin, "forum")
    for entry in (topic, answered):
        for outside in (AnonymousUser(), fresh(customer)):
            assert not reads(outside, entry), (outside, entry)
        for inside in (fresh(colleague), fresh(admin)):
            assert reads(inside, entry), (inside, entry)
    assert not may_follow_entry(fresh(customer), str(topic.pk))
    shut(admin)
    assert reads(fresh(customer), topic), "what was written is kept"


def test_comments_under_what_is_shut_go_with_it_and_others_stay(porch, author, customer, admin):
    board = ideas.actions.make_board(porch, by=author, name="Wishes")
    idea = ideas.actions.suggest(board, by=customer, title="Wake up sooner", body="In the cold.")
    said = add_comment(idea, by=author, body="Which model?")
    shut(admin, "forum")
    assert reads(fresh(customer), said)
    shut(admin, "ideas-street")
    assert not reads(fresh(customer), said)
    assert reads(fresh(author), said)


def test_the_inbox_the_bell_and_programs_say_nothing_of_it(answered, topic, customer, admin, as_):
    page = as_(customer)
    assert "Slow to wake up" in page.get("/inbox/").text
    assert unread_count(fresh(customer)) > 0
    shut(admin, "forum")
    assert "Slow to wake up" not in page.get("/inbox/").text
    assert unread_count(fresh(customer)) == 0
    assert unread_counts([customer.pk]) == {customer.pk: 0}
    assert page.get(f"/api/v1/entries/{topic.pk}").status_code == 404
    assert page.get(f"/api/v1/entries/{answered.pk}").status_code == 404
    assert "Slow to wake up" not in page.get("/api/v1/notifications").text
    assert page.post(f"/api/v1/entries/{topic.pk}/comments", {"body": "Still?"}, "application/json").status_code == 404


def test_colleagues_are_told_as_before(answered, topic, colleague, customer, admin, as_, run_jobs):
    shut(admin, "forum")
    assert as_(colleague).get(f"/api/v1/entries/{topic.pk}").status_code == 200
    before = unread_counts([colleague.pk])
    assert before == {colleague.pk: unread_count(fresh(colleague))}


def test_no_mail_of_it_leaves(topic, colleague, customer, admin, run_jobs):
    proven(customer, colleague)
    forum.actions.answer(topic, by=colleague, body="It is the thermometer.")
    shut(admin, "forum")
    before = len(mail.outbox)
    run_jobs()
    send_all()
    assert customer.email not in [to for one in mail.outbox[before:] for to in one.to]


def test_a_digest_leaves_it_out(answered, topic, customer, admin):
    since, until = last_days(now() + timedelta(minutes=1), 7), now() + timedelta(minutes=1)
    assert "Slow to wake up" in [item.title for item in pick(fresh(customer), since, until)]
    shut(admin, "forum")
    assert pick(fresh(customer), since, until) == []


def test_searches_find_nothing_of_it(answered, customer, admin, as_, run_jobs):
    run_jobs()
    shut(admin, "forum")
    for reader in (as_(customer), Client()):
        for path in ("/search/?q=thermometer", "/help/search/?q=thermometer"):
            assert "It is the thermometer" not in reader.get(path).text, path
    assert "Slow to wake up" not in as_(customer).get("/api/v1/search?q=cold").text


def test_bookmarks_and_pages_of_people_leave_it_out(answered, topic, customer, admin, as_):
    page = as_(customer)
    page.put(f"/entries/{topic.pk}/bookmark/")
    assert "Slow to wake up" in page.get("/saved/").text
    shut(admin, "forum")
    assert "Slow to wake up" not in page.get("/saved/").text
    assert "Slow to wake up" not in page.get(customer.get_absolute_url()).text


def test_what_is_prepared_while_a_door_is_shut_hides_nothing_from_colleagues(topic, colleague, customer, admin, as_):
    """A question that is put together for whoever reads knows of no door, whichever way it is asked first."""
    shut(admin, "forum")
    assert as_(colleague).get(topic.get_absolute_url()).status_code == 200
    assert as_(customer).get(topic.get_absolute_url()).status_code == 404
    shut(admin)
    assert as_(customer).get(topic.get_absolute_url()).status_code == 200
    assert Client().get(topic.get_absolute_url()).status_code == 200


def test_the_inbox_costs_the_same_however_much_lies_behind(
    answered, topic, customer, colleague, admin, as_, queries_stay_flat, run_jobs
):
    shut(admin, "forum")
    page = as_(customer)

    def grow() -> None:
        forum.actions.answer(topic, by=colleague, body="And again.")
        run_jobs()

    queries_stay_flat(lambda: page.get("/inbox/"), grow, times=3)
