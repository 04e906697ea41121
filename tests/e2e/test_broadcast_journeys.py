"""Broadcasts in real browsers: one with its public word, questions asked, voted for and answered while others look, the
news without an account, and pages that axe reads in both themes."""

from __future__ import annotations

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from .axe import problems_on
from .conftest import PHONE, WIDE

_numbers = count(1)
# Resolves when the page is older than the seconds that typing takes. (To wait for a function would be to evaluate a
# string in the page, which our pages refuse.)
OLD_ENOUGH = """() => new Promise(done => {
    const look = () => (performance.now() > 4500 ? done() : requestAnimationFrame(look));
    look();
})"""


@pytest.fixture
def sent(visit, room):
    """Ada sends one, with a public word where it is given; her window and the address of what she sent."""

    def send(title: str, public: str = ""):
        where = room(posts=1)
        ada = visit("ada", f"/broadcasts/new/?space={where['slug']}")
        ada.locator("[name=title]").fill(title)
        ada.locator("[name=body]").fill("The **key** is at the desk.")
        if public:
            expect(ada.locator("[name=twin_title]")).to_be_hidden()
            ada.get_by_text("Tell the public, too").click()
            ada.locator("[name=twin_title]").fill(public)
            ada.locator("[name=twin_body]").fill("Our *desk* is closed.")
        ada.get_by_role("button", name="See whom it reaches").click()
        previews = ada.locator(".broadcast-preview")
        expect(previews).to_have_count(2 if public else 1)
        expect(previews.first.locator("strong")).to_have_text("key")
        ada.get_by_role("button", name=re.compile(r"^Send to \d+")).click()
        expect(ada.get_by_role("heading", name="Whom it has reached")).to_be_visible()
        return ada, ada.url.partition("#")[0].removesuffix("reach/")

    return send


def test_a_broadcast_with_a_public_word_is_news_to_guests_until_it_is_let_expire(visit, sent, witness):
    witness.forgive("410")
    title = f"We close early {next(_numbers)}"
    ada, _address = sent("Closed on the sixth", title)
    guest = visit("", "/news/")
    guest.get_by_role("link", name=title).click()
    expect(guest.get_by_text("desk is closed")).to_be_visible()
    ada.get_by_role("button", name="Let it expire").click()
    ada.wait_for_load_state()
    assert guest.reload().status == 410
    guest.goto("/news/")
    expect(guest.get_by_role("link", name=title)).to_have_count(0)


def test_a_question_its_votes_and_its_answer_arrive_while_others_look(visit, sent):
    ada, address = sent("The lift rests on Friday")
    ada.goto(address)
    asking, looking = visit("ben", address), ada
    expect(looking.locator("broadcast-questions")).to_contain_text("Nobody has asked anything yet.")
    asking.get_by_label("Your question").fill("Also the one in the yard?")
    asking.get_by_role("button", name="Ask", exact=True).click()
    asked = looking.locator(".broadcast-question")
    expect(asked).to_contain_text("Also the one in the yard?")
    asked.locator("button[data-vote]").click()
    expect(asking.locator("[data-vote-count] [data-n]")).to_have_text("1")
    expect(looking.locator("button[data-vote]")).to_have_attribute("aria-pressed", "true")
    answering = visit("ada", address)
    answering.get_by_role("link", name="Answer", exact=True).click()
    answering.locator("[name=words]").fill("No, that one **runs**.")
    answering.locator("main form button[type=submit]").last.click()
    for window in (asking, looking):
        expect(window.locator(".broadcast-answer strong")).to_have_text("runs")


def test_a_second_question_comes_alone_and_what_is_in_hand_stays(visit, sent):
    """Of what stands already nothing is drawn anew: a mark that only this page has is still there."""
    _ada, address = sent("The lift rests on Monday")
    ben, looking = visit("ben", address), visit("ada", address)
    for words in ("What about the yard?", "And the cellar?"):
        ben.get_by_label("Your question").fill(words)
        ben.get_by_role("button", name="Ask", exact=True).click()
        expect(looking.locator(".broadcast-question").filter(has_text=words)).to_be_visible()
        if words.startswith("What"):
            looking.locator(".broadcast-question").first.evaluate("item => item.dataset.mark = 'mine'")
            looking.locator("button[data-vote]").first.click()
            looking.locator("button[data-vote]").first.focus()
            ben.goto(address)
    expect(looking.locator("[data-mark=mine] button[data-vote]")).to_be_focused()
    expect(looking.locator(".broadcast-question")).to_have_count(2)
    expect(looking.locator(".broadcast-question").first).to_contain_text("yard")


def test_two_that_ask_the_same_become_one_and_come_apart_while_somebody_looks(visit, sent):
    _ada, address = sent("The lift rests on Tuesday")
    ben = visit("ben", address)
    for words in ("What about the yard?", "And the one in the yard?"):
        ben.get_by_label("Your question").fill(words)
        ben.get_by_role("button", name="Ask", exact=True).click()
        ben.wait_for_load_state()
        ben.goto(address)
    ada = visit("ada", address)
    expect(ada.locator(".broadcast-question")).to_have_count(2)
    again = ada.locator(".broadcast-question").filter(has_text="And the one in the yard?")
    again.get_by_role("link", name="Join with another").click()
    asked = ada.get_by_role("dialog")
    asked.get_by_label("Words of the other question").fill("What")
    asked.get_by_role("button", name="Find").click()
    asked.get_by_label("What about the yard?").check()
    asked.get_by_role("button", name="Join").click()
    for window in (ada, ben):
        expect(window.locator(".broadcast-question")).to_have_count(1)
        expect(window.locator(".broadcast-question-joined")).to_contain_text("And the one in the yard?")
    ada.get_by_role("button", name="Part them").click()
    for window in (ada, ben):
        expect(window.locator(".broadcast-question")).to_have_count(2)
        expect(window.locator(".broadcast-question-joined")).to_have_count(0)


def test_what_was_typed_for_the_public_is_there_again_after_the_page_was_left(visit, room):
    where = room(posts=1)
    ada = visit("ada", f"/broadcasts/new/?space={where['slug']}")
    ada.get_by_text("Tell the public, too").click()
    with ada.expect_response("**/drafts/keep/"):
        ada.locator("[name=twin_body]").fill("Half a thought for everybody")
    ada.goto("/")
    ada.goto(f"/broadcasts/new/?space={where['slug']}")
    expect(ada.locator("[name=twin_body]")).to_have_value("Half a thought for everybody")
    expect(ada.locator("[name=twin_body]")).to_be_visible()
    # Nothing of it waits for the next who opens the composer.
    with ada.expect_response("**/drafts/**"):
        ada.locator("[name=twin_body]").fill("")


def test_news_by_mail_is_asked_for_without_an_account(visit):
    guest = visit("", "/news/", PHONE)
    guest.locator("main [name=email]").fill("nora@example.org")
    # Nobody types an address so quickly: a form that comes back at once is a robot's.
    guest.evaluate(OLD_ENOUGH)
    guest.get_by_role("button", name="Send me news").click()
    expect(guest.get_by_text("Look into your mailbox")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_pages_of_broadcasts(visit, sent, theme):
    _ada, address = sent("The lift rests again", "A word for all")
    for width in (WIDE, PHONE):
        window = visit("ada", "/", width, color_scheme=theme)
        for path in ("", "reach/", "questions/", "twin/", "mail/", "edit/"):
            window.goto(address + path)
            assert problems_on(window) == []
        window.goto("/broadcasts/new/")
        window.get_by_text("Tell the public, too").click()
        assert problems_on(window) == []
        assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")
