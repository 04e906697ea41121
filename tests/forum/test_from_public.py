"""What a customer asked in public and should not have goes on in private."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from forum import actions
from forum.actions.centre_desks import keep_desk
from forum.centre.from_public import make_private
from forum.models import Enquiry, Topic
from intranet.moderation import sorts


@pytest.fixture
def desk(lab, author):
    return keep_desk(lab, by=author, name="Help")


def test_a_topic_goes_on_as_a_private_thread_of_who_asked(topic, desk, moderator, customer, guest, as_):
    enquiry = make_private(topic, by=moderator, reason="It names your patients.")
    assert (enquiry.customer, enquiry.title, enquiry.body) == (customer, topic.title, topic.body)
    assert not Topic.objects.visible_to(guest).exists()
    assert Enquiry.objects.visible_to(type(customer).objects.get(pk=customer.pk)).exists()
    assert as_(guest).get(topic.get_absolute_url()).status_code in (404, 410)


def test_who_does_not_keep_order_there_does_not_and_an_answered_one_stays(topic, desk, moderator, outsider, colleague):
    with pytest.raises(PermissionDenied):
        make_private(topic, by=outsider, reason="x")
    actions.answer(topic, by=colleague, body="It is the sensor.")
    with pytest.raises(PermissionDenied, match="answered in public"):
        make_private(Topic.objects.get(pk=topic.pk), by=moderator, reason="x")


def test_it_is_offered_only_where_a_team_takes_enquiries(topic, moderator):
    road = sorts.private_road("forum.topic")
    assert not road.may(moderator, topic)


def test_beside_a_topic_stands_what_is_like_it(topic, category, customer, as_, guest, run_jobs):
    actions.ask(category, by=customer, title="Slow to wake up after the update", body="x")
    run_jobs()
    page = as_(guest).get(f"/community/{topic.pk}/similar/").content.decode()
    assert "after the update" in page
    assert f"/community/{topic.pk}-" not in page
