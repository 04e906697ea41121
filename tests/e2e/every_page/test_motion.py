"""Who asks for less motion gets none, on any page, with whatever is open on it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, WIDE

# What would still move for longer than a blink, drawn elements and what is drawn before and after them.
MOVING = """() => {
  const inSeconds = (one) => parseFloat(one) * (one.trim().endsWith("ms") ? 0.001 : 1);
  const longest = (list) => Math.max(0, ...list.split(",").map(inSeconds));
  const found = new Set();
  for (const element of document.querySelectorAll("*")) {
    for (const part of [null, "::before", "::after", "::backdrop"]) {
      const style = getComputedStyle(element, part);
      const lasts = style.animationName === "none" ? 0 : longest(style.animationDuration);
      if (Math.max(lasts, longest(style.transitionDuration)) <= 0.001) continue;
      found.add(`${element.tagName}.${element.className}${part ?? ""}`);
    }
  }
  if (getComputedStyle(document.documentElement).scrollBehavior === "smooth") found.add("scrolling");
  return [...found];
}"""


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_nothing_moves_for_who_asks_for_less_motion(visit, viewport):
    # One page of each kind, and all the parts of the house on the page of its parts.
    for path in ("/style/", "/", "/spaces/lab/", "/events/", "/people/", "/people/ada/", "/settings/profile/"):
        page = visit("ada", path, viewport, reduced_motion="reduce")
        assert page.evaluate(MOVING) == [], path
        page.context.close()


def test_what_opens_does_not_move_in_either(visit):
    page = visit("ada", "/style/", reduced_motion="reduce")
    page.keyboard.press("Control+k")
    expect(page.locator("command-palette dialog")).to_be_visible()
    assert page.evaluate(MOVING) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Ask first").click()
    expect(page.locator("#ask-dialog")).to_be_visible()
    assert page.evaluate(MOVING) == []


def test_there_is_motion_for_the_others(visit):
    """The test above can fail."""
    page = visit("ada", "/style/", reduced_motion="no-preference")
    assert page.evaluate(MOVING) != []
