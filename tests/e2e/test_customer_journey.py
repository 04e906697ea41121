"""From a search that finds nothing to a page with the customer's name on it: one question, four browsers."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import PHONE, WIDE
from .house import PASSWORD

TITLE = "Why does the pewter samovar hiss in the morning?"
BODY = "It hisses **twice** and stops.\n\nSince the last update."
ANSWER = "Descale it: run *vinegar* through once."


def ask_as_a_guest(guest: Page) -> None:
    """Nothing is found for it; while it is typed, what may answer it is offered, and does not."""
    guest.get_by_role("link", name="Search").click()
    guest.get_by_role("searchbox", name="What to search for").fill("hissing kettle")
    guest.keyboard.press("Enter")
    expect(guest.locator(".search-nothing")).to_be_visible()
    guest.get_by_role("link", name="Ask in the forum").click()
    guest.get_by_label("In one line").fill(TITLE)
    similar = guest.get_by_role("region", name="This may answer it already")
    expect(similar.get_by_role("link", name="Pewter samovar is dull")).to_be_visible()
    expect(similar.get_by_role("link", name="Care of a pewter samovar")).to_be_visible()
    guest.get_by_label("What happens").fill(BODY)
    guest.get_by_label("Category").select_option(label="Samovars")
    guest.get_by_role("button", name="Ask", exact=True).click()


def sign_up(guest: Page, newest_letter: Callable[[str], str]) -> None:
    guest.get_by_role("link", name="Make an account").click()
    guest.get_by_label("Your name").fill("Petra Zinn")
    guest.get_by_label("E-mail").fill("petra@zinn.example")
    guest.get_by_label("Choose a password").fill(PASSWORD)
    guest.get_by_role("button", name="Make the account").click()
    expect(guest.get_by_role("heading", name="Type the code")).to_be_visible()
    code = re.search(r"^\s+(\S{6,})\s*$", newest_letter("petra@zinn.example"), re.MULTILINE)
    assert code
    guest.get_by_label("Code").fill(code[1])
    guest.get_by_role("button", name="Go on").click()


def draft(staff: Page, space: str) -> None:
    """The menu of the question makes a page of it and of the answer that solved it. Nobody outside reads it yet."""
    staff.locator("[data-question] [data-entry-menu]").click()
    staff.get_by_role("menuitem", name="Draft a page from this").click()
    staff.get_by_label("Title").fill("When a samovar hisses")
    staff.get_by_label("Where it stands").select_option(label=f"At the top of {space}")
    expect(staff.get_by_label("The question")).to_be_checked()
    staff.get_by_role("button", name="Begin the page").click()
    text = staff.get_by_role("textbox", name="Text of the page")
    expect(text).to_contain_text("It hisses twice and stops.")
    expect(text).to_contain_text("run vinegar through once")
    staff.get_by_role("button", name="Done").click()
    expect(staff.get_by_role("heading", name="When a samovar hisses", level=1)).to_be_visible()


def publish(staff: Page) -> None:
    staff.get_by_role("link", name="More").click()
    staff.get_by_role("menuitem", name="Rights").click()
    staff.get_by_text("Change who reads it").click()
    staff.get_by_label("Everyone, also without an account").check()
    staff.get_by_role("button", name="Continue").click()
    expect(staff.locator(".callout--street")).to_contain_text("also without an account")
    staff.get_by_role("button", name="Change who reads it").click()
    expect(staff.locator(".rights-who").first).to_contain_text("Public")


def test_a_question_that_nobody_had_answered_becomes_a_page_that_names_who_asked(visit, hand):
    keeper = hand("newcomer", name="Keeper Samovar")
    hand("community", name="Samovars", by=keeper, solved="Pewter samovar is dull")
    manual = hand("public_pages", members=["ada"], titles=[["Care of a pewter samovar", ""]])
    hand("let_hurry")
    hand("index")

    petra = visit("", "/docs/", PHONE)
    ask_as_a_guest(petra)
    sign_up(petra, lambda address: hand("letter_to", address=address))
    expect(petra.get_by_text("Here is what you had written.")).to_be_visible()
    expect(petra.get_by_label("What happens")).to_have_value(BODY)
    petra.get_by_role("button", name="Ask", exact=True).click()
    expect(petra.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(petra.get_by_text("A moderator looks at it first.")).to_be_visible()

    order = visit(keeper, "/moderation/", WIDE)
    expect(order.get_by_role("link", name="Waiting 1", exact=True)).to_be_visible()
    order.keyboard.press("j")
    # Its script has come, too: a key that is pressed before is not heard.
    expect(order.locator("review-queue:defined .case")).to_contain_text("It hisses **twice** and stops.")
    order.keyboard.press("a")
    expect(order.get_by_role("heading", name="Nothing waits")).to_be_visible()

    petra.reload()
    expect(petra.get_by_text("A moderator looks at it first.")).to_have_count(0)
    ada = visit("ada", petra.url, WIDE)
    ada.get_by_role("textbox", name="Your answer").fill(ANSWER)
    ada.get_by_role("button", name="Answer", exact=True).click()
    answer = petra.locator("article.answer", has_text="Descale it")
    expect(answer.locator("em", has_text="vinegar")).to_be_visible()
    expect(answer).to_contain_text("Staff")
    answer.get_by_role("button", name="This solves it").click()
    expect(ada.locator(".answer--accepted")).to_contain_text("Descale it")

    draft(ada, manual["name"])
    guest = visit("", "/docs/?q=samovar", WIDE)
    expect(guest.get_by_role("link", name="Care of a pewter samovar")).to_be_visible()
    expect(guest.get_by_role("link", name="When a samovar hisses")).to_have_count(0)
    petra.goto("/inbox/")
    publish(ada)

    petra.locator(".new-pill").click()
    told = petra.locator(".notice", has_text="Words of yours are in “When a samovar hisses”")
    expect(told).to_contain_text("How do you want to be named there?")
    told.get_by_role("link").first.click()
    expect(petra.get_by_label("By company")).to_have_count(0)
    petra.get_by_label("By name").check()
    petra.get_by_role("button", name="Save").click()
    expect(petra.get_by_text("Today you are named as Petra Zinn.")).to_be_visible()
    petra.get_by_role("link", name="When a samovar hisses").click()
    expect(petra.get_by_role("region", name="Contributors")).to_contain_text("Petra Zinn")
    guest.goto(petra.url)
    expect(guest.locator("[data-page-text]")).to_contain_text("run vinegar through once")
    expect(guest.get_by_role("region", name="Contributors")).to_contain_text("Petra Zinn")
    expect(guest.get_by_role("region", name="Contributors")).to_contain_text("Ada Bianchi")
    guest.get_by_role("region", name="Contributors").get_by_role("link", name=TITLE).click()
    expect(guest.locator(".documented-in")).to_contain_text("When a samovar hisses")
