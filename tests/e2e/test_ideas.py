"""Ideas in two browsers: voting, moving them by mouse and by keys, writing down what somebody has suggested before."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE, WIDE

# The first five columns stand in sight: a press that is followed by scrolling is no drag.
BROAD = {"width": 2200, "height": 900}


def column(page: Page, name: str) -> Any:
    return page.locator("[data-column]").filter(has=page.get_by_role("heading", name=name, exact=True))


def card(page: Page, title: str) -> Any:
    return page.locator("[data-card]", has_text=title)


def in_columns(visit, who: str, place: dict[str, Any], viewport: Any = BROAD) -> Page:
    page = visit(who, f"{place['path']}?view=board", viewport=viewport)
    expect(page.locator("idea-board:defined")).to_be_attached()
    return page


def drag_by_its_title(page: Page, title: str, name: str) -> None:
    """As a hand does it: a column beyond the end comes to the mouse that is held there."""
    link, onto = card(page, title).get_by_role("link", name=title), column(page, name)
    link.hover()
    page.mouse.down()
    at: Any = link.bounding_box()
    road: Any = page.locator(".idea-columns").bounding_box()
    end, y = road["x"] + road["width"], at["y"] + at["height"] / 2
    for step in range(200):
        box: Any = onto.bounding_box()
        if box["x"] + box["width"] <= end:
            break
        page.mouse.move(end - 12 - step % 2, y)
    for step in range(2):
        page.mouse.move(box["x"] + box["width"] / 2 + step, y)
    page.mouse.up()


@pytest.fixture
def board(hand):
    """Ada's, with these ideas; each test makes its own."""
    return lambda name, *ideas: hand("board", name=name, by="ada", ideas=ideas)


def test_a_vote_counts_before_the_eyes_of_two_and_is_taken_back(visit, board):
    place = board("Lampade", "Luce più calda")
    ben, dora = visit("ben", place["path"]), visit("dora", place["path"])
    [mine, hers] = [page.locator(".idea-row").get_by_role("button") for page in (ben, dora)]
    mine.click()
    expect(mine).to_have_attribute("aria-pressed", "true")
    expect(hers).to_have_text("1votes")
    expect(hers).to_have_attribute("aria-pressed", "false")
    hers.click()
    expect(ben.locator("[data-tally] [data-of='customers']")).to_have_text("1")
    expect(ben.locator("[data-tally] [data-of='staff']")).to_have_text("1")
    mine.click()
    expect(hers).to_have_text("1votes")
    expect(dora.locator("[data-tally] [data-of='staff']")).to_have_text("0")
    ben.reload()
    expect(mine).to_have_attribute("aria-pressed", "false")
    idea = visit("dora", place["ideas"]["Luce più calda"])
    expect(idea.locator(".idea-head").get_by_role("button")).to_have_attribute("aria-pressed", "true")


def test_a_vote_is_given_without_scripts(visit, board):
    place = board("Sedie", "Sedie più alte")
    ben = visit("ben", place["path"], java_script_enabled=False)
    ben.locator(".idea-row").get_by_role("button").click()
    expect(ben.locator(".idea-row").get_by_role("button")).to_have_attribute("aria-pressed", "true")


def test_an_idea_is_dragged_on_and_others_see_it_go(visit, board, hand):
    place = board("Banchi", "Un secondo banco", "Banchi più larghi")
    ada, ben = in_columns(visit, "ada", place), in_columns(visit, "ben", place)
    expect(ben.locator("[data-grip]")).to_have_count(0)
    card(ada, "Un secondo banco").get_by_role("link").drag_to(column(ada, "Under review"))
    expect(card(column(ada, "Under review"), "Un secondo banco")).to_be_visible()
    expect(card(column(ben, "Under review"), "Un secondo banco")).to_be_visible()
    expect(column(ben, "Open").locator("header [data-n]")).to_have_text("1")
    expect(column(ben, "Under review").locator("header [data-n]")).to_have_text("1")
    ada.reload()
    expect(card(column(ada, "Under review"), "Un secondo banco")).to_be_visible()


def test_an_idea_is_moved_by_keys_and_declined_with_a_reason(visit, board, hand):
    place = board("Porte", "Porte che si aprono da sole")
    path = place["ideas"]["Porte che si aprono da sole"]
    ada = in_columns(visit, "ada", place, WIDE)
    grip = ada.get_by_role("button", name="Move “Porte che si aprono da sole”")
    grip.focus()
    ada.keyboard.press("Space")
    expect(grip).to_have_attribute("aria-pressed", "true")
    expect(ada.locator("#news")).to_contain_text("is taken, in Open")
    ada.keyboard.press("ArrowRight")
    expect(ada.locator("#news")).to_contain_text("Under review, column 2 of 6.")
    ada.keyboard.press("Escape")
    expect(card(column(ada, "Open"), "Porte")).to_be_visible()
    expect(grip).to_be_focused()

    ada.keyboard.press("Space")
    for _step in range(2):
        ada.keyboard.press("ArrowRight")
    ada.keyboard.press("Space")
    expect(ada.locator("#news")).to_contain_text("is in Planned now.")
    assert hand("status_of", path=path)["status"] == "planned"

    grip.focus()
    ada.keyboard.press("Space")
    for _step in range(3):
        ada.keyboard.press("ArrowRight")
    ada.keyboard.press("Space")
    reason = ada.get_by_role("dialog", name="Why is it declined?")
    reason.get_by_role("button", name="Leave it where it was").click()
    expect(card(column(ada, "Planned"), "Porte")).to_be_visible()
    drag_by_its_title(ada, "Porte che si aprono da sole", "Declined")
    reason.get_by_role("textbox", name="Official answer").fill("The fire rules want handles.")
    reason.get_by_role("button", name="Decline").click()
    expect(ada.locator("#news")).to_contain_text("is in Declined now.")
    assert hand("status_of", path=path) == {"status": "declined", "answer": "The fire rules want handles."}


def test_on_a_phone_the_grip_opens_a_list_of_places(visit, board):
    place = board("Tetti", "Tetti verdi")
    ada = in_columns(visit, "ada", place, PHONE)
    card(ada, "Tetti verdi").hover()
    ada.get_by_role("button", name="Move “Tetti verdi”").click()
    ada.get_by_role("dialog", name="Move to").get_by_role("button", name="Planned").click()
    expect(card(column(ada, "Planned"), "Tetti verdi")).to_be_visible()


def test_what_is_like_it_is_offered_and_the_answer_of_the_house_comes_while_one_reads(visit, board, hand):
    place = board("Fischi", "Ventole che non fischiano")
    ben = visit("ben", place["new"])
    ben.get_by_role("textbox", name="Your idea in one line").press_sequentially("Ventole senza fischiano")
    like = ben.get_by_role("region", name="Like this already")
    expect(like.get_by_role("link", name="Ventole che non fischiano")).to_be_visible()
    ben.goto(ben.url.split("/ideas/")[0] + place["ideas"]["Ventole che non fischiano"])
    ada = in_columns(visit, "ada", place)
    card(ada, "Ventole").hover()
    ada.get_by_role("button", name="Move “Ventole che non fischiano”").click()
    ada.get_by_role("dialog", name="Move to").get_by_role("button", name="Declined").click()
    ada.get_by_role("dialog", name="Why is it declined?").get_by_role("textbox").fill("They are gone from the plan.")
    ada.get_by_role("button", name="Decline", exact=True).click()
    expect(ben.locator(".idea-answer")).to_contain_text("They are gone from the plan.")
    expect(ben.locator(".idea-facts [data-status-of]")).to_have_text("Declined")
