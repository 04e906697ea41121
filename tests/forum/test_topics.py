"""Asking in public, answering, and saying what solved it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from forum import actions
from forum.models import Answer, Note, Topic
from intranet.content import gates
from intranet.content.actions import delete_entry, edit_entry, hide_entry, publish_entry, undelete_entry
from intranet.content.models import Entry
from intranet.conversation.votes import take_back_vote, vote_for
from intranet.moderation.holding import let_out

from .conftest import forget_what_is_kept


def test_a_question_is_read_by_everybody_who_reads_its_category(
    topic, for_customers, for_staff, customer, author, as_, guest
):
    paper = actions.ask(for_customers, by=customer, title="Which contract", body="x")
    desk = actions.ask(for_staff, by=author, title="Who is on duty", body="x")
    for who, seen in ((guest, 1), (customer, 2), (author, 3)):
        assert Topic.objects.visible_to(who).count() == seen
    assert as_(guest).get(topic.get_absolute_url()).status_code == 200
    assert as_(guest).get(paper.get_absolute_url()).status_code == 404
    assert as_(customer).get(desk.get_absolute_url()).status_code == 404


def test_a_customer_asks_without_joining_the_community_and_waits_for_an_answer(topic, category, colleague, author):
    assert topic.waiting_since == topic.published_at
    assert (topic.due_at - topic.waiting_since).total_seconds() == 8 * 3600
    actions.answer(topic, by=colleague, body="It is the sensor.")
    topic.refresh_from_db()
    assert (topic.waiting_since, topic.answers_count, topic.last_said_by) == (None, 1, colleague)
    assert topic.first_staff_reply_at is not None


def test_who_may_not_read_a_category_does_not_ask_in_it(for_staff, customer):
    with pytest.raises(PermissionDenied, match="cannot read"):
        actions.ask(for_staff, by=customer, title="Let me in", body="x")


def test_a_closed_topic_and_an_archived_category_take_no_answers(topic, customer, author, category):
    Entry.objects.filter(pk=topic.pk).update(comments_locked=True)
    topic.refresh_from_db()
    with pytest.raises(PermissionDenied, match="closed"):
        actions.answer(topic, by=customer, body="But")
    actions.change_category(category, by=author, is_archived=True)
    with pytest.raises(PermissionDenied, match="archived"):
        actions.ask(category, by=customer, title="More", body="x")


def test_who_asked_accepts_another_answer_instead_or_none(topic, answered, customer, other_customer):
    second = actions.answer(topic, by=other_customer, body="Warm it.")
    assert actions.accept_answer(answered, by=customer)
    assert actions.accept_answer(second, by=customer)
    assert not actions.accept_answer(second, by=customer)
    topic.refresh_from_db()
    assert topic.accepted == second
    with pytest.raises(PermissionDenied, match="Who asked"):
        actions.clear_accepted(topic, by=other_customer)
    assert actions.clear_accepted(topic, by=customer)


def test_an_answer_that_is_taken_away_is_accepted_no_more_and_not_counted(topic, answered, customer, colleague):
    actions.accept_answer(answered, by=customer)
    delete_entry(Answer.objects.get(pk=answered.pk), by=colleague)
    topic.refresh_from_db()
    assert (topic.accepted, topic.answers_count) == (None, 0)
    undelete_entry(Answer.objects.get(pk=answered.pk), by=colleague)
    topic.refresh_from_db()
    assert (topic.answers_count, topic.last_said_by) == (1, colleague)


def test_one_voice_each_and_none_for_oneself(topic, answered, customer, other_customer, colleague):
    assert vote_for(topic, by=other_customer)
    assert not vote_for(topic, by=other_customer)
    topic.refresh_from_db()
    assert topic.votes_count == 1
    assert take_back_vote(topic, by=other_customer)
    topic.refresh_from_db()
    assert topic.votes_count == 0
    with pytest.raises(PermissionDenied, match="yours"):
        vote_for(answered, by=colleague)


def test_chosen_tags_stay_when_the_words_change(topic, customer):
    actions.edit_topic(topic, by=customer, title="Slow", body="Now with #battery", tags=["Cold store"])
    actions.edit_topic(topic, by=customer, title="Slow", body="Without")
    assert set(topic.tags.names()) == {"Cold store"}


def test_categories_stand_where_the_public_reads_and_are_its_owners_affair(lab, porch, author, colleague):
    with pytest.raises(PermissionDenied, match="community"):
        actions.make_category(lab, by=author, name="Inside")
    with pytest.raises(PermissionDenied):
        actions.make_category(porch, by=colleague, name="Mine")


def test_what_a_gate_holds_back_nobody_reads_until_a_moderator_lets_it_out(
    category, customer, other_customer, moderator, guest, monkeypatch
):
    monkeypatch.setattr(gates, "_gates", {})
    gates.register("test", lambda attempt: gates.Verdict("hold", "A moderator looks first.", rule="first"))
    topic = actions.ask(category, by=customer, title="First", body="Hello")
    assert topic.is_held
    for who in (guest, other_customer):
        assert not Topic.objects.visible_to(who).exists()
    assert Topic.objects.visible_to(customer).exists()
    assert let_out(Entry.objects.get(pk=topic.pk), by=moderator)
    topic.refresh_from_db()
    assert topic.is_published
    assert topic.waiting_since is not None
    assert Topic.objects.visible_to(guest).exists()


def test_a_gate_refuses_with_its_sentence_changes_words_and_looks_at_changes(topic, customer, monkeypatch):
    monkeypatch.setattr(gates, "_gates", {})
    gates.register("test", lambda attempt: gates.Verdict("replace", body=attempt.body.replace("darn", "****")))
    edit_entry(topic, by=customer, body="darn cold")
    assert topic.body == "**** cold"
    gates.register("other", lambda attempt: gates.Verdict("hold", "No links yet."))
    with pytest.raises(ValidationError, match="No links yet"):
        edit_entry(topic, by=customer, body="see example.org")


def test_a_hidden_question_takes_its_answers_along_but_a_note_keeps_its_readers(topic, answered, moderator, author):

    note = publish_entry(Note(), by=author, body="Known bug", space=topic.space, audience="org", root=topic, streams=[])
    hide_entry(Topic.objects.get(pk=topic.pk), by=moderator, reason="Spam")
    answered.refresh_from_db()
    note.refresh_from_db()
    assert answered.audience == f"review_{topic.pk}"
    assert note.audience == "org"


def test_the_page_says_what_was_asked_what_was_answered_and_who_is_staff(topic, answered, as_, guest):
    page = as_(guest).get(topic.get_absolute_url()).content.decode()
    assert "Four seconds in the cold." in page
    assert "It is the sensor." in page
    assert "Staff" in page


def test_an_answer_that_failed_is_still_in_the_box(topic, customer, as_):
    answer = as_(customer).post(f"/community/{topic.pk}/answers/", {"body": "x" * 200_001})
    assert answer.status_code == 422
    assert "x" * 1000 in answer.content.decode()


def test_the_list_of_topics_costs_the_same_for_ten_as_for_one(category, customer, as_, guest, queries_stay_flat):
    def grow() -> None:
        for number in range(5):
            actions.ask(category, by=customer, title=f"Question {number}", body="x")

    def visit() -> None:
        forget_what_is_kept()
        assert as_(guest).get("/community/").status_code == 200

    queries_stay_flat(visit, grow)


def test_the_box_for_an_answer_is_each_readers_own_and_never_brings_what_another_typed(
    topic, colleague, author, customer, as_
):
    as_(colleague).get(topic.get_absolute_url())
    typed = as_(author).post(reverse("forum:answer", args=[topic.pk]), {"body": "", "client_id": ""})
    assert typed.status_code == 422
    too_long = as_(author).post(reverse("forum:answer", args=[topic.pk]), {"body": "Mine alone. " * 20_000})
    assert too_long.status_code == 422
    assert "Mine alone." in too_long.content.decode()
    boxes = {one: as_(one).get(topic.get_absolute_url()).content.decode() for one in (colleague, author, customer)}
    for one, page in boxes.items():
        box = page.partition('<text-composer key="answer:')[2].partition("</text-composer>")[0]
        assert "Mine alone." not in page
        assert f"<strong>{one.name}</strong>" in box
        assert ("<canned-replies" in box) == one.is_staff_member
        assert box.count("csrfmiddlewaretoken") == box.count('name="client_id"') == 1
