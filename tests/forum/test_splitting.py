"""Making answers a topic of their own."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from forum import actions
from forum.keeping.splitting import split_topic
from forum.models import Answer, Topic
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.conversation.models import Comment, Vote, Watch
from intranet.conversation.votes import vote_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def aside(topic, other_customer) -> Answer:
    """Emil asks something else under Dora's question."""
    return actions.answer(topic, by=other_customer, body="And where is the switch?")


def test_the_first_answer_becomes_the_question_with_all_that_hangs_on_it(
    topic, answered, aside, colleague, moderator, other_customer, customer, as_, guest
):
    there = actions.answer(topic, by=colleague, body="On the left.")
    remark = add_comment(topic, by=customer, body="Good question.", under=aside)
    below = add_comment(topic, by=customer, body="Found it.", under=there)
    vote_for(aside, by=customer)

    made = split_topic(topic, by=moderator, answers=[there.pk, aside.pk], title="Where is the switch?")

    made = Topic.objects.with_place().get(pk=made.pk)
    assert (made.pk, made.author, made.title) == (aside.pk, other_customer, "Where is the switch?")
    assert (made.body, made.root_id, made.kind) == ("And where is the switch?", None, "forum.topic")
    assert not Answer.objects.filter(pk=aside.pk).exists()
    assert Answer.objects.get(pk=there.pk).root_id == made.pk
    assert Comment.objects.get(pk=remark.pk).root_id == made.pk
    assert Comment.objects.get(pk=remark.pk).under_id is None
    assert Comment.objects.get(pk=below.pk).under_id == there.pk
    assert Vote.objects.filter(entry=made.pk).count() == made.votes_count == 1
    assert (made.answers_count, made.comments_count) == (1, 2)
    old = Topic.objects.get(pk=topic.pk)
    assert (old.answers_count, old.comments_count) == (1, 0)
    assert Watch.objects.filter(entry=made.pk, person=other_customer).exists()
    # Every address leads to where the words stand now, and each topic to the other.
    client = as_(guest)
    led = client.get(reverse("forum:answer-part", args=[aside.pk]), follow=True)
    assert led.status_code == 200
    assert "And where is the switch?" in led.content.decode()
    assert old.title in led.content.decode()
    assert client.get(f"/entries/{there.pk}/", follow=True).status_code == 200
    assert made.title in client.get(old.get_absolute_url()).content.decode()


def test_both_clocks_are_set_by_what_stands_there_then(topic, aside, moderator, colleague):
    made = split_topic(topic, by=moderator, answers=[aside.pk], title="The switch")
    assert Topic.objects.get(pk=made.pk).waiting_since == made.published_at
    assert Topic.objects.get(pk=topic.pk).waiting_since == topic.published_at
    actions.answer(Topic.objects.get(pk=made.pk), by=colleague, body="Left.")
    assert Topic.objects.get(pk=made.pk).waiting_since is None


def test_an_accepted_answer_that_goes_is_accepted_there_no_more(topic, answered, moderator, customer):
    actions.accept_answer(answered, by=customer)
    split_topic(Topic.objects.get(pk=topic.pk), by=moderator, answers=[answered.pk], title="The sensor")
    assert Topic.objects.get(pk=topic.pk).accepted_id is None


def test_it_may_go_to_another_category_and_is_read_there_alone(topic, answered, for_staff, moderator, customer):
    made = split_topic(topic, by=moderator, answers=[answered.pk], title="The sensor", category=for_staff)
    assert Entry.objects.get(pk=made.pk).audience == "org"
    assert not Topic.objects.visible_to(customer).filter(pk=made.pk).exists()


@pytest.mark.parametrize(("title", "which"), [("", "own"), ("A title", "none"), ("A title", "foreign")])
def test_it_needs_a_title_and_answers_of_this_topic(title, which, topic, answered, category, moderator, customer):
    other = actions.ask(category, by=customer, title="Something else")
    foreign = actions.answer(other, by=moderator, body="Yes.")
    answers = {"own": [answered.pk], "none": [], "foreign": [foreign.pk]}[which]
    with pytest.raises(ValidationError):
        split_topic(topic, by=moderator, answers=answers, title=title)


def test_what_was_chosen_stays_chosen_where_the_form_needs_another_look(topic, answered, moderator, as_):
    page = as_(moderator).post(reverse("forum:split", args=[topic.pk]), {"answers": answered.pk, "title": ""})
    assert page.status_code == 422
    assert f'value="{answered.pk}" checked' in page.content.decode()


def test_customers_split_nothing(topic, answered, customer, as_):
    with pytest.raises(PermissionDenied):
        split_topic(topic, by=customer, answers=[answered.pk], title="Mine")
    assert as_(customer).get(reverse("forum:split", args=[topic.pk])).status_code == 403
