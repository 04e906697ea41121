"""Readers comment on passages of a page; the comments go with their words, and are closed when they are dealt with."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from intranet.conversation.actions import add_comment
from intranet.conversation.models import Comment
from wiki import actions
from wiki.models import Anchor, Page
from wiki.remarks.reading import threads_of

TEXT = "A customer sends it back. We answer in an hour.\n\nBatteries travel alone."
PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def returns(wiki, author) -> Page:
    page = actions.create_page(wiki, by=author, title="Returns", body=TEXT)
    actions.set_editing(page, by=author, edits=Page.Edits.KEEPERS)
    return page


@pytest.fixture
def comment(returns, colleague) -> Comment:
    return actions.comment_on_passage(returns, by=colleague, body="Also on Sundays?", quote="We answer in an hour.")


def rewrite(page: Page, by, text: str) -> None:
    actions.put_text(Page.objects.get(pk=page.pk), by=by, text=text, publish=True)


def passage(comment: Comment) -> str | None:
    from wiki.remarks.passages import words_of

    anchor = Anchor.objects.get(comment=comment)
    page = Page.objects.get(pk=anchor.page_id)
    return None if anchor.is_gone else words_of(page.body_html)[anchor.start : anchor.end]


def test_a_comment_on_a_passage_is_a_comment_of_the_page_that_says_which(comment, returns, colleague):
    assert comment.root_id == returns.pk
    assert comment.audience == returns.audience
    assert comment.about == "We answer in an hour."
    assert passage(comment) == "We answer in an hour."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("First this.\n\n" + TEXT, "We answer in an hour."),
        (TEXT.replace("an hour", "half an hour"), "We answer in half an hour."),
        ("Batteries travel alone.", None),
    ],
)
def test_it_goes_with_its_words(comment, returns, author, text, words):
    rewrite(returns, author, text)
    assert passage(comment) == words


def test_what_was_gone_is_found_again_when_its_words_come_back(comment, returns, author):
    rewrite(returns, author, "Batteries travel alone.")
    assert threads_of(returns, author)[0].anchor.is_gone
    rewrite(returns, author, TEXT)
    assert passage(comment) == "We answer in an hour."


def test_of_words_that_stand_twice_the_marked_ones_are_meant(wiki, author, colleague):
    page = actions.create_page(wiki, by=author, title="Twice", body="Open the case. Close the case now.")
    made = actions.comment_on_passage(
        page, by=colleague, body="How?", quote="the case", prefix="Close ", suffix=" now."
    )
    assert Anchor.objects.get(comment=made).start == 21


@pytest.mark.parametrize("quote", ["Words that stand nowhere", "", "   ", "x" * 1200])
def test_words_that_do_not_stand_there_are_refused_and_nothing_is_said(returns, colleague, quote):
    with pytest.raises(ValidationError):
        actions.comment_on_passage(returns, by=colleague, body="Hm", quote=quote)
    assert not Comment.objects.exists()


def test_sent_twice_it_is_there_once(returns, colleague):
    from uuid import uuid4

    key = uuid4()
    made = [
        actions.comment_on_passage(returns, by=colleague, body="Hm", quote="travel alone", client_id=key) for _ in "12"
    ]
    assert made[0] == made[1]
    assert Anchor.objects.count() == 1


def test_who_made_it_and_who_edits_the_page_close_it_and_open_it_again(comment, returns, author, colleague, wiki):
    from intranet.spaces.actions import add_member
    from tests import factories

    zoe = factories.a_person("Zoe Reads", handle="zoe")
    add_member(wiki, by=author, person=zoe)
    anchor = Anchor.objects.get(comment=comment)
    with pytest.raises(PermissionDenied, match="Only who made this comment"):
        actions.resolve_remark(anchor, by=zoe)
    assert actions.resolve_remark(anchor, by=colleague)
    assert not actions.resolve_remark(anchor, by=author)
    assert threads_of(returns, zoe) == []
    assert len(threads_of(returns, zoe, resolved=True)) == 1
    assert actions.resolve_remark(anchor, by=author, resolved=False)
    assert len(threads_of(returns, zoe)) == 1


def test_customers_comment_on_a_public_page_and_nobody_without_an_account(as_, returns, author, customer, guest):
    actions.set_reading(returns, by=author, reads=Page.Reads.PUBLIC)
    url = reverse("wiki:remarks", args=[returns.pk])
    sent = {"body": "Ours do not.", "quote": "Batteries travel alone."}
    answer = as_(customer).post(url, sent, **PART)
    assert answer.status_code == 201
    assert "Ours do not." in answer.content.decode()
    assert as_(guest).post(url, sent).status_code == 302
    assert Comment.objects.count() == 1
    assert "Ours do not." in as_(guest).get(url).content.decode()


def test_who_does_not_read_the_page_meets_nothing(as_, comment, returns, outsider):
    client = as_(outsider)
    assert client.get(reverse("wiki:remarks", args=[returns.pk])).status_code == 404
    assert client.post(reverse("wiki:remark-resolve", args=[comment.pk])).status_code == 404


def test_the_list_shows_threads_in_the_order_of_the_text_with_what_was_answered(as_, comment, returns, author):
    later = actions.comment_on_passage(returns, by=author, body="By ship, too?", quote="A customer sends it back.")
    add_comment(returns, by=author, body="Not on Sundays.", parent=comment)
    shown = as_(author).get(reverse("wiki:remarks", args=[returns.pk])).content.decode()
    assert shown.index(later.body) < shown.index("Also on Sundays?") < shown.index("Not on Sundays.")


def test_the_page_shows_them_beside_its_text_and_in_its_discussion_what_they_are_about(as_, comment, returns, author):
    shown = as_(author).get(returns.get_absolute_url()).content.decode()
    assert f'data-remark="{comment.pk}"' in shown
    said = as_(author).get(f"{returns.address}comments/").content.decode()
    assert "We answer in an hour." in said


def test_a_comment_on_a_page_that_is_about_no_passage_is_closed_by_nobody(as_, returns, colleague):
    made = add_comment(returns, by=colleague, body="Good page.")
    assert as_(colleague).post(reverse("wiki:remark-resolve", args=[made.pk])).status_code == 404


def test_what_is_refused_comes_back_with_what_was_typed(as_, returns, colleague):
    answer = as_(colleague).post(
        reverse("wiki:remarks", args=[returns.pk]), {"body": "Hm?", "quote": "Nowhere"}, **PART
    )
    assert answer.status_code == 422
    assert "Hm?" in answer.content.decode()
    assert "has just been changed" in answer.content.decode()


def test_the_list_costs_the_same_for_few_and_many(as_, returns, author, colleague, queries_stay_flat):
    url = reverse("wiki:remarks", args=[returns.pk])
    client = as_(author)

    def grow():
        made = actions.comment_on_passage(returns, by=colleague, body="Hm?", quote="Batteries travel alone.")
        add_comment(returns, by=author, body="Yes.", parent=made)

    queries_stay_flat(lambda: client.get(url), grow, times=3)
