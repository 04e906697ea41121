"""What changed between two versions can be read: word by word, moved as moved, long stretches folded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.history.authorship import carried, first_origins, owned_blocks, packed, signs_in, unpacked
from wiki.history.blocks import blocks_of
from wiki.history.comparing import compare
from wiki.history.folding import Fold, folded
from wiki.history.showing import shown

MARKDOWN = st.lists(
    st.sampled_from(
        ["# Head", "## Two", "- point", "  - deep", "3. third", "- [x] done", "> said", "| a | b |", "|---|---|", "",
         "```", "plain words here", "**bold** and `code`", "[a](http://b.c)", "![x](/files/1)", "a * b * c", "---",
         "é ✓"]
    ),
    max_size=25,
).map("\n".join)  # fmt: skip


def said(text: str) -> list[str]:
    return [block.text for block in blocks_of(text)]


def test_a_page_is_cut_into_what_a_reader_sees_as_one_thing():
    text = (
        "# Returns\nBook it\nfrom the panel.\n\n- one\n  more\n- [x] two\n\n> so\n> it is\n\n"
        "| a | b |\n|---|---|\n\n```py\nx = 1\n```"
    )

    assert [(block.sort, block.text, block.mark) for block in blocks_of(text)] == [
        ("heading", "Returns", ""),
        ("text", "Book it\nfrom the panel.", ""),
        ("point", "one\nmore", ""),
        ("point", "two", "[x]"),
        ("quote", "so\nit is", ""),
        ("cells", "| a | b |", ""),
        ("lines", "|---|---|", ""),
        ("fence", "", "py"),
        ("code", "x = 1", ""),
        ("fence", "", ""),
    ]


def test_what_changed_in_a_sentence_is_its_words_and_not_the_sentence():
    [row] = compare("Under 250 € ask nobody.", "Under 400 €, delivery included, ask nobody.").rows

    assert row.change == "changed"
    assert "".join(run.text for run in row.runs_before) == "Under 250 € ask nobody."
    assert "".join(run.text for run in row.runs_after) == "Under 400 €, delivery included, ask nobody."
    assert [run.text for run in row.runs if run.change == "removed"] == ["250"]


def test_a_word_that_became_bold_and_a_link_that_leads_elsewhere_are_changes():
    bold = compare("It is late now", "It is **late** now")
    link = compare("See [the rules](/a)", "See [the rules](/b)")

    assert [(run.change, run.text, run.ways) for run in bold.rows[0].runs[1:3]] == [
        ("removed", "late", ()),
        ("added", "late", ("strong",)),
    ]
    assert [run.address for run in link.rows[0].runs if run.change != "same"] == ["/a", "/b"]


def test_what_was_moved_is_said_to_have_moved_and_counts_for_nothing():
    moved = "This paragraph is long enough to be known again."
    result = compare(f"First.\n\n{moved}\n\nSecond.\n\nThird.", f"First.\n\nSecond.\n\nThird.\n\n{moved}")

    assert [row.change for row in result.rows] == ["same", "moved_away", "same", "same", "moved_here"]
    assert (result.added, result.removed) == (0, 0)


def test_a_box_that_was_ticked_is_said_in_words():
    [item] = shown(compare("- [ ] Call them", "- [x] Call them")).items

    assert item.note == "Ticked"
    assert item.number == 1


def test_what_is_shown_cannot_smuggle_anything_in():
    result = shown(compare('a <script>x</script> [b](javascript:alert(1)"onclick=x)', "a **<b>** <img src=x>"))

    html = "".join(row.together for row in result.items)
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert "href" not in html


def test_long_stretches_are_folded_and_the_heading_above_a_change_stays():
    before = "\n\n".join(["# Start", *["same"] * 10, "## Returns", *[f"line {n}" for n in range(9)], "old end"])
    items = list(folded(compare(before, before.replace("old end", "new end")).rows))

    [fold] = [item for item in items if isinstance(item, Fold)]
    assert fold.count == 19
    assert fold.landmark.block.text == "Returns"
    assert len(items) == 4


def test_a_fold_of_a_very_long_page_carries_nothing_along():
    before = "\n\n".join(f"Paragraph {n}" for n in range(500))
    [fold, *_rest] = folded(compare(before, before + " and more").rows)

    assert (fold.count, list(fold.rows)) == (497, [])


@pytest.mark.parametrize(("older", "newer"), [("", "One"), ("One", ""), ("", ""), ("One\r\nTwo", "One\nTwo")])
def test_the_empty_page_and_other_line_ends_are_no_trouble(older, newer):
    result = compare(older, newer)

    assert result.is_empty == (older.replace("\r", "") == newer.replace("\r", ""))


@settings(max_examples=60, deadline=None)
@given(MARKDOWN, MARKDOWN)
def test_the_rows_give_back_both_texts(older, newer):
    rows = compare(older, newer).rows

    assert [row.before.text for row in rows if row.before is not None] == said(older)
    assert [row.after.text for row in rows if row.after is not None] == said(newer)
    for row in rows:
        if row.before is not None and row.after is not None and not row.is_same:
            assert {run.change for run in row.runs_before} <= {"same", "removed"}


@settings(max_examples=60, deadline=None)
@given(MARKDOWN, MARKDOWN)
def test_every_word_has_the_version_it_came_in(older, newer):
    origins = carried(first_origins(older, 1), older, newer, 2)

    assert len(origins) == len(signs_in(newer))
    assert unpacked(packed(origins)) == origins
    for owned in owned_blocks(newer, origins):
        assert all(span.number or not signs_in(span.text) for span in owned.spans)


def test_what_was_moved_is_still_by_who_wrote_it():
    moved = "Never promise a date that the courier has not confirmed."
    before, after = f"{moved}\n\nFirst.\n\nSecond.", f"First.\n\nSecond.\n\nNew. {moved}"

    [*_others, last] = owned_blocks(after, carried(first_origins(before, 1), before, after, 2))
    assert [(span.text, span.number) for span in last.spans] == [("New. ", 2), (moved, 1)]


def test_words_that_stayed_belong_to_who_wrote_them():
    before, after = "One two three.\n\n- a **bold** point", "One two NEW three.\n\n- a **bold** point\n- another"

    blocks = list(owned_blocks(after, carried(first_origins(before, 1), before, after, 2)))

    assert [(span.text, span.number) for span in blocks[0].spans] == [("One two ", 1), ("NEW ", 2), ("three.", 1)]
    assert [block.numbers for block in blocks] == [[1, 2], [1], [2]]
