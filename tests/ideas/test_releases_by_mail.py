"""Closing the loop for those without an account: who wrote by mail, and guests who left an address with a page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from forum.actions.centre_staged import claim_staged
from ideas import actions
from ideas.models import Correspondent, Heard, HeardByMail, Subscriber
from ideas.releases.by_mail import PARTS
from ideas.releases.jobs import mail_parts, mail_release
from ideas.releases.mailing import mail_portion
from intranet.conversation.votes import vote_for
from tests.factories import a_customer
from wiki import actions as wiki
from wiki.models import Opinion
from wiki.truth.actions import say_helpful

from .letters_at_hand import RITA, become, letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(porch, author):
    return actions.draft_release(porch, by=author, title="Terminal 5.2", body="It wakes up sooner.")


def come_out(release, *entries, by) -> None:
    for entry in entries:
        actions.name_in_release(release, entry, by=by)
    actions.publish_release(release, by=by)
    send(release)


def send(release) -> None:
    """A job may be run again."""
    for _again in range(2):
        mail_parts.call(release_id=release.pk)


def test_who_wrote_by_mail_is_told_once_with_what_they_wrote_about(release, idea, written, author, porch):
    come_out(release, idea, by=author)
    [letter] = letters()
    assert f"“{idea.title}” is delivered: you wrote to us about “Slow terminal”." in letter.body
    assert release.get_absolute_url() in letter.body
    again = actions.draft_release(porch, by=author, title="Terminal 5.3", body="Again.")
    come_out(again, idea, by=author)
    assert len(letters()) == 1


def test_what_guests_do_not_read_is_told_to_no_mailbox(release, idea, written, author, board):
    inside = actions.suggest(board, by=author, title="Inside only", body="x")
    become(written, inside, by=author)
    come_out(release, idea, inside, by=author)
    [letter] = letters()
    assert "Inside only" not in letter.body
    assert not HeardByMail.objects.filter(entry=inside.pk).exists()


def test_a_release_that_guests_do_not_read_is_told_through_the_idea(lab, author, idea, written):
    inner = actions.draft_release(lab, by=author, title="Secret train", body="For us.")
    come_out(inner, idea, by=author)
    sent = letters()
    assert len(sent) == 1
    for letter in sent:
        assert idea.get_absolute_url() in letter.body
        assert "Secret" not in letter.body + letter.subject
        assert inner.get_absolute_url() not in letter.body


def test_who_leaves_is_written_to_no_more_and_their_address_is_gone(release, idea, written, author, porch, open_board):
    come_out(release, idea, by=author)
    [letter] = letters()
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.search(r"http://[^/\s]+(/ideas/releases/parts/leave/\S+/)", letter.body)[1]
    assert Client().get(link).status_code == 200
    assert Correspondent.objects.get().left_at is None
    assert Client().post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Client().post(link).status_code == 200
    assert Correspondent.objects.get().email == ""
    assert Client().get("/ideas/releases/parts/leave/forged/").status_code == 404
    other = actions.suggest(open_board, by=author, title="Another", body="x")
    become(written, other, by=author)
    come_out(actions.draft_release(porch, by=author, title="6", body="x"), other, by=author)
    assert len(letters()) == 1


def test_who_claims_the_account_later_is_not_told_again(release, idea, written, author, porch):
    come_out(release, idea, by=author)
    person = a_customer("Rita Moss", email=RITA)
    claim_staged(person, RITA)
    vote_for(idea, by=person)
    come_out(actions.draft_release(porch, by=author, title="5.3", body="x"), idea, by=author)
    assert not Heard.objects.filter(person=person, entry=idea.pk).exists()
    assert len(letters()) == 1


def test_an_account_that_is_told_is_not_mailed_as_an_address_too(release, idea, written, author):
    """She signed up with the address, and voted, before she claimed what she wrote by mail."""
    person = a_customer("Rita Moss", email=RITA)
    vote_for(idea, by=person)
    come_out(release, idea, by=author)
    assert Heard.objects.filter(person=person, entry=idea.pk).exists()
    assert letters() == []


def test_who_is_told_their_part_is_not_sent_the_release_as_well(release, idea, written, author):
    Subscriber.objects.create(email=RITA, confirmed_at="2026-01-01T00:00Z")
    come_out(release, idea, by=author)
    mail_release.call(release_id=release.pk)
    mail_portion(release.pk, 0)
    assert len(letters()) == 1


def test_mail_that_comes_back_is_not_sent_again(release, idea, written, author):
    written.author.staged.trouble = "550"
    written.author.staged.save(update_fields=["trouble"])
    come_out(release, idea, by=author)
    assert letters() == []


def test_a_guest_who_left_an_address_with_a_page_hears_when_a_release_changes_it(release, porch, author):
    page = wiki.create_page(porch, by=author, title="Waking up", body="Press.")
    wiki.publish_page(page, by=author) if not page.is_published else None
    guest = Client()
    path = f"/wiki/{page.pk}/helpful/"
    refused = guest.post(path, {"helpful": "0", "words": "How long?", "email": "nobody"})
    assert refused.status_code == 422
    guest.post(path, {"helpful": "0", "words": "How long?", "email": "Gus@Far.example"})
    assert Opinion.objects.get().email == "gus@far.example"
    come_out(release, page, by=author)
    [letter] = letters("gus@far.example")
    assert "you told us what was missing in “Waking up”" in letter.body
    assert Opinion.objects.get().email == ""


def test_who_only_presses_no_leaves_no_address_and_colleagues_are_not_asked(release, porch, author, colleague):
    page = wiki.create_page(porch, by=author, title="Waking up", body="Press.")
    say_helpful(page, by=colleague, was_helpful=False, words="How long?", email="ben@far.example")
    assert Opinion.objects.get().email == ""


def test_a_word_for_another_purpose_opens_nothing(release, idea, written, author):
    come_out(release, idea, by=author)
    one = Correspondent.objects.get()
    word = PARTS.leave_url(one).rstrip("/").rpartition("/")[2]
    assert PARTS.is_leave_word(word)
    assert not PARTS.is_confirm_word(word)
