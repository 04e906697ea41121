"""Changing, taking back and bringing back what was said in a thread of the private centre."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from forum.actions import centre as actions
from forum.actions.centre_said import edit_said
from forum.models import Enquiry, Reply
from intranet.content.actions import delete_entry, undelete_entry
from intranet.conversation.notes.actions import add_note

from .centre_world import a_desk, a_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(lab, author, customer):
    a_desk(lab, author)
    return a_thread(customer)


def words(response) -> str:
    return response.content.decode()


def as_it_is(thread) -> Enquiry:
    return Enquiry.objects.get(pk=thread.pk)


def test_who_answered_changes_the_answer_and_the_customer_reads_that_and_what_it_said(
    thread, colleague, customer, author, as_
):
    said = actions.reply(thread, by=colleague, body="Press the red button.")
    change = reverse("forum:said-edit", args=[said.pk])
    page = words(as_(colleague).get(thread.get_absolute_url()))
    assert change in page
    assert change not in words(as_(customer).get(thread.get_absolute_url()))
    for other in (author, customer):
        assert as_(other).post(change, {"body": "Mine", "based_on": "0"}).status_code == 403
    sent = as_(colleague).post(change, {"body": "Press the green button.", "based_on": "0"}, follow=True)
    assert "Press the green button." in words(sent)
    seen = words(as_(customer).get(thread.get_absolute_url()))
    assert "edited" in seen
    difference = words(as_(customer).get(f"/entries/{said.pk}/history/"))
    assert "Version 2" in difference


def test_what_was_typed_is_kept_when_somebody_changed_it_in_another_window(thread, colleague, as_):
    said = actions.reply(thread, by=colleague, body="Press the red button.")
    edit_said(said, by=colleague, body="Press it twice.", based_on=0)
    sent = as_(colleague).post(
        reverse("forum:said-edit", args=[said.pk]), {"body": "Press the green one.", "based_on": "0"}
    )
    assert sent.status_code == 422
    assert "Press it twice." in words(sent)
    assert "Press the green one." in words(sent)


def test_with_the_last_word_taken_back_the_turn_is_whose_it_was_and_returns_with_it(thread, colleague, customer):
    before = as_it_is(thread)
    said = actions.reply(as_it_is(thread), by=colleague, body="It is switched off.")
    assert as_it_is(thread).status == "customer"
    delete_entry(said, by=colleague)
    now_it_is = as_it_is(thread)
    assert (now_it_is.status, now_it_is.replies_count, now_it_is.last_said_by) == ("us", 0, customer)
    assert abs(now_it_is.due_at - before.due_at) < timedelta(minutes=1)
    undelete_entry(Reply.objects.get(pk=said.pk), by=colleague)
    assert (as_it_is(thread).status, as_it_is(thread).replies_count) == ("customer", 1)


def test_what_is_taken_back_before_others_have_answered_changes_nobodys_turn(thread, colleague, customer):
    said = actions.reply(as_it_is(thread), by=customer, body="And the lamp is red.")
    actions.reply(as_it_is(thread), by=colleague, body="Thank you.")
    delete_entry(said, by=customer)
    assert (as_it_is(thread).status, as_it_is(thread).replies_count) == ("customer", 1)


def test_the_words_that_begin_a_thread_are_changed_and_not_taken_away(thread, customer):
    edit_said(thread, by=customer, body="It sleeps since Tuesday.")
    assert as_it_is(thread).body == "It sleeps since Tuesday."
    with pytest.raises(PermissionDenied):
        delete_entry(as_it_is(thread), by=customer)


def test_what_went_out_by_mail_stays_as_it_was_sent(lab, author, colleague):
    a_desk(lab, author)
    thread = actions.open_enquiry(
        email="rita@example.org", name="Rita", subject="Asleep", body="Since Monday.", team=lab, channel="mail"
    )
    said = actions.reply(thread, by=colleague, body="Press the red button.")
    with pytest.raises(PermissionDenied):
        edit_said(said, by=colleague, body="Press the green one.")
    with pytest.raises(PermissionDenied):
        delete_entry(said, by=colleague)


def test_side_notes_are_changed_by_who_wrote_them_and_no_customer_hears_of_it(thread, colleague, customer, as_):
    note = add_note(thread, by=colleague, body="He has asked twice.")
    page = words(as_(colleague).get(thread.get_absolute_url()))
    assert reverse("conversation:edit-note", args=[note.pk]) in page
    edit_said(note, by=colleague, body="He has asked three times.")
    assert "three times" in words(as_(colleague).get(thread.get_absolute_url()))
    again = f"{reverse('forum:enquiry-after', args=[thread.number])}?since=0&again={note.pk}"
    assert "three times" in words(as_(colleague).get(again))
    assert "three times" not in words(as_(customer).get(again))


def test_an_open_page_asks_for_what_was_changed(thread, colleague, customer, as_):
    said = actions.reply(thread, by=colleague, body="Press the red button.")
    edit_said(said, by=colleague, body="Press the green button.")
    asked = f"{reverse('forum:enquiry-after', args=[thread.number])}?since={said.pk}&again={said.pk},x"
    assert "green button" in words(as_(customer).get(asked))
