"""Passages of a page: found where they were marked, and again after the text has changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.remarks.passages import OPAQUE, Passage, carried, changes_between, find, words_of

TEXT = "A customer sends it back. We answer in an hour. The courier comes within a day."
WORDS = st.lists(st.sampled_from(["one", "two", "three.", "four", "five."]), max_size=20).map(" ".join)


def after(quote: str, newer: str, older: str = TEXT) -> str | None:
    start = older.index(quote)
    found = carried(Passage(start, start + len(quote)), changes_between(older, newer))
    return None if found is None else newer[found.start : found.end]


def test_words_are_those_that_are_shown_and_a_reference_counts_as_one():
    html = '<h2>First  day</h2><p>See <a class="reference" data-entry="4">x <b>y</b></a>,\n<em>please</em>.<br>Soon</p>'
    assert words_of(html) == f"First day See {OPAQUE}, please. Soon"


def test_of_several_places_the_one_with_the_same_surroundings_is_meant():
    words = "open the case and close the case now"
    assert find(words, "the case", "and close ", " now") == Passage(24, 32)
    assert find(words, "the case", "open ", " and") == Passage(5, 13)
    assert find(words, "the box") is None


@pytest.mark.parametrize(
    ("newer", "passage"),
    [
        (TEXT.replace("A customer", "Sometimes a customer"), "We answer in an hour."),
        (TEXT.replace("an hour", "half an hour"), "We answer in half an hour."),
        (TEXT.replace("We answer", "Today we always answer"), "Today we always answer in an hour."),
        (TEXT.replace("a day.", "a day. Or two."), "We answer in an hour."),
        (TEXT.replace("We answer in an hour. ", ""), None),
        (TEXT.replace("We answer in an hour.", "Nobody knows when somebody will say something."), None),
        ("", None),
    ],
)
def test_a_passage_goes_with_its_words_and_is_gone_when_most_of_them_are(newer, passage):
    assert after("We answer in an hour.", newer) == passage


@given(WORDS, WORDS, st.data())
@settings(max_examples=200, deadline=None)
def test_a_passage_that_is_carried_lies_within_the_newer_text(older, newer, data):
    start = data.draw(st.integers(0, len(older)))
    end = data.draw(st.integers(start, len(older)))
    found = carried(Passage(start, end), changes_between(older, newer))
    assert found is None or 0 <= found.start < found.end <= len(newer)


@given(WORDS, WORDS, st.data())
@settings(max_examples=200, deadline=None)
def test_a_passage_nobody_touched_keeps_its_words(before, behind, data):
    marked = "seven eight nine."
    older = f"{before} {marked} {behind}"
    newer = f"{data.draw(WORDS)} {marked} {data.draw(WORDS)}"
    start = older.index(marked)
    found = carried(Passage(start, start + len(marked)), changes_between(older, newer))
    if found is not None:
        assert "eight" in newer[found.start : found.end]
