"""Everything that was ever written here is an attack; whoever reads it, nothing of it runs.

``make attacks`` opens every page with everything that others have collected; without it, some pages with our own."""

from __future__ import annotations

from itertools import groupby

import pytest
from playwright.sync_api import Error, Page

from .conftest import is_whole
from .corpora import collected, everything

# Of all pages, one in so many; which ones changes with nothing but the pages.
ONE_IN = 7
TURNS = 6
# (of how many pages one is opened, which words stand where): all in six turns, or a sample in the first.
WALKS = [(1, turn) for turn in range(TURNS)] if is_whole() else [(ONE_IN, 0)]


def is_page(page: Page, path: str) -> bool:
    """A file or a picture is shown by the browser itself, in a document that is not ours."""
    try:
        answer = page.goto(path, wait_until="domcontentloaded")
    except Error as refused:
        if "Download is starting" in str(refused):
            return False
        raise
    return answer is not None and "html" in answer.headers.get("content-type", "")


def walk(besieged, enter, pages) -> tuple[list[str], int]:
    """What is wrong with them, and how many showed an attack as words."""
    faults, shown = [], 0
    for who, theirs in groupby(sorted(pages), key=lambda one: one.who):
        page, ears = enter(who)
        for one in theirs:
            if not is_page(page, one.path):
                ears.heard.clear()
                continue
            faults += [f"{who or 'a guest'} at {one.path}: {fault}" for fault in ears.faults(page)]
            shown += "canary()" in (page.locator("body").text_content() or "")
        page.context.close()
    return faults, shown


def test_a_browser_of_these_tests_hears_what_runs_and_what_is_refused(enter):
    """So that the silence of the others means something."""
    page, ears = enter("")
    page.goto("/offline/")
    # The picture fails when it pleases, and only then its script is refused.
    page.evaluate(
        """() => new Promise((refused) => {
          document.addEventListener("securitypolicyviolation", refused, { once: true });
          document.body.insertAdjacentHTML("beforeend", '<img src=x onerror=canary()><a href=" javascript:x">');
        }).then(() => null)"""
    )
    page.evaluate("canary(1)")
    heard = "\n".join(ears.faults(page))
    for sign in ("ran canary(1)", "refused script-src", "<img onerror=canary()>", "<a href= javascript:x>"):
        assert sign in heard


@pytest.mark.parametrize(("one_in", "turn"), WALKS)
def test_nothing_that_was_written_runs(besieged, enter, one_in, turn):
    """In each turn other words stand in each place; those of the first stand there from the beginning."""
    assert len(collected()) > 500 or not is_whole()
    if turn:
        besieged.hand("say_everywhere", attacks=everything(), turn=turn)
    pages = besieged.pages[::one_in]
    faults, shown = walk(besieged, enter, pages)
    assert not faults, "\n".join(faults)
    assert shown > len(pages) / 3
