"""The street in a real browser: a guest finds their way through the documentation, and nothing a title says is run."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import PHONE

HOSTILE = '</script><script>document.title = "taken"</script> & Öl'


@pytest.fixture
def manual(hand):
    return hand("public_pages", members=["ada"], titles=[["Terminale", ""], ["Batteria", "Terminale"], [HOSTILE, ""]])


def test_a_guest_finds_a_page_reads_on_and_asks(visit, manual):
    guest = visit("", "/docs/")
    guest.get_by_role("link", name="Batteria", exact=True).first.click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Batteria")
    expect(guest.locator(".docs-tree [aria-current]")).to_have_text("Batteria")
    guest.wait_for_load_state()
    guest.get_by_role("button", name="Yes").click()
    expect(guest.locator("#helpful")).to_contain_text("Thank you")
    guest.get_by_role("searchbox", name="Search the help").fill("xyzzy")
    guest.keyboard.press("Enter")
    expect(guest.locator(".search-nothing")).to_be_visible()
    expect(guest.get_by_role("link", name="Ask in the forum")).to_have_attribute("href", "/community/ask/?title=xyzzy")


def test_what_a_title_says_is_data_and_the_browser_refuses_nothing(visit, manual):
    """``visit`` fails a test for whatever the console complains of, the Content-Security-Policy included."""
    guest = visit("", manual["paths"][HOSTILE])
    expect(guest.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    told = guest.locator('script[type="application/ld+json"]').first.text_content()
    assert guest.evaluate("text => JSON.parse(text).headline", told) == HOSTILE
    expect(guest).to_have_title(f"{HOSTILE} · Portico")


def test_on_a_phone_the_tree_unfolds_and_nothing_is_wider_than_the_screen(visit, manual):
    guest = visit("", manual["paths"]["Batteria"], viewport=PHONE)
    tree = guest.locator(".docs-tree")
    expect(tree).to_be_hidden()
    guest.get_by_text("All pages").click()
    expect(tree.get_by_role("link", name="Terminale")).to_be_visible()
    assert guest.evaluate("document.documentElement.scrollWidth <= innerWidth")
