"""The history of a page in a browser: two versions chosen and compared by keys, going back, on a phone too."""

from __future__ import annotations

from playwright.sync_api import expect

from .conftest import PHONE

FIRST = "\n\n".join(["# Returns", *[f"Paragraph {number} says something." for number in range(30)], "Ask under 250 €."])
SECOND = FIRST.replace("# Returns", "# Returns in 24 hours").replace("250 €", "400 €")


def test_one_compares_two_versions_walks_the_changes_by_keys_and_goes_back(hand, visit):
    page = hand("wiki_page", members=["ada", "ben"], title="How we return", body=FIRST)
    hand("rewrite_page", page=page["pk"], by="ben", text=SECOND)
    hand("rewrite_page", page=page["pk"], by="ada", text=SECOND + "\n\nDone.")

    window = visit("ben", f"/wiki/{page['pk']}/history/")
    window.get_by_label("From version 1").check()
    window.get_by_label("To version 2").check()
    window.get_by_role("button", name="Compare the two chosen").click()
    expect(window.get_by_role("heading", name="From version 1 to 2")).to_be_visible()
    expect(window.locator(".compare ins")).to_have_text([" in 24 hours", "400"])
    expect(window.get_by_text("Paragraph 15 says something.")).to_be_hidden()

    window.keyboard.press("j")
    expect(window.locator("#change-1")).to_be_focused()
    window.get_by_role("button", name="Next change").click()
    expect(window.locator("#change-2")).to_be_focused()
    expect(window.locator("compare-changes [data-at]")).to_have_text("2 of 2")
    window.get_by_text("26 blocks without changes").click()
    expect(window.get_by_text("Paragraph 15 says something.")).to_be_visible()

    window.get_by_role("link", name="Restore").click()
    window.get_by_role("button", name="Restore").click()
    expect(window.get_by_text("Restored from version 1")).to_be_visible()
    window.goto(page["path"])
    expect(window.get_by_text("Ask under 250 €.")).to_be_visible()


def test_on_a_phone_what_was_stands_above_what_is(hand, visit):
    page = hand("wiki_page", members=["ada"], title="Small", body="It costs 250 €.")
    hand("rewrite_page", page=page["pk"], by="ada", text="It costs 400 €.")

    window = visit("ada", f"/wiki/{page['pk']}/compare/1/2/?view=side", PHONE)
    sides = window.locator(".compare-side")
    expect(sides).to_have_text(["It costs 250 €.", "It costs 400 €."])
    above, below = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
    assert above["y"] + above["height"] <= below["y"] + 1
    assert window.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
