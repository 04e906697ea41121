"""A guest asks: similar topics are offered, the account comes after, and not a word is lost on the way."""

from __future__ import annotations

from playwright.sync_api import expect

from .conftest import PHONE
from .house import PASSWORD

TITLE = "Where is the brass export of the ledgers?"
BODY = "I looked under **Files**.\n\nIt says 42."


def test_a_guest_asks_signs_up_proves_the_address_and_the_question_is_there(visit, hand):
    hand("community", name="Ledgers", by="ada", solved="Brass export of ledgers")
    hand("let_hurry")
    page = visit("", "/community/ask/", PHONE)
    page.get_by_label("In one line").fill(TITLE)
    similar = page.get_by_role("region", name="This may answer it already")
    expect(similar.get_by_role("link", name="Brass export of ledgers")).to_be_visible()
    expect(similar).to_contain_text("Solved")
    page.get_by_label("What happens").fill(BODY)
    page.get_by_label("Category").select_option(label="Ledgers")
    page.get_by_role("button", name="Ask", exact=True).click()

    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Your name").fill("Gina Brass")
    page.get_by_label("E-mail").fill("gina@brass.example")
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", name="Type the code")).to_be_visible()
    (session,) = [one["value"] for one in page.context.cookies() if one["name"] == "portico_session"]
    page.get_by_label("Code").fill(hand("code_for", session=session))
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_text("Here is what you had written.")).to_be_visible()
    expect(page.get_by_label("In one line")).to_have_value(TITLE)
    expect(page.get_by_label("What happens")).to_have_value(BODY)
    expect(page.get_by_label("Category").locator("option:checked")).to_have_text("Ledgers")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text("A moderator looks at it first.")).to_be_visible()
    (asked,) = hand("topics_by", name="Gina Brass")
    assert asked["title"] == TITLE
    assert asked["body"].replace("\r\n", "\n") == BODY
    assert asked["state"] == "held"


def test_what_was_opened_and_left_without_asking_counts_as_spared(visit, hand):
    hand("community", name="Copper", by="ada", solved="Copper kettles whistle")
    page = visit("", "/community/ask/")
    page.get_by_label("In one line").fill("Why do my copper kettles whistle?")
    link = page.get_by_role("link", name="Copper kettles whistle")
    with page.context.expect_page() as opened:
        link.click()
    expect(opened.value.get_by_role("heading", name="Copper kettles whistle")).to_be_visible()
    with page.expect_response(lambda answer: answer.url.endswith("/community/ask/told/")):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert "Copper kettles whistle" in hand("spared")
