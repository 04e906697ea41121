"""The scenarios of docs/permissions.md about topics as they are read, each under its number."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from forum import actions
from forum.models import Answer, Category, Topic
from intranet.conversation.actions import add_comment
from intranet.conversation.models import Comment
from intranet.conversation.votes import vote_for


@pytest.fixture
def for_customers(porch, author) -> Category:
    return actions.make_category(porch, by=author, name="Contracts", readers=Category.Readers.CUSTOMERS)


@pytest.fixture
def for_staff(porch, author) -> Category:
    return actions.make_category(porch, by=author, name="Desk", readers=Category.Readers.STAFF)


def test_99_a_topic_is_read_by_who_reads_its_category(
    for_customers, for_staff, author, colleague, customer, other_customer, guest
):
    for category, readers, others in (
        (for_customers, (colleague, customer, other_customer), (guest,)),
        (for_staff, (colleague,), (customer, guest)),
    ):
        topic = actions.ask(category, by=author, title="Which key", body="x", tags=[category.slug])
        answer = actions.answer(topic, by=author, body="The old one")
        remark = add_comment(topic, by=author, body="Is it?", under=answer)
        for reader in readers:
            assert Topic.objects.visible_to(reader).filter(pk=topic.pk).exists()
        for other in others:
            assert not Topic.objects.visible_to(other).filter(pk=topic.pk).exists()
            assert not Answer.objects.visible_to(other).filter(pk=answer.pk).exists()
            assert not Comment.objects.visible_to(other).filter(pk=remark.pk).exists()
            assert not Category.objects.visible_to(other).filter(pk=category.pk).exists()
            client = Client()
            if other.is_authenticated:
                client.force_login(other)
            for address in (
                topic.get_absolute_url(),
                f"/community/tags/{category.slug}/",
                f"/community/c/{category.slug}/",
            ):
                assert client.get(address).status_code == 404
        vote_for(answer, by=colleague)
        own, another = Client(), Client()
        own.force_login(colleague)
        another.force_login(author)
        assert 'aria-pressed="true"' in own.get(topic.get_absolute_url()).content.decode().partition("data-answers")[2]
        assert f'data-vote="{answer.pk}"' not in another.get(topic.get_absolute_url()).content.decode()


def test_100_who_asked_and_who_answers_there_say_what_solved_it(
    porch, lab, author, colleague, outsider, moderator, customer, other_customer
):
    category = actions.make_category(porch, by=author, name="Support", team=lab)
    for who in (customer, colleague, moderator):
        topic = actions.ask(category, by=customer, title="Slow", body="x")
        assert actions.accept_answer(actions.answer(topic, by=outsider, body="Like this"), by=who)
    topic = actions.ask(category, by=customer, title="Slow", body="x")
    answer = actions.answer(topic, by=outsider, body="Like this")
    for who in (outsider, other_customer):
        with pytest.raises(PermissionDenied):
            actions.accept_answer(answer, by=who)
