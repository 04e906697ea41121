"""Documents as the program sees them: begun once, read, and changed while others write in them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from intranet.collab import crdt, limits, log
from intranet.collab.actions import close_document, edit_text
from intranet.collab.documents import (
    Access,
    NoSuchDocument,
    Sort,
    contributors,
    head,
    read_text,
    register,
    state_vector,
)
from intranet.collab.models import Document, Update
from intranet.collab.sorts import _sorts
from intranet.realtime.units import unit

NAME = "leaf_7"


@pytest.fixture(autouse=True)
def leaf():
    """A sort of documents that begin with their key."""
    register(Sort("leaf", gate=lambda person, key: Access.WRITE, begin=lambda key: f"Leaf {key}\n", settled=print))
    yield
    _sorts.pop("leaf")


def test_what_nobody_has_opened_says_what_it_will_begin_with(db):
    assert read_text(NAME) == "Leaf 7\n"
    assert head(NAME) == 0
    assert not Document.objects.exists()


def test_it_begins_once_and_is_changed_from_there(author):
    edited = edit_text(NAME, by=author, change=lambda text: text + "More.\n")
    assert (edited.seq, edited.before, edited.after) == (1, "Leaf 7\n", "Leaf 7\nMore.\n")
    assert edit_text(NAME, by=None, change=str.upper).before == edited.after
    assert read_text(NAME) == "LEAF 7\nMORE.\n"
    assert head(NAME) == 2


def test_a_change_of_nothing_is_no_update(author):
    edit_text(NAME, by=author, change=lambda text: text + "x")
    assert edit_text(NAME, by=author, change=lambda text: text).seq == 1
    assert Update.objects.count() == 1


def test_a_change_that_fails_leaves_everything_as_it_was(author):
    with pytest.raises(ValidationError):
        edit_text(NAME, by=author, change=lambda text: (_ for _ in ()).throw(ValidationError("no")))
    assert not Document.objects.exists()


def test_who_wrote_is_told_in_order_and_the_program_is_nobody(author, colleague):
    for person in (author, colleague, None, author):
        edit_text(NAME, by=person, change=lambda text: text + ".")
    assert contributors(NAME, after=0) == [author.pk, colleague.pk]
    assert contributors(NAME, after=1) == [colleague.pk, author.pk]
    assert contributors(NAME, after=0, upto=1) == [author.pk]


def test_a_document_that_would_be_too_large_stays_as_it_was(author, monkeypatch):
    monkeypatch.setattr(limits, "STATE_BYTES", 100)
    with pytest.raises(ValidationError):
        edit_text(NAME, by=author, change=lambda text: "x" * 200)
    assert read_text(NAME) == "Leaf 7\n"


@pytest.mark.parametrize(
    "name", ["", "leaf", "leaf_", "leaf_0", "leaf_x", "leaf_7 ", "tree_7", "leaf_-1", "leaf_" + "9" * 30]
)
def test_what_is_no_name_of_a_document_has_none(db, name):
    with pytest.raises(NoSuchDocument):
        read_text(name)


def test_closing_sends_a_new_epoch(author):
    edit_text(NAME, by=author, change=str.upper)
    with unit():
        close_document(NAME, reason="rights")
    assert Document.objects.get().epoch == 1


words = st.text(st.sampled_from("ab é🎉\u0301\n日"), max_size=30)


@given(st.lists(words, min_size=1, max_size=6))
def test_a_difference_leads_where_it_should_whatever_the_letters(texts):
    live = crdt.opened([crdt.begun(texts[0], writer=70_000)], writer=70_000)
    told = [live.get_update()]
    for text in texts[1:]:
        told.append(crdt.changed(live, text))
        assert crdt.text_of(live) == text
    assert crdt.text_of(crdt.opened(told)) == texts[-1]


def test_a_caret_stays_where_it_was_when_the_text_before_it_is_changed():
    live = crdt.opened([crdt.begun("Eins zwei drei.", writer=70_000)], writer=70_000)
    theirs = crdt.opened([live.get_update()])
    caret = theirs["content"].sticky_index(len("Eins zwei "))
    theirs.apply_update(crdt.changed(live, "Zuerst eins, zwei drei und vier."))
    assert caret.get_index() == len("Zuerst eins, zwei ")


def test_lines_end_one_way_and_nothing_is_in_it_that_no_database_keeps():
    assert log.as_kept("a\r\nb\rc\x00\ud83d") == "a\nb\nc?"


def test_the_state_vector_counts_what_is_stored(author):
    empty = state_vector(NAME)
    edit_text(NAME, by=author, change=lambda text: "abc")
    assert empty == b"\x00"
    assert crdt.opened(log.updates_of(Document.objects.get())).get_state() == state_vector(NAME) != empty
