"""A reply to the mail about a topic is an answer there; to the mail about a staff note it is a note."""

from __future__ import annotations

import pytest
from django.core import mail

from forum import actions
from forum.models import Answer, Note
from intranet.conversation.models import Comment
from intranet.conversation.notes.actions import add_note
from intranet.notifications.actions import Outcome
from tests.platform.mail_world import REPLY_ADDRESS, proven, send_all, the_mail_to
from tests.platform.test_mail_replies import an_answer, send


@pytest.fixture
def mailed(settings, customer, other_customer, colleague, author):
    settings.REPLY_ADDRESS = REPLY_ADDRESS
    proven(customer, other_customer, colleague, author)


def test_who_asked_hears_of_the_answer_by_mail_and_replies_from_there(mailed, topic, answered, customer, run_jobs):
    run_jobs()
    send_all()
    message = the_mail_to(customer)
    assert "It is the sensor." in message.body
    assert send(an_answer(customer, answered, "That was it, thank you.")) == Outcome.TAKEN
    given = Answer.objects.get(author=customer)
    assert (given.body, given.root_id) == ("That was it, thank you.", topic.pk)
    assert not Comment.objects.exists()


def test_a_reply_to_the_mail_about_a_topic_answers_it_once(mailed, topic, colleague):
    for _time in range(2):
        assert send(an_answer(colleague, topic, "Put it near the window.")) == Outcome.TAKEN
    assert Answer.objects.get().body == "Put it near the window."


def test_a_reply_to_a_note_stays_among_the_staff(mailed, topic, author, colleague, customer):
    note = add_note(topic, by=author, body="They owe us money.")
    assert send(an_answer(colleague, note, "Since March, even.")) == Outcome.TAKEN
    reply = Note.objects.get(author=colleague)
    assert reply.audience == "org"
    assert not Answer.objects.exists()
    assert not Comment.objects.exists()


def test_to_a_closed_topic_the_words_come_back_with_the_reason(mailed, topic, colleague, other_customer, run_jobs):
    topic.comments_locked = True
    topic.save(update_fields=["comments_locked"])
    send(an_answer(other_customer, topic, "Me too."))
    run_jobs()
    assert not Answer.objects.exists()
    (back,) = [one for one in mail.outbox if one.to == [other_customer.email]]
    assert "Me too." in back.body


def test_who_no_longer_reads_a_topic_answers_none(mailed, for_staff, author, customer):
    inside = actions.ask(for_staff, by=author, title="Inside")
    send(an_answer(customer, inside, "Hello?"))
    assert not Answer.objects.exists()
