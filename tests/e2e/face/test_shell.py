"""The conventions of the shell, where people meet them: keyboard, palette, theme, toasts, phones."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from .screens import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/", "/style/", "/people/", "/spaces/", "/inbox/", "/search/", "/settings/profile/"]


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def say(page: Page, text: str) -> None:
    event = "new CustomEvent('toast', {bubbles: true, detail: {text}})"
    page.evaluate(f"text => document.body.dispatchEvent({event})", text)


# --- Keyboard --------------------------------------------------------------------------------------------------------


def test_the_first_stop_of_the_tab_key_leads_past_the_rail(open_as, author):
    page = open_as(author, "/style/")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("Skip to content")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_palette_opens_anywhere_and_gives_the_focus_back(open_as, author):
    page = open_as(author, "/style/")
    page.locator(".rail-me > button").focus()
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Search or jump to")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(page.locator(".rail-me > button")).to_be_focused()


def test_the_palette_goes_where_one_means_with_the_arrow_keys(open_as, author):
    page = open_as(author, "/style/")
    page.keyboard.press("Control+k")
    page.keyboard.type("peo")
    at = page.locator(".palette [aria-selected=true]")
    expect(at).to_contain_text("People")
    page.keyboard.press("ArrowDown")
    expect(at).not_to_have_text(re.compile("^People$"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/")


def test_single_keys_work_and_are_text_where_one_writes(open_as, author):
    page = open_as(author, "/style/")
    page.keyboard.press("?")
    keys = page.locator("#keys-dialog")
    expect(keys).to_be_visible()
    expect(keys.locator("dt").first).to_be_visible()
    page.keyboard.press("Escape")
    writing = page.locator("text-composer textarea").first
    writing.focus()
    page.keyboard.type("?jk/n")
    expect(writing).to_have_value("?jk/n")
    expect(keys).to_be_hidden()


def test_j_and_k_walk_through_a_list_and_one_sees_where_one_is(open_as, author):
    page = open_as(author, "/style/")
    page.locator("h1").click()
    at = page.locator(".is-at")
    page.keyboard.press("j")
    expect(at).to_have_count(1)
    at.evaluate("element => { element.dataset.met = 'first'; }")
    first = page.locator("[data-met=first]")
    page.keyboard.press("j")
    expect(first).not_to_have_class(re.compile("is-at"))
    expect(at).to_have_count(1)
    expect(at).to_be_in_viewport()
    page.keyboard.press("k")
    expect(first).to_have_class(re.compile("is-at"))
    expect(at).to_have_count(1)


def test_single_keys_can_be_switched_off(open_as, author):
    page = open_as(author, "/style/")
    page.keyboard.press("?")
    page.get_by_label("Use single-key shortcuts on this device").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("?")
    expect(page.locator("#keys-dialog")).to_be_hidden()


def test_a_menu_opens_beside_its_button_and_is_walked_with_the_arrow_keys(open_as, author):
    page = open_as(author, "/style/")
    page.locator("[popovertarget=style-menu]").press("Enter")
    menu = page.locator("#style-menu")
    expect(menu).to_be_visible()
    expect(focused(page)).to_have_text("Copy link")
    page.keyboard.press("ArrowDown")
    expect(focused(page)).to_have_text("Pin to the space")
    page.keyboard.press("End")
    expect(focused(page)).to_have_text("Report")
    page.keyboard.press("s")
    expect(focused(page)).to_have_text("Stop notifications")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_what_destroys_asks_first_and_cancel_is_the_first_answer(open_as, author):
    page = open_as(author, "/style/")
    page.get_by_role("button", name="Ask first").click()
    dialog = page.locator("#ask-dialog")
    expect(dialog.get_by_role("heading")).to_have_text("Delete this comment?")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    assert "?" not in page.url


# --- Theme -----------------------------------------------------------------------------------------------------------


def test_the_theme_is_there_from_the_first_byte_and_in_every_tab(open_as, author):
    page = open_as(author, "/style/", color_scheme="light")
    other = page.context.new_page()
    other.goto("/style/")
    page.locator(".rail-me > button").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")
    assert 'data-theme="dark"' in page.request.get("/style/").text()
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(0, 0, 0)"


# --- News ------------------------------------------------------------------------------------------------------------


def test_at_most_three_toasts_stand_and_none_goes_while_one_points_at_it(open_as, author):
    page = open_as(author, "/style/")
    page.clock.install()
    for number in range(5):
        say(page, f"News {number}")
    toasts = page.locator("toast-stack .toast")
    expect(toasts).to_have_count(3)
    expect(toasts.first).to_contain_text("News 2")
    toasts.first.hover()
    page.clock.run_for(20_000)
    expect(toasts).to_have_count(3)
    page.mouse.move(10, 10)
    page.clock.run_for(7_000)
    expect(toasts).to_have_count(0)


def test_a_lost_line_is_said_after_three_seconds_and_not_before(open_as, author):
    page = open_as(author, "/style/")
    page.clock.install()
    tell = "state => document.dispatchEvent(new CustomEvent('portico:connection', {detail: {state}}))"
    page.evaluate(tell, "lost")
    page.clock.run_for(2_000)
    expect(page.locator(".connection")).to_have_count(0)
    page.clock.run_for(1_100)
    expect(page.locator(".connection")).to_contain_text("What you type is kept")
    page.evaluate(tell, "open")
    expect(page.locator(".connection")).to_have_count(0)


# --- Phones ----------------------------------------------------------------------------------------------------------


def test_the_bar_of_a_phone_has_at_most_five_places_a_thumb_can_hit(open_as, author):
    page = open_as(author, "/style/", PHONE)
    places = page.locator(".bottom-bar :is(a, button)")
    assert 3 <= places.count() <= 5
    for place in places.all():
        box = place.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["width"] >= 44


def test_more_opens_everything_else_and_closes_again(open_as, author):
    page = open_as(author, "/style/", PHONE)
    sheet = page.locator("#rail")
    expect(sheet).to_be_hidden()
    page.locator(".bottom-bar").get_by_role("button", name="More").click()
    expect(sheet).to_be_visible()
    expect(sheet.get_by_text("Sign out")).to_be_visible()
    expect(sheet.get_by_role("group", name="Language")).to_be_attached()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_no_page_scrolls_sideways_on_the_smallest_phone(open_as, admin):
    page = open_as(admin, "/", {"width": 320, "height": 640})
    wide = []
    for path in PAGES:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    assert wide == []


# --- Everybody -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_axe_has_nothing_to_say(open_as, admin, plaza, size, scheme):
    # The page's policy lets no script of a test in, which is as it should be.
    page = open_as(admin, "/", size, color_scheme=scheme, bypass_csp=True)
    found = []
    for path in PAGES:
        page.goto(path)
        for violation in Axe().run(page).response["violations"]:
            found.append((path, violation["id"], [node["target"] for node in violation["nodes"]][:3]))
    assert found == []
