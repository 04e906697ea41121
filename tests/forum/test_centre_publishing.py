"""From a private thread to a public question: nothing is out but what the customer agreed to."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from forum.actions import centre as actions
from forum.actions import centre_publishing as publishing
from forum.actions import edit_topic
from forum.centre import consent
from forum.centre.redaction import search, without
from forum.models import Publication, Topic
from intranet.content.actions import edit_entry
from intranet.content.models import Link

from .centre_world import REPLY_ADDRESS, a_desk, a_mail, a_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(lab, author, colleague, customer):
    a_desk(lab, author)
    thread = a_thread(customer, "Order 4711 for Acme is asleep", "I am Dora Neri, dora@acme.example, +39 02 1234567.")
    actions.reply(thread, by=colleague, body="Dear Dora, wake it with the key.")
    return thread


@pytest.fixture
def draft(thread, category, colleague):
    said = thread.discussion.get()
    return publishing.draft_publication(thread, by=colleague, category=category, messages=[thread.pk, said.pk])


@pytest.fixture
def asked(draft, colleague):
    publishing.ask_for_consent(draft, by=colleague)
    return draft


def approve(publication, customer, credit="anonymous"):
    return publishing.decide_publication(
        publication, by=customer, decision="approve", digest=publication.digest, credit=credit
    )


@pytest.mark.parametrize(
    ("text", "sort", "words"),
    [
        ("write to ada.b+x@acme.co.uk now", "mail", "ada.b+x@acme.co.uk"),
        ("call +39 02 1234567 today", "phone", "+39 02 1234567"),
        ("call 02/123.45.67", "phone", "02/123.45.67"),
        ("my order 4711", "number", "4711"),
        ("INV-20931 is wrong", "number", "INV-20931"),
        ("IT60 X054 2811 1010 0000 0123 456", "number", "IT60 X054 2811 1010 0000 0123 456"),
        ("ask Dora about it", "name", "Dora"),
    ],
)
def test_what_should_not_be_public_is_found(text, sort, words):
    found = search(text, ["Dora Neri", "Dora"])
    assert [(one.sort, one.words) for one in found] == [(sort, words)]
    assert words not in without(text, found)


@pytest.mark.parametrize("text", ["It costs 12,50 in 2026", "Version 4.12.3", "Doral is a town", "at 10:30 for 20"])
def test_what_may_be_public_stays(text):
    assert search(text, ["Dora"]) == []


def test_a_draft_is_cleaned_and_says_of_what(draft, customer):
    whole = f"{draft.title} {draft.question} {draft.answer}"
    for private in ("4711", "Dora", "Neri", "Acme", "1234567", "acme.example"):
        assert private not in whole
    assert "wake it with the key" in draft.answer
    assert {one["sort"] for one in draft.taken_out} == {"number", "name", "mail", "phone"}


def test_nothing_is_public_before_the_customer_agrees(asked, colleague, customer, guest):
    with pytest.raises(PermissionDenied):
        publishing.publish_publication(asked, by=colleague)
    assert not Topic.objects.exists()
    approve(asked, customer)
    topic = publishing.publish_publication(asked, by=colleague)
    assert Topic.objects.visible_to(guest).get() == topic
    assert (topic.title, topic.body) == (asked.title, asked.question)
    assert topic.accepted.body == asked.answer
    assert publishing.publish_publication(asked, by=colleague) == topic
    assert not Link.objects.exists()


def test_another_text_needs_another_consent(asked, colleague, customer):
    approve(asked, customer)
    publishing.change_publication(asked, by=colleague, title=asked.title, question=asked.question + "!", answer="")
    with pytest.raises(PermissionDenied):
        publishing.publish_publication(asked, by=colleague)
    assert asked.state == Publication.State.DRAFT
    publishing.ask_for_consent(asked, by=colleague)
    approve(asked, customer)
    assert publishing.publish_publication(asked, by=colleague).body.endswith("!")


def test_what_was_shown_is_what_is_agreed_to(asked, colleague, customer):
    shown = asked.digest
    publishing.change_publication(asked, by=colleague, title="Otherwise", question="Otherwise")
    publishing.ask_for_consent(asked, by=colleague)
    with pytest.raises(PermissionDenied):
        publishing.decide_publication(asked, by=customer, decision="approve", digest=shown, credit="name")
    assert not Publication.objects.get(pk=asked.pk).is_agreed


def test_a_row_that_was_changed_by_no_action_is_not_published(asked, colleague, customer):
    approve(asked, customer)
    Publication.objects.filter(pk=asked.pk).update(question="Dora Neri of Acme pays late")
    with pytest.raises(PermissionDenied):
        publishing.publish_publication(asked, by=colleague)


@pytest.mark.parametrize("who", ["colleague", "other_customer", "admin"])
def test_nobody_agrees_for_the_customer(asked, request, who):
    with pytest.raises(PermissionDenied):
        approve(asked, request.getfixturevalue(who))


def test_the_customer_may_decline_or_ask_for_changes(asked, colleague, customer):
    with pytest.raises(ValidationError):
        publishing.decide_publication(asked, by=customer, decision="changes", digest=asked.digest)
    publishing.decide_publication(asked, by=customer, decision="changes", digest=asked.digest, words="Less, please")
    assert asked.answer_of_customer == "Less, please"
    publishing.change_publication(asked, by=colleague, title="Asleep", question="It sleeps.")
    publishing.ask_for_consent(asked, by=colleague)
    publishing.decide_publication(asked, by=customer, decision="decline", digest=asked.digest)
    with pytest.raises(PermissionDenied):
        publishing.publish_publication(asked, by=colleague)


def test_what_is_out_stays_as_it_was_agreed_to(asked, colleague, customer):
    approve(asked, customer)
    topic = publishing.publish_publication(asked, by=colleague)
    with pytest.raises(ValidationError):
        edit_topic(topic, by=colleague, title=topic.title, body="Dora Neri of Acme pays late")
    with pytest.raises(ValidationError):
        edit_entry(topic.accepted, by=colleague, body="Dora again")
    topic.refresh_from_db()
    assert topic.body == asked.question


def test_who_never_signs_in_agrees_by_the_link_in_the_mail(lab, author, category, colleague, settings, run_jobs):
    settings.REPLY_ADDRESS = REPLY_ADDRESS
    a_desk(lab, author)
    a_mail("My terminal is asleep.", subject="Asleep")
    from forum.models import Enquiry

    thread = Enquiry.objects.get()
    draft = publishing.draft_publication(thread, by=colleague, category=category)
    publishing.ask_for_consent(draft, by=colleague)
    run_jobs()
    (link,) = re.findall(r"http\S+/centre/consent/\S+", mail.outbox[-1].body)
    assert draft.question in mail.outbox[-1].body
    word = link.rstrip("/").rpartition("/")[2]
    assert consent.publication_of(word) == draft
    assert consent.publication_of(word[:-1]) is None
    publishing.change_publication(draft, by=colleague, title="Other", question="Other")
    assert consent.publication_of(word) is None
