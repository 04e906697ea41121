"""Joining two topics, and parting them again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.timezone import now

from forum import actions
from forum.keeping.merging import merge_topics, undo_merge
from forum.models import Answer, Merge, Note, Topic
from intranet.content.actions import edit_entry
from intranet.conversation.actions import add_comment, watch
from intranet.conversation.models import Comment, Vote, Watch
from intranet.conversation.notes.actions import add_note
from intranet.conversation.votes import vote_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(category, other_customer) -> Topic:
    """Emil asks what Dora has asked."""
    return actions.ask(category, by=other_customer, title="Terminal is slow", body="Ten seconds at −25°.")


def fresh(topic: Topic) -> Topic:
    return Topic.objects.with_place().get(pk=topic.pk)


def test_everything_goes_over_and_the_question_becomes_an_answer(
    topic, answered, again, colleague, moderator, customer, other_customer, outsider, as_, guest
):
    helped = actions.answer(again, by=colleague, body="Set the profile.")
    remark = add_comment(again, by=customer, body="Here too.")
    below = add_comment(again, by=customer, body="Done.", under=helped)
    note = add_note(again, by=colleague, body="Same firm as last year.")
    vote_for(again, by=outsider)
    vote_for(topic, by=outsider)
    vote_for(again, by=moderator)
    watch(again, by=moderator)

    merge = merge_topics(fresh(again), into=fresh(topic), by=moderator)

    question = Answer.objects.get(pk=merge.question_id)
    assert (question.author, question.body, question.published_at) == (other_customer, again.body, again.published_at)
    assert {one.root_id for one in (question, *Answer.objects.filter(pk=helped.pk))} == {topic.pk}
    assert Comment.objects.get(pk=remark.pk).under_id == question.pk
    assert Comment.objects.get(pk=below.pk).under_id == helped.pk
    assert Note.objects.get(pk=note.pk).root_id == topic.pk
    assert set(Vote.objects.filter(entry=topic.pk).values_list("person", flat=True)) == {outsider.pk, moderator.pk}
    joined = fresh(topic)
    assert (joined.votes_count, joined.answers_count, joined.comments_count) == (2, 3, 2)
    assert Watch.objects.filter(entry=topic.pk, person=moderator).exists()
    # The old address leads on for ever, and it stands in no list.
    led = as_(guest).get(again.get_absolute_url(), follow=True)
    assert led.redirect_chain[-1][0] == joined.get_absolute_url()
    assert "Ten seconds at" in led.content.decode()
    assert not Topic.objects.listed().filter(pk=again.pk).exists()


def test_parting_them_again_brings_both_back_as_they_were(
    topic, answered, again, colleague, moderator, customer, outsider
):
    helped = actions.answer(again, by=colleague, body="Set the profile.")
    actions.accept_answer(helped, by=again.author)
    remark = add_comment(again, by=customer, body="Here too.")
    for person in (outsider, moderator):
        vote_for(again, by=person)
    vote_for(topic, by=outsider)
    before = [fresh(one) for one in (topic, again)]

    merge = merge_topics(fresh(again), into=fresh(topic), by=moderator)
    assert fresh(topic).accepted_id == helped.pk
    question = merge.question_id
    undo_merge(Merge.objects.get(pk=merge.pk), by=moderator)

    for was, one in zip(before, (topic, again), strict=True):
        is_now = fresh(one)
        for name in (
            "answers_count",
            "comments_count",
            "votes_count",
            "accepted_id",
            "body",
            "audience",
            "merged_into_id",
        ):
            assert getattr(is_now, name) == getattr(was, name), name
    assert set(Vote.objects.filter(entry=again.pk).values_list("person", flat=True)) == {outsider.pk, moderator.pk}
    assert Comment.objects.get(pk=remark.pk).under_id is None
    assert not Answer.objects.filter(pk=question).exists()


def test_words_changed_and_remarks_made_meanwhile_go_back_too(topic, again, moderator, customer, as_, guest):
    merge = merge_topics(fresh(again), into=fresh(topic), by=moderator)
    question = Answer.objects.get(pk=merge.question_id)
    edit_entry(question, by=again.author, body="Twelve seconds, I measured.")
    since = add_comment(fresh(topic), by=customer, body="Here ten.", under=question)

    undo_merge(Merge.objects.get(pk=merge.pk), by=moderator)

    assert fresh(again).body == "Twelve seconds, I measured."
    assert Comment.objects.get(pk=since.pk).root_id == again.pk
    led = as_(guest).get(reverse("forum:answer-part", args=[question.pk]), follow=True)
    assert led.redirect_chain[-1][0] == fresh(again).get_absolute_url()


def test_a_chain_of_joined_topics_leads_to_the_last(topic, again, category, moderator, customer, as_, guest):
    third = actions.ask(category, by=customer, title="Third")
    merge_topics(fresh(again), into=fresh(topic), by=moderator)
    first = Merge.objects.get()
    merge_topics(fresh(topic), into=fresh(third), by=moderator)
    led = as_(guest).get(reverse("forum:topic-by-number", args=[again.pk]), follow=True)
    assert led.redirect_chain[-1][0] == fresh(third).get_absolute_url()
    with pytest.raises(ValidationError):
        undo_merge(first, by=moderator)


def test_it_goes_where_the_other_one_is_read_and_nowhere_else(topic, for_staff, again, moderator, author, customer):
    inside = actions.ask(for_staff, by=author, title="How we answer this")
    merge_topics(fresh(again), into=inside, by=moderator)
    assert not Topic.objects.visible_to(customer).filter(pk=again.pk).exists()
    assert not Answer.objects.visible_to(customer).filter(root=inside.pk).exists()
    undo_merge(Merge.objects.get(), by=moderator)
    assert Topic.objects.visible_to(customer).filter(pk=again.pk).exists()


def test_it_cannot_be_parted_after_a_month_and_says_so(topic, again, moderator):
    merge = merge_topics(fresh(again), into=fresh(topic), by=moderator)
    Merge.objects.filter(pk=merge.pk).update(made_at=now() - timedelta(days=31))
    with pytest.raises(ValidationError, match="30 days"):
        undo_merge(merge, by=moderator)


def test_nothing_is_said_in_what_is_part_of_another(topic, again, moderator, customer):
    merge_topics(fresh(again), into=fresh(topic), by=moderator)
    with pytest.raises(PermissionDenied):
        actions.answer(fresh(again), by=customer, body="Hello?")
    with pytest.raises(PermissionDenied):
        add_comment(fresh(again), by=customer, body="Hello?")


def test_a_topic_is_not_joined_with_itself_nor_twice_nor_by_customers(topic, again, moderator, customer):
    with pytest.raises(PermissionDenied):
        merge_topics(fresh(topic), into=fresh(topic), by=moderator)
    with pytest.raises(PermissionDenied):
        merge_topics(fresh(again), into=fresh(topic), by=customer)
    merge_topics(fresh(again), into=fresh(topic), by=moderator)
    with pytest.raises(ValidationError):
        merge_topics(fresh(again), into=fresh(topic), by=moderator)


def test_the_other_topic_is_found_by_its_words_its_number_and_its_address(topic, again, moderator, as_, for_staff):
    client, address = as_(moderator), reverse("forum:merge", args=[again.pk])
    for asked in ("slow wake", str(topic.pk), f"#{topic.pk}", f"https://example.com{topic.get_absolute_url()}"):
        assert f'value="{topic.pk}"' in client.get(address, {"q": asked}).content.decode(), asked
    assert "Nothing of that name" in client.get(address, {"q": "xyzzy"}).content.decode()
    shown = client.get(address, {"into": topic.pk}).content.decode()
    assert topic.title in shown
    assert client.post(address, {"into": topic.pk}).url == fresh(topic).get_absolute_url()
    assert client.post(address, {"into": "x"}).status_code == 404
