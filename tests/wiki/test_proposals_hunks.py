"""Pieces of a proposal: they make up the whole, and they fit into a changed text or say that they do not."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.core.edits import Edit, applied, edits
from wiki.proposals.fitting import Ground
from wiki.proposals.hunks import hunks_of

BASE = """# Returns

A customer sends it back. We answer in an hour. The courier comes within a day.

- Open a case
- Print the label
- Tell the warehouse

Batteries travel alone.
"""

# Few different words, so that they are confused with each other if they can be.
WORD = st.sampled_from(["the", "a", "case", "is", "open", "label", "and", "tell", "it", "now"])
LINE = st.one_of(st.just(""), st.lists(WORD, min_size=1, max_size=7).map(" ".join), st.just("- tell it"))
TEXT = st.lists(LINE, max_size=9).map("\n".join)


@st.composite
def changed(draw, text: str, mark: str) -> tuple[str, list[str]]:
    """The text with some words taken out of it and some put in that nobody else would write."""
    words = text.replace("\n", " \n ").split(" ")
    marks: list[str] = []
    result: list[str] = []
    for word in words:
        what = draw(st.sampled_from(["keep"] * 7 + ["drop", "add", "line"]))
        if what == "drop" and word != "\n":
            continue
        result.append(word)
        if what in ("add", "line"):
            marks.append(f"{mark}{len(marks)}{mark}")
            result += [marks[-1]] if what == "add" else ["\n", marks[-1], "\n"]
    return " ".join(result).replace(" \n ", "\n"), marks


@given(TEXT, TEXT)
@settings(max_examples=150, deadline=None)
def test_edits_make_the_newer_text_of_the_older_and_none_touches_another(older, newer):
    found = edits(older, newer)
    assert applied(older, found) == newer
    assert all(one.end < two.start for one, two in itertools.pairwise(found))


@given(TEXT, TEXT)
@settings(max_examples=150, deadline=None)
def test_all_pieces_together_are_the_proposal(base, proposed):
    found = hunks_of(base, proposed)
    assert applied(base, found) == proposed
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_pieces_of_an_untouched_page_fit_in_any_order_and_any_choice_of_them(data):
    base = data.draw(TEXT)
    proposed, _marks = data.draw(changed(base, "p"))
    pieces = hunks_of(base, proposed)
    order = data.draw(st.permutations(range(len(pieces))))
    chosen = order[: data.draw(st.integers(0, len(pieces)))]
    live, accepted = base, []
    for number in chosen:
        fit = Ground(base, live, accepted).fit(pieces[number])
        assert fit.state == "clean"
        live = fit.applied_to(live)
        accepted.append(pieces[number])
    assert live == applied(base, sorted(accepted))


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_accepting_never_loses_what_others_wrote_and_never_brings_anything_twice(data):
    base = data.draw(TEXT)
    proposed, _p = data.draw(changed(base, "p"))
    live, theirs = data.draw(changed(base, "q"))
    accepted = []
    for piece in hunks_of(base, proposed):
        fit = Ground(base, live, accepted).fit(piece)
        assert fit.start <= fit.end <= len(live)
        if fit.state != "clean":
            continue
        live = fit.applied_to(live)
        accepted.append(piece)
        assert all(live.count(mark) == 1 for mark in theirs)
        own = [word for word in piece.text.split() if word.startswith("p") and word.endswith("p")]
        assert all(live.count(word) == 1 for word in own)


def fitted(live: str, before: str, after: str, base: str = BASE):
    piece = Edit(base.index(before), base.index(before) + len(before), after)
    return Ground(base, live).fit(piece)


def test_two_sentences_of_one_paragraph_are_two_pieces_and_so_are_two_items_of_a_list():
    proposed = BASE.replace("an hour", "half an hour").replace("a day", "two days")
    proposed = proposed.replace("a case", "the case").replace("the label", "two labels")
    assert [BASE[one.start : one.end] for one in hunks_of(BASE, proposed)] == [
        "We answer in an hour. ",
        "The courier comes within a day.",
        "- Open a case",
        "- Print the label",
    ]


def test_somebody_who_writes_in_the_same_sentence_keeps_their_words():
    live = BASE.replace("We answer in an hour.", "We always answer in an hour.")
    fit = fitted(live, "We answer in an hour. ", "We answer in one hour. ")
    assert fit.state == "clean"
    assert "We always answer in one hour. The courier" in fit.applied_to(live)


def test_words_that_were_changed_meanwhile_are_a_conflict_with_both_texts():
    live = BASE.replace("in an hour", "in two hours")
    fit = fitted(live, "We answer in an hour. ", "We answer in half an hour. ")
    assert fit.state == "conflict"
    assert fit.passage(live) == "We answer in two hours. "


def test_what_reads_so_already_is_not_put_in_again():
    live = BASE.replace("in an hour", "in half an hour")
    assert fitted(live, "We answer in an hour. ", "We answer in half an hour. ").state == "there"


def test_a_sentence_that_somebody_has_brought_elsewhere_is_there_already():
    sentence = "The driver has the key of the yard. "
    live = BASE.replace("# Returns\n", f"# Returns\n\n{sentence}\n")
    place = BASE.index("The courier")
    assert Ground(BASE, live).fit(Edit(place, place, sentence)).state == "there"


def test_a_passage_that_moved_is_found_where_it_is_now():
    paragraph = "A customer sends it back. We answer in an hour. The courier comes within a day.\n\n"
    live = BASE.replace(paragraph, "") + "\n" + paragraph
    fit = fitted(live, "We answer in an hour. ", "We answer at once. ")
    assert fit.state == "clean"
    assert fit.applied_to(live).endswith("We answer at once. The courier comes within a day.\n\n")


def test_a_passage_that_was_taken_out_is_a_conflict():
    live = BASE.replace("- Print the label\n", "")
    assert fitted(live, "- Print the label", "- Print two labels").state == "conflict"


def test_two_who_add_a_line_in_the_same_place_are_asked_which_comes_first():
    place = BASE.index("\nBatteries")
    live = BASE[:place] + "- Close the case\n" + BASE[place:]
    fit = Ground(BASE, live).fit(Edit(place, place, "- Thank them\n"))
    assert fit.state == "conflict"
    assert fit.passage(live) == "- Close the case\n"


def test_lines_come_in_beside_lines_that_others_changed():
    place = BASE.index("- Tell the warehouse")
    live = BASE.replace("- Print the label", "- Write down who it was")
    fit = Ground(BASE, live).fit(Edit(place, place, "- Thank them\n"))
    assert fit.state == "clean"
    assert "who it was\n- Thank them\n- Tell" in fit.applied_to(live)


@pytest.mark.parametrize("size", [5, 4000])
def test_a_piece_of_a_long_page_fits_after_many_changes_elsewhere(size):
    base = "".join(f"Line {number} says what it says.\n" for number in range(size))
    live = "New above.\n" + base.replace("Line 3 says", "Line 3 tells") + "New below.\n"
    fit = fitted(live, "Line 1 says what it says.", "Line 1 says more.", base)
    assert fit.applied_to(live) == live.replace("Line 1 says what it says.", "Line 1 says more.")


def test_a_line_behind_the_last_one_only_comes_in():
    assert hunks_of("One.\n\nTwo.", "One.\n\nTwo.\n\nThree.") == [Edit(10, 10, "\n\nThree.")]
