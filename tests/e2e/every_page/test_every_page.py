"""Every page there is, at a desk in the light and on a phone in the dark: nobody is shut out of it, and it fits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pytest
from playwright.sync_api import Page

from tests.e2e.axe import problems_on
from tests.e2e.conftest import PHONE, WIDE

from .pages import Seen, forgotten

PARTS = 3
parts = pytest.mark.parametrize("part", range(PARTS))
# Two frames on, what looks at its own size has done so.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SIDEWAYS = """(size) => {
  if (size) document.documentElement.dataset.text = size;
  else delete document.documentElement.dataset.text;
  return document.scrollingElement.scrollWidth - innerWidth;
}"""


def test_no_page_is_forgotten():
    assert forgotten() == set()


def walk(visit, pages: list[Seen], part: int, **how) -> Iterator[tuple[Page, Seen]]:
    """One page after the other, each seen by who may; a third of them, since all take minutes."""
    for who, theirs in groupby(pages[part::PARTS], key=lambda one: one.who):
        page = visit(who, "/offline/", **how)
        for one in theirs:
            page.goto(one.path, wait_until="domcontentloaded")
            page.evaluate(DRAWN)
            yield page, one
        page.context.close()


@parts
def test_no_page_shuts_anybody_out_at_a_desk(visit, pages, witness, part):
    witness.forgive("status of (403|404)")
    found = []
    for page, one in walk(visit, pages, part, viewport=WIDE, color_scheme="light"):
        found += [f"{one.who or 'a guest'} at {one.path}: {problem}" for problem in problems_on(page)]
    assert not found, "\n".join(found)


@parts
def test_no_page_shuts_anybody_out_or_scrolls_sideways_on_a_phone(visit, pages, witness, part):
    """Also with the largest of the sizes of text that one may choose."""
    witness.forgive("status of (403|404)")
    found = []
    for page, one in walk(visit, pages, part, viewport=PHONE, color_scheme="dark"):
        over = {size: page.evaluate(SIDEWAYS, size) for size in ("larger", "")}
        wide = [f"{much} pixels too wide, text {size or 'as usual'}" for size, much in over.items() if much > 0]
        problems = problems_on(page) + wide
        found += [f"{one.who or 'a guest'} at {one.path}: {problem}" for problem in problems]
    assert not found, "\n".join(found)
