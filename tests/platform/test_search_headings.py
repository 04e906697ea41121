"""Something found in a long text is found under its heading."""

from __future__ import annotations

import pytest

from intranet.core.markup import render
from intranet.search.headings import heading_of

TEXT = """Above all, patience.

## The battery

It holds a shift. Patience helps.

### In winter

Under the *jacket*, between two pallets.

## Docks & contacts

Wipe them.
"""


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        (["jacket"], "h-in-winter"),
        (["contacts"], "h-docks-contacts"),
        (["battery"], "h-the-battery"),
        (["patience"], None),
        (["wiped"], "h-docks-contacts"),
        (["nowhere"], None),
        ([], None),
    ],
)
def test_what_was_found_stands_under_this_heading(words, anchor):
    found = heading_of(str(render(TEXT, anchors=True).html), words)
    assert (found.anchor if found else None) == anchor


def test_the_words_of_a_heading_are_words_again():
    found = heading_of(str(render(TEXT, anchors=True).html), ["contacts"])
    assert found is not None
    assert found.title == "Docks & contacts"


def test_a_long_text_without_headings_has_none():
    assert heading_of("<p>" + "patience " * 20_000 + "</p>", ["patience"]) is None
