"""What many people cost: their writer nothing, the job a number of queries that does not grow with them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feeds.actions import publish_post
from intranet.activity.models import Activity
from intranet.content.actions.stances import block
from intranet.conversation.actions import add_comment
from intranet.notifications import actions, channels
from intranet.notifications.channels import Channel
from intranet.notifications.counting import unread_count, unread_counts
from intranet.notifications.models import Delivery, Notification
from intranet.realtime.models import Frame
from intranet.spaces import actions as space_actions
from intranet.spaces.models import Membership
from tests.factories import a_person


@pytest.fixture
def mail():
    before = channels.find("mail")
    channels.register(Channel("mail", "Mail", lambda person, rows: None, waits=channels.grace))
    yield
    channels.unregister("mail")
    if before is not None:
        channels.register(before)


def crowd(space, n: int) -> list:
    people = [a_person() for _each in range(n)]
    Membership.objects.bulk_create(Membership(space=space, person=person) for person in people)
    return people


def test_telling_costs_the_same_for_few_and_for_many(author, lab, mail, run_jobs, settings_stay_read):
    run_jobs()
    counts = []
    for _time in range(3):
        crowd(lab, 3)
        post = publish_post(by=author, space=lab, body="@lab, hello.")
        with CaptureQueriesContext(connection) as queries:
            told = actions.notify_people_of(_published(post))
        assert told == Membership.objects.filter(space=lab).count() - 1
        counts.append(len(queries))
        run_jobs()
    # The first time streams and caches are new.
    assert counts[1] == counts[2]
    assert Delivery.objects.filter(notification__reason="team").count() == 3 * 3 + 3 * 2 + 3 + 3
    assert Frame.objects.filter(event="notifications.changed").exists()


def _published(post):
    return Activity.objects.get(subject=post.key, verb="feeds.post.published")


def test_the_writer_pays_for_one_row_whomever_it_concerns(author, lab, run_jobs):
    run_jobs()
    counts = []
    for n in (1, 1, 12):
        crowd(lab, n)
        with CaptureQueriesContext(connection) as queries:
            publish_post(by=author, space=lab, body="@lab, hello.")
        counts.append(len(queries))
        run_jobs()
    # The first to post finds nothing warm.
    assert counts[1] == counts[2]


def test_the_counts_of_many_are_those_of_each(author, colleague, outsider, customer, moderator, lab, porch, run_jobs):
    space_actions.join_space(porch, by=customer)
    space_actions.join_space(porch, by=outsider)
    post = publish_post(by=author, space=lab, body="@ben, @cleo?")
    asked = publish_post(by=customer, space=porch, body="Does it ring?")
    add_comment(asked, by=outsider, body="It does.")
    add_comment(asked, by=customer, body="Thanks.")
    add_comment(post, by=colleague, body="@ada!")
    elsewhere = publish_post(by=colleague, audience="org", body="@ada and @cleo")
    add_comment(elsewhere, by=outsider, body="Hm")
    run_jobs()
    space_actions.remove_member(lab, by=author, person=colleague)
    block(customer, by=outsider)
    run_jobs()
    people = [author, colleague, outsider, customer, moderator]
    assert unread_counts([person.pk for person in people]) == {
        person.pk: unread_count(type(person).objects.get(pk=person.pk)) for person in people
    }
    assert unread_counts([author.pk])[author.pk] > 0
    assert Notification.objects.of(outsider).filter(activity__actor=customer).exists()
