"""Editing keeps what was there before; history is for who may read; the difference is in words."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from intranet.activity.models import Activity
from intranet.content.actions import EditConflict, delete_entry, edit_entry, hide_entry, undelete_entry
from intranet.content.history import versions_of
from intranet.content.models import Entry, Revision
from intranet.core.difference import difference
from tests.platform.talk import CANARY, a_comment, a_post, heard_on, last_heard_on


@pytest.fixture
def post(author, lab):
    return a_post(author, "The oven is cold", space=lab)


def test_an_edit_keeps_the_words_before_and_says_so_on_the_page(post, author):
    edit_entry(post, by=author, body="The oven is warm", note="It was not", based_on=0)

    [before] = post.revisions.all()
    assert (before.number, before.body, before.note) == (1, "The oven is cold", "It was not")
    assert post.edited_at is not None
    frame = last_heard_on(post)
    assert frame.event == "feeds.post.edited"
    assert frame.payload["revision"] == 1
    assert "The oven is warm" in frame.payload["body_html"]


def test_an_edit_that_changes_nothing_is_none(post, author):
    said_before = Activity.objects.count()

    edit_entry(post, by=author, body="The oven is cold\r\n")

    assert post.edited_at is None
    assert post.revisions.count() == 0
    assert Activity.objects.count() == said_before


def test_nobody_edits_the_words_of_another_not_even_who_keeps_order(post, author, colleague, admin):
    theirs = a_comment(post, colleague)

    for person in (author, admin):
        with pytest.raises(PermissionDenied, match="Only the author"):
            edit_entry(theirs, by=person, body="I bring nothing")


def test_a_text_may_be_cut_but_not_to_nothing(post, author):
    with pytest.raises(ValidationError, match="delete it"):
        edit_entry(post, by=author, body=" ")

    assert Entry.objects.get(pk=post.pk).body == "The oven is cold"
    assert Revision.objects.count() == 0


def test_an_edit_of_an_older_text_is_a_conflict_that_carries_the_newer(post, author):
    edit_entry(post, by=author, body="The oven is warm", based_on=0)

    with pytest.raises(EditConflict) as conflict:
        edit_entry(Entry.objects.get(pk=post.pk), by=author, body="The oven is hot", based_on=0)

    assert conflict.value.entry.body == "The oven is warm"
    assert Entry.objects.get(pk=post.pk).body == "The oven is warm"


def test_what_was_deleted_meanwhile_is_not_edited(post, author):
    seen = Entry.objects.get(pk=post.pk)
    delete_entry(post, by=author)

    with pytest.raises(PermissionDenied, match="deleted"):
        edit_entry(seen, by=author, body="Still here")

    assert Entry.objects.get(pk=post.pk).body == ""


def test_an_edited_comment_carries_its_whole_element(post, author, colleague):
    comment = a_comment(post, colleague)
    edit_entry(comment, by=colleague, body="I bring the yeast")

    frame = last_heard_on(post)
    assert "I bring the yeast" in frame.payload["html"]["it"]
    assert "body_html" not in frame.payload


def test_the_writer_of_a_version_is_who_wrote_it_not_who_replaced_it(post, author):
    edit_entry(post, by=author, body="Two", note="second thoughts")
    edit_entry(post, by=author, body="Three")

    versions = versions_of(Entry.objects.get(pk=post.pk))

    assert [(v.number, v.body, v.note, v.is_current) for v in versions] == [
        (3, "Three", "", True),
        (2, "Two", "second thoughts", False),
        (1, "The oven is cold", "", False),
    ]
    assert {version.writer for version in versions} == {author}
    assert versions[2].written_at == post.published_at


@given(st.text(max_size=300), st.text(max_size=300))
def test_the_pieces_of_a_difference_give_back_both_texts(older, newer):
    pieces = difference(older, newer)

    assert "".join(piece.text for piece in pieces if piece.change != "added") == older
    assert "".join(piece.text for piece in pieces if piece.change != "removed") == newer


def test_the_difference_is_in_whole_words():
    assert difference("The oven is cold today", "The oven is colder today") == [
        ("same", "The oven is "),
        ("removed", "cold"),
        ("added", "colder"),
        ("same", " today"),
    ]


def test_a_text_of_very_many_words_is_compared_too():
    many = " ".join(f"word{number}" for number in range(60_000))

    pieces = difference(many, many + " more")

    assert pieces[-1].text.endswith("more")


# --- Pages ----------------------------------------------------------------------------------------


def history_of(entry) -> str:
    return reverse("content:history", args=[entry.pk])


def test_who_reads_an_entry_reads_how_it_came_to_be(post, author, colleague, as_):
    edit_entry(post, by=author, body="The oven is <b>warm</b>")

    page = as_(colleague).get(history_of(post))
    assert page.status_code == 200
    assert b"Version 1" in page.content

    change = as_(colleague).get(reverse("content:diff", args=[post.pk, 1, 2]))
    assert "<del>cold</del>" in change.content.decode()
    assert "<ins>&lt;b&gt;warm&lt;/b&gt;</ins>" in change.content.decode()


def test_the_history_is_the_same_nothing_for_who_may_not_read(post, author, outsider, customer, guest, admin, as_):
    edit_entry(post, by=author, body=f"{CANARY} now")
    part = {"HTTP_HX_REQUEST": "true"}
    nothing = as_(outsider).get(reverse("content:history", args=[10**9]), **part).content

    for person in (outsider, customer, guest, admin):
        for url in (history_of(post), reverse("content:diff", args=[post.pk, 1, 2])):
            answer = as_(person).get(url, **part)
            assert answer.status_code == 404
            assert answer.content == nothing


def test_the_history_of_what_is_hidden_is_for_its_review(post, author, colleague, as_):
    edit_entry(post, by=author, body="Worse")
    hide_entry(post, by=author, reason="heated")

    assert as_(colleague).get(history_of(post)).status_code == 404
    assert as_(author).get(history_of(post)).status_code == 200


def test_the_history_of_what_is_deleted_is_for_nobody(post, author, as_):
    edit_entry(post, by=author, body="Worse")
    delete_entry(post, by=author)

    assert as_(author).get(history_of(post)).status_code == 404


def test_a_difference_between_versions_that_are_not_there_is_not_there(post, author, colleague, as_):
    edit_entry(post, by=author, body="Two")

    for older, newer in ((1, 9), (2, 1), (2, 2), (0, 1)):
        assert as_(colleague).get(reverse("content:diff", args=[post.pk, older, newer])).status_code == 404


def test_deleting_and_bringing_back_leaves_no_trace_in_the_history(post, author):
    edit_entry(post, by=author, body="Two")
    delete_entry(post, by=author)
    undelete_entry(Entry.objects.get(pk=post.pk), by=author)

    back = Entry.objects.get(pk=post.pk)
    assert (back.body, back.revisions_count) == ("Two", 1)
    assert [version.body for version in versions_of(back)] == ["Two", "The oven is cold"]


def test_the_history_costs_the_same_for_few_versions_and_many(post, author, colleague, as_, queries_stay_flat):
    client, words = as_(colleague), iter(range(100))

    queries_stay_flat(
        lambda: client.get(history_of(post)),
        lambda: edit_entry(Entry.objects.get(pk=post.pk), by=author, body=f"Text {next(words)}"),
    )


def test_an_edit_of_a_page_that_nobody_follows_is_heard_by_nobody_else(post, author, lab):
    edit_entry(post, by=author, body="Two")

    assert {frame.stream for frame in heard_on(post)} == {post.key}
