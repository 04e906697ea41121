"""Keeping order over topics, notes of the staff, and who answers; docs/permissions.md."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from forum import actions
from forum.categories.products import save_product
from forum.keeping.closing import close_topic
from forum.keeping.moving import move_topic
from forum.models import Category, Note, Topic
from forum.replies.actions import save_reply
from forum.replies.policies import replies_of
from forum.work.assigning import assign_topic
from intranet.conversation.notes.actions import add_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(porch, author, lab):
    """The lab answers here: Ada and Ben."""
    return actions.make_category(porch, by=author, name="Terminals", team=lab)


@pytest.fixture
def desk(porch, author, lab):
    return actions.make_category(porch, by=author, name="Desk", readers=Category.Readers.STAFF, team=lab)


@pytest.fixture
def topic(category, customer):
    return actions.ask(category, by=customer, title="Slow to wake up", body="x")


def test_104_whole_topics_are_dealt_with_by_who_keeps_order_here_and_there(
    topic, category, desk, porch, author, colleague, outsider, customer, moderator, vault
):
    elsewhere = actions.make_category(porch, by=author, name="Printers", team=vault)
    for person in (customer, outsider):
        with pytest.raises(PermissionDenied):
            close_topic(topic, by=person)
        with pytest.raises(PermissionDenied):
            move_topic(topic, by=person, category=desk)
    with pytest.raises(PermissionDenied):
        move_topic(topic, by=colleague, category=elsewhere)
    assert move_topic(topic, by=colleague, category=desk)
    assert not Topic.objects.visible_to(customer).filter(pk=topic.pk).exists()
    assert move_topic(Topic.objects.with_place().get(pk=topic.pk), by=moderator, category=elsewhere)


def test_105_a_staff_note_stays_with_the_staff_wherever_its_topic_goes(
    topic, category, desk, colleague, outsider, customer, guest
):
    note = add_note(topic, by=outsider, body="Known.")
    for target in (desk, category):
        move_topic(Topic.objects.with_place().get(pk=topic.pk), by=colleague, category=target)
        assert Note.objects.visible_to(outsider).filter(pk=note.pk).exists()
        for person in (customer, guest):
            assert not Note.objects.visible_to(person).filter(pk=note.pk).exists()


def test_106_anybody_of_the_staff_takes_over_and_who_answers_there_shares_out(
    topic, colleague, outsider, customer, as_
):
    assert assign_topic(topic, by=outsider, to=outsider)
    with pytest.raises(PermissionDenied):
        assign_topic(topic, by=outsider, to=colleague)
    assert assign_topic(topic, by=colleague, to=colleague)
    assert "Who answers" not in as_(customer).get(topic.get_absolute_url()).content.decode()


def test_107_categories_are_kept_by_owners_and_replies_by_whose_they_are(
    category, author, colleague, moderator, admin, lab, outsider
):
    for person in (author, admin):
        actions.change_category(category, by=person, description=f"By {person.name}")
        save_product(by=person, name=f"Of {person.name}")
    for person in (colleague, moderator):
        with pytest.raises(PermissionDenied):
            actions.change_category(category, by=person, description="x")
        with pytest.raises(PermissionDenied):
            save_product(by=person, name="x")
    ours = save_reply(by=author, title="Ours", body="x", team=lab)
    assert list(replies_of(colleague)) == [ours]
    assert not replies_of(outsider).exists()
