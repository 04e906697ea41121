"""Whatever opens is opened, walked and closed by keys, and gives the focus back to where it was."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import PHONE, WIDE


def open_by_key(page: Page, opener: Locator) -> None:
    expect(opener).to_be_visible()
    opener.focus()
    page.keyboard.press("Enter")


def walk_and_leave(page: Page, opener: Locator) -> None:
    menu = page.locator(".menu:popover-open")
    expect(menu).to_be_visible()
    items = menu.locator('[role^="menuitem"]:visible')
    expect(items.first).to_be_focused()
    page.keyboard.press("End")
    expect(items.last).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(opener).to_be_focused()


@pytest.mark.parametrize(
    "path", ["/posts/{entry_id}/", "/events/{event_id}/", "/kudos/{kudos_id}/", "/posts/{poll_id}/"]
)
def test_the_menu_of_each_kind(visit, things, path):
    page = visit("ada", path.format(**things))
    opener = page.locator("main [data-entry-menu]").first
    open_by_key(page, opener)
    walk_and_leave(page, opener)


@pytest.mark.parametrize(
    ("path", "opener"),
    [
        ("/", ".rail-me > button"),
        ("/spaces/lab/members/", ".person-row [aria-haspopup=menu]"),
    ],
)
def test_the_other_menus(visit, path, opener):
    page = visit("ada", path)
    button = page.locator(opener).first
    open_by_key(page, button)
    walk_and_leave(page, button)


@pytest.mark.parametrize("act", ["move", "places", "pin", "series"])
def test_a_question_from_the_menu_is_answered_or_left_by_keys(visit, things, act):
    page = visit("ada", "/posts/{entry_id}/".format(**things))
    opener = page.locator("main [data-entry-menu]").first
    open_by_key(page, opener)
    page.locator(f'.menu:popover-open [role="menuitem"][href*="/{act}/"]').first.press("Enter")
    dialog = page.locator("dialog[open]")
    expect(dialog).to_be_visible()
    expect(dialog.locator(":focus")).to_have_count(1)
    for _ in range(12):
        page.keyboard.press("Tab")
        # It may pass by the bar of the browser, and never into the page behind.
        expect(page.locator("body :focus:not(dialog[open], dialog[open] *)")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_the_palette_and_the_sheet_of_keys_give_the_focus_back(visit, viewport):
    page = visit("ada", "/people/", viewport)
    link = page.locator("main a:visible").first
    link.focus()
    for key, opened in (("Control+k", "command-palette dialog"), ("?", "#keys-dialog")):
        page.keyboard.press(key)
        expect(page.locator(opened)).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(opened)).to_be_hidden()
        expect(link).to_be_focused()


def test_the_sheet_of_a_phone_gives_the_focus_back(visit):
    page = visit("ada", "/people/", PHONE)
    more = page.get_by_role("navigation", name="Most used").get_by_role("button", name="More")
    open_by_key(page, more)
    expect(page.locator("#rail")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#rail")).to_be_hidden()
    expect(more).to_be_focused()


def test_a_picture_is_looked_at_by_keys(visit, things):
    page = visit("ada", "/posts/{entry_id}/".format(**things))
    picture = page.locator("main [data-picture], main a:has(img[src*='/files/'])").first
    open_by_key(page, picture)
    expect(page.locator("#lightbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#lightbox")).to_be_hidden()
    expect(picture).to_be_focused()
