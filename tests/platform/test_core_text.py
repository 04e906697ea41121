"""Words as people mean them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.core.text import excerpt, fold, slug_for, tag_slug


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Nicolò", "nicolo"),
        ("PERCHÉ", "perche"),
        ("Łukasz", "lukasz"),
        ("Søren Ærø", "soren aero"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("Ａda", "ada"),
        ("İstanbul", "istanbul"),
        ("o’Brien", "o’brien"),
    ],
)
def test_case_and_accents_do_not_matter_when_comparing(typed, meant):
    assert fold(typed) == meant


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_composed_and_decomposed_letters_are_the_same_word():
    assert fold("perche\u0301") == fold("perch\u00e9")


def test_an_excerpt_is_cut_between_words():
    assert excerpt("one two three four", 11) == "one two…"
    assert excerpt("one two three", 13) == "one two three"
    assert excerpt("  one\n two  ", 40) == "one two"


def test_an_excerpt_of_one_long_word_is_cut_inside_it():
    assert excerpt("a" * 50, 10) == "a" * 9 + "…"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("In the cold night\n\nIt comes over the air.", "In the cold night · It comes over the air."),
        ("It is out.\n\nIt comes over the air.", "It is out. It comes over the air."),
        ("What is new:\n\n• a bell", "What is new: • a bell"),
        ("What is new\n\n• a bell", "What is new • a bell"),
        ("“Out”\n\n\n\n  Tomorrow", "“Out” · Tomorrow"),
        ("one\n\n", "one"),
        ("\n\none", "one"),
    ],
)
def test_an_excerpt_does_not_run_two_paragraphs_together(text, line):
    assert excerpt(text, 200) == line


def test_an_excerpt_drops_the_comma_before_the_dots():
    assert excerpt("Dear colleagues, hello there", 18) == "Dear colleagues…"


@given(st.text(max_size=300), st.integers(2, 80))
def test_an_excerpt_is_never_longer_than_asked(text, length):
    assert len(excerpt(text, length)) <= length


def test_a_slug_is_readable_and_free():
    assert slug_for("Città & Paesi") == "citta-paesi"
    assert slug_for("Lab", {"lab"}) == "lab-2"
    assert slug_for("Lab", {"lab", "lab-2"}) == "lab-3"
    assert slug_for("Lab", lambda slug: slug == "lab") == "lab-2"


def test_a_name_without_latin_letters_falls_back():
    assert slug_for("日本語") == "item"
    assert slug_for("!!!", fallback="space") == "space"


def test_a_slug_stays_short_also_when_it_has_to_be_told_apart():
    assert slug_for("x" * 80, {"x" * 30}, longest=30) == "x" * 27 + "-2"


def test_the_hundredth_namesake_gets_an_address_too():
    taken = {"lab", *(f"lab-{number}" for number in range(2, 200))}
    assert slug_for("Lab", taken) not in taken


def test_two_spellings_of_a_tag_have_one_address():
    assert tag_slug("Budget") == tag_slug("budget") == "budget"
    assert tag_slug("Città") == "città"
    assert tag_slug("q3--2026") == "q3-2026"
