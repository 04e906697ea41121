"""The tree at the side of a page, put in order by hand and by keys, seen by others as it happens; and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE

TREE = [
    ["Handbook", ""],
    ["Holidays", "Handbook"],
    ["Travel", "Handbook"],
    ["Trains", "Travel"],
    ["Machines", ""],
]


@pytest.fixture
def book(hand):
    return hand("wiki_tree", members=["ada", "ben"], titles=TREE)


def line(page: Page, title: str):
    return page.locator(".tree-list .tree-row", has=page.get_by_role("link", name=title, exact=True))


def level(page: Page, book: dict, above: str):
    """The titles that stand under a page, in order."""
    return page.locator(f'ul[data-under="{book["ids"][above]}"] > li > .tree-row > a:not(.tree-add)')


def test_a_page_is_dragged_before_another_and_undo_takes_it_back(visit, book, hand):
    ben = visit("ben", book["paths"]["Holidays"])
    expect(level(ben, book, "Handbook")).to_have_text(["Holidays", "Travel"])
    line(ben, "Travel").drag_to(line(ben, "Holidays"), target_position={"x": 60, "y": 2})
    expect(level(ben, book, "Handbook")).to_have_text(["Travel", "Holidays"])
    toast = ben.locator(".toast", has_text="was moved")
    expect(toast).to_be_visible()
    toast.get_by_role("button", name="Undo").click()
    expect(level(ben, book, "Handbook")).to_have_text(["Holidays", "Travel"])


def test_the_keys_open_walk_and_move(visit, book):
    ben = visit("ben", book["paths"]["Holidays"])
    ben.get_by_role("link", name="Travel", exact=True).focus()
    ben.keyboard.press("ArrowRight")
    expect(line(ben, "Trains")).to_be_visible()
    ben.keyboard.press("ArrowRight")
    expect(ben.get_by_role("link", name="Trains", exact=True)).to_be_focused()
    ben.keyboard.press("ArrowLeft")
    ben.keyboard.press("Alt+Shift+ArrowUp")
    expect(level(ben, book, "Handbook")).to_have_text(["Travel", "Holidays"])
    expect(ben.get_by_role("link", name="Travel", exact=True)).to_be_focused()
    expect(ben.locator("page-tree.is-moving")).to_have_count(0)
    ben.reload()
    # What was open is open, and what was moved stands where it was put.
    expect(level(ben, book, "Handbook")).to_have_text(["Travel", "Holidays"])
    expect(line(ben, "Trains")).to_be_visible()


def test_who_reads_in_the_same_tree_sees_it_change(visit, book, hand):
    ada = visit("ada", book["paths"]["Handbook"])
    expect(level(ada, book, "Handbook")).to_have_text(["Holidays", "Travel"])
    hand("move_page", page=book["ids"]["Machines"], by="ben", under=book["ids"]["Handbook"])
    expect(level(ada, book, "Handbook")).to_have_text(["Holidays", "Travel", "Machines"])


def test_a_change_is_said_to_who_reads_and_moves_nothing(visit, book, hand):
    ada = visit("ada", book["paths"]["Machines"])
    expect(ada.locator("[data-page-text]")).to_contain_text("About Machines.")
    hand("bring_out", page=book["ids"]["Machines"], by="ben", body="All new.")
    notice = ada.locator("[data-page-news='changed']")
    expect(notice).to_be_visible()
    expect(ada.locator("[data-page-text]")).to_contain_text("About Machines.")
    notice.get_by_role("link", name="Show").click()
    expect(ada.locator("[data-page-text]")).to_contain_text("All new.")


def test_letters_find_a_page_in_the_tree(visit, book):
    ben = visit("ben", book["paths"]["Machines"])
    ben.keyboard.press("t")
    field = ben.locator("page-tree input[type='search']")
    expect(field).to_be_focused()
    field.press_sequentially("trai")
    expect(ben.locator(".tree-found")).to_contain_text("Handbook / Travel")
    ben.keyboard.press("Enter")
    expect(ben).to_have_url(re.compile(re.escape(book["paths"]["Trains"])))


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_on_a_phone_the_tree_stands_behind_a_button_and_moving_has_a_page(visit, book, viewport):
    ben = visit("ben", book["paths"]["Holidays"], viewport=viewport)
    expect(line(ben, "Machines")).to_be_hidden()
    ben.get_by_role("link", name="Pages of this wiki").click()
    expect(line(ben, "Machines")).to_be_visible()
    expect(ben.locator("article")).to_be_hidden()
    ben.get_by_role("link", name="Travel", exact=True).click()
    expect(ben.get_by_role("heading", level=1, name="Travel")).to_be_visible()
    ben.get_by_role("link", name="More", exact=True).click()
    ben.get_by_role("menuitem", name="Move…").click()
    ben.get_by_role("button", name="Move under “Machines”").click()
    expect(ben.locator(".page-crumbs")).to_contain_text("Machines")
