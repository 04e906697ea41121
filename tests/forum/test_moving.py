"""Putting a topic into another category."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from forum import actions
from forum.keeping.moving import effect_of_moving, move_topic
from forum.models import Answer, Category, Note, Topic
from intranet.activity.models import Activity
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.conversation.notes.actions import add_note
from intranet.notifications.models import Notification
from intranet.realtime.models import Frame
from intranet.search.models import Pending

pytestmark = pytest.mark.django_db


def test_a_topic_goes_with_everything_said_under_it_and_a_note_keeps_its_readers(
    topic, answered, for_staff, colleague, moderator, customer
):
    remark = add_comment(topic, by=customer, body="Since Monday.", under=answered)
    note = add_note(topic, by=colleague, body="Known, do not promise a date.")
    Pending.objects.all().delete()

    assert move_topic(topic, by=moderator, category=for_staff)

    audiences = set(Entry.objects.filter(pk__in=[topic.pk, answered.pk, remark.pk]).values_list("audience", flat=True))
    assert audiences == {"org"}
    assert Note.objects.get(pk=note.pk).audience == "org"
    assert not Topic.objects.visible_to(customer).filter(pk=topic.pk).exists()
    assert {topic.pk, answered.pk, remark.pk} <= set(Pending.objects.values_list("entry_id", flat=True))
    told = Frame.objects.filter(event="forum.topic.moved").values_list("stream", flat=True)
    assert {f"entry_{topic.pk}", "org", f"space_{topic.space_id}"} <= set(told)
    assert Activity.objects.get(verb="forum.topic.moved").audited


def test_a_note_stays_with_the_staff_when_its_topic_goes_to_where_everybody_reads(
    for_staff, category, colleague, moderator, customer
):
    topic = actions.ask(for_staff, by=colleague, title="Draft of an answer", body="For Monday.")
    note = add_note(topic, by=colleague, body="Price list inside.")
    move_topic(topic, by=moderator, category=category)
    assert Topic.objects.visible_to(customer).filter(pk=topic.pk).exists()
    assert not Note.objects.visible_to(customer).filter(pk=note.pk).exists()


def test_more_readers_are_announced_before_it_is_moved(topic, for_staff, for_customers, category, moderator, as_):
    assert effect_of_moving(topic, for_staff).lose
    move_topic(topic, by=moderator, category=for_customers)
    topic = Topic.objects.with_place().get(pk=topic.pk)
    assert effect_of_moving(topic, category).everybody
    page = as_(moderator).get(reverse("forum:move", args=[topic.pk]), {"to": category.pk}).content.decode()
    assert "also without an account" in page
    as_(moderator).post(reverse("forum:move", args=[topic.pk]), {"to": category.pk})
    assert Topic.objects.get(pk=topic.pk).category == category


def test_its_sort_becomes_one_that_the_category_takes(topic, porch, author, moderator):
    praise = actions.make_category(porch, by=author, name="Praise", sorts=["praise", "discussion"])
    move_topic(topic, by=moderator, category=praise)
    assert Topic.objects.get(pk=topic.pk).sort == "praise"


def test_who_asked_is_told_where_they_may_read_it_and_moving_it_twice_tells_once(
    topic, for_customers, for_staff, moderator, customer, after_commit, run_jobs
):
    with after_commit():
        move_topic(topic, by=moderator, category=for_customers)
    assert not move_topic(topic, by=moderator, category=for_customers)
    run_jobs()
    told = Notification.objects.filter(recipient=customer, activity__verb="forum.topic.moved")
    assert told.count() == 1


def test_customers_and_outsiders_move_nothing(topic, for_staff, customer, other_customer, as_, category):
    with pytest.raises(PermissionDenied):
        move_topic(topic, by=customer, category=for_staff)
    address = reverse("forum:move", args=[topic.pk])
    assert as_(other_customer).post(address, {"to": for_staff.pk}).status_code == 403
    move_into_staff = actions.ask(category, by=customer, title="Mine")
    assert as_(customer).get(reverse("forum:move", args=[move_into_staff.pk])).status_code == 403


def test_nothing_is_put_into_an_archived_category(topic, for_customers, author, moderator):
    actions.change_category(for_customers, by=author, is_archived=True)
    with pytest.raises(PermissionDenied):
        move_topic(topic, by=moderator, category=Category.objects.get(pk=for_customers.pk))


def test_an_answer_is_found_by_its_number_wherever_it_stands(answered, as_, guest, customer, for_staff, moderator):
    address = reverse("forum:answer-part", args=[answered.pk])
    assert f"#entry-{answered.pk}" in as_(guest).get(address).url
    move_topic(Topic.objects.with_place().get(pk=answered.root_id), by=moderator, category=for_staff)
    assert as_(customer).get(address).status_code == 404
    assert as_(moderator).get(address).status_code == 302
    assert Answer.objects.get(pk=answered.pk).audience == "org"
