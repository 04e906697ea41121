"""A changed text is shown as it is read, with marks, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.core.difference import difference
from intranet.core.markup.changes import render_changes


def shown(before: str, after: str) -> str | None:
    return render_changes(difference(before, after))


def test_words_that_go_and_come_are_marked_where_they_are_read():
    html = shown(
        "| If | Tell |\n|---|---|\n| More than five | Luca |", "| If | Tell |\n|---|---|\n| More than six | Luca |"
    )
    assert html is not None
    assert ">More than <del>" in html
    assert "five</del>" in html
    assert "six</ins>" in html


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Plain words", "Plain **words**"),
        ("One", "One\n\nTwo"),
        ("See [here](/old/)", "See [here](/new/)"),
        ("- one", "# one"),
        ("Words \ue0a0 of nobody", "Words of somebody"),
    ],
)
def test_what_changes_more_than_words_is_left_to_others(before, after):
    assert shown(before, after) is None


WORDS = st.lists(st.sampled_from(["a", "<b>", "**", "x", "[y](z)", "\n\n", "- ", "`c`", "&amp;", "end."]), max_size=8)


@given(WORDS.map(" ".join), WORDS.map(" ".join))
@settings(max_examples=100, deadline=None)
def test_marks_are_balanced_and_nothing_of_them_is_left(before, after):
    html = shown(before, after)
    if html is not None:
        assert not any(mark in html for mark in "\ue0a0\ue0a1\ue0a2\ue0a3")
        assert html.count("<ins>") == html.count("</ins>")
        assert html.count("<del>") == html.count("</del>")
