"""By keyboard alone; on a phone; in the dark."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE
from .test_live import card_with, write_post

# Where the focus is, and whether one can see it: an outline or a shadow around it, or, where one writes, the caret.
FOCUS = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const isLine = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  const drawn = (style) => isLine(style) || style.boxShadow !== "none";
  return {
    name: (at.getAttribute("aria-label") || at.textContent || at.name || at.tagName).trim().slice(0, 40),
    isSeen: at.matches("textarea, input[type=text], input[type=url]") || drawn(getComputedStyle(at)),
    isOnScreen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    isLost: at === document.body,
  };
}"""


def test_the_first_tab_leads_past_the_rail(visit):
    ada = visit("ada")
    ada.keyboard.press("Tab")
    expect(ada.get_by_role("link", name="Skip to content")).to_be_focused()
    expect(ada.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    ada.keyboard.press("Enter")
    expect(ada.locator("#main")).to_be_focused()


def test_the_focus_is_seen_wherever_it_goes_and_never_caught(visit, room):
    where = room(posts=2)
    ada = visit("ada", f"/spaces/{where['slug']}/")
    seen = []
    for _ in range(60):
        ada.keyboard.press("Tab")
        seen.append(ada.evaluate(FOCUS))
        if seen[-1]["isLost"]:
            break
    within = [one for one in seen if not one["isLost"]]
    assert len({one["name"] for one in within}) > 15
    assert [one for one in within if not one["isOnScreen"]] == []
    assert [one for one in within if not one["isSeen"]] == []


def test_the_palette_goes_anywhere_by_keys(visit, room):
    where = room(posts=1)
    ada = visit("ada")
    ada.keyboard.press("Control+k")
    palette = ada.locator("command-palette dialog")
    expect(palette).to_be_visible()
    ada.keyboard.type(where["name"])
    expect(palette.get_by_role("option").filter(has_text=where["name"]).first).to_be_visible()
    ada.keyboard.press("ArrowDown")
    ada.keyboard.press("ArrowUp")
    ada.keyboard.press("Enter")
    expect(ada).to_have_url(re.compile(f"/spaces/{where['slug']}/"))
    ada.keyboard.press("Control+k")
    expect(palette).to_be_visible()
    ada.keyboard.press("Escape")
    expect(palette).to_be_hidden()


def test_single_keys_step_through_what_stands_there_and_not_through_what_one_writes(visit, room):
    where = room(posts=3)
    ada = visit("ada", f"/spaces/{where['slug']}/")
    cards = [ada.locator(f"#entry-{pk}") for pk in reversed(where["posts"])]
    ada.keyboard.press("j")
    expect(cards[0]).to_be_focused()
    ada.keyboard.press("j")
    expect(cards[1]).to_be_focused()
    ada.keyboard.press("k")
    expect(cards[0]).to_be_focused()
    ada.keyboard.press("n")
    box = ada.locator("main text-composer textarea").first
    expect(box).to_be_focused()
    ada.keyboard.type("jkn?")
    expect(box).to_have_value("jkn?")
    ada.keyboard.press("Control+Enter")
    expect(card_with(ada, "jkn?").locator("time")).to_be_visible()


def test_every_key_that_the_sheet_lists_does_what_it_says(visit, room):
    """On a feed: what is selected is reacted to, commented on, opened; the others lead where they say."""
    where = room(posts=2)
    here = f"/spaces/{where['slug']}/"
    ada = visit("ada", here)
    newest = ada.locator(f"#entry-{where['posts'][1]}")
    ada.keyboard.press("?")
    sheet = ada.locator("#keys-dialog")
    expect(sheet).to_be_visible()
    expect(sheet.locator("dt").first).to_be_visible()
    assert {"j", "k", "l", "m", "r", "c", "e", "/", "?"} <= {
        key.input_value() for key in sheet.locator("dt input").all()
    }
    ada.keyboard.press("Escape")

    ada.keyboard.press("j")
    expect(newest).to_be_focused()
    ada.keyboard.press("l")
    expect(newest.locator('[data-react="bravi"]').first).to_have_attribute("aria-pressed", "true")
    ada.keyboard.press("m")
    expect(ada.get_by_role("menuitem").first).to_be_focused()
    ada.keyboard.press("Escape")
    newest.focus()
    ada.keyboard.press("r")
    expect(newest.locator("portico-discussion > text-composer textarea")).to_be_focused()
    ada.keyboard.press("Escape")
    newest.focus()
    ada.keyboard.press("c")
    expect(ada.locator("main text-composer textarea").first).to_be_focused()
    newest.focus()
    ada.keyboard.press("Enter")
    expect(ada).to_have_url(re.compile(f"/posts/{where['posts'][1]}/$"))
    expect(ada.locator("article.post--solo")).to_be_visible()
    ada.keyboard.press("e")
    expect(ada).to_have_url(re.compile(f"/posts/{where['posts'][1]}/edit/$"))
    expect(ada.get_by_role("button", name="Save")).to_be_visible()
    ada.keyboard.press("/")
    expect(ada.locator("command-palette input, input[type=search]").first).to_be_focused()


def test_a_menu_opens_moves_and_closes_by_keys_and_gives_the_focus_back(visit, room):
    where = room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/")
    opener = ada.locator(f"#entry-{where['posts'][0]} [data-entry-menu]").first
    opener.focus()
    ada.keyboard.press("Enter")
    expect(ada.get_by_role("menuitem").first).to_be_focused()
    ada.keyboard.press("ArrowDown")
    expect(ada.get_by_role("menuitem").nth(1)).to_be_focused()
    ada.keyboard.press("Escape")
    expect(ada.get_by_role("menuitem").first).to_be_hidden()
    expect(opener).to_be_focused()


def test_somebody_is_named_by_keyboard_and_accents_do_not_matter(visit, room):
    where = room(posts=1, members=["ada", "ben", "zoe"])
    ada = visit("ada", f"/spaces/{where['slug']}/")
    box = ada.locator("main text-composer textarea").first
    box.focus()
    ada.keyboard.type("Ask @nunez")
    offered = ada.get_by_role("option").filter(has_text="Zoë Núñez")
    expect(offered).to_be_visible()
    ada.keyboard.press("Enter")
    expect(box).to_have_value(re.compile(r"^Ask @zoe\s*$"))
    ada.keyboard.type("about it.")
    ada.keyboard.press("Control+Enter")
    expect(ada.locator("main .feed a.mention").first).to_have_text("@Zoë Núñez")


# --- Light and dark --------------------------------------------------------------------------------------------------


def ground(page: Page) -> float:
    """How light the page is, 0 to 1."""
    shown = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return float(re.search(r"oklch\(([\d.]+)", shown)[1])


def test_the_theme_that_was_chosen_stands_before_the_first_paint(visit):
    ada = visit("ada", color_scheme="light")
    assert ground(ada) > 0.7
    ada.locator(".rail-me > button").click()
    ada.locator("#person-menu").get_by_role("button", name="Dark").click()
    expect(ada.locator("html")).to_have_attribute("data-theme", "dark")
    assert ground(ada) < 0.35
    # In the page as it comes from the server, before any script.
    assert 'data-theme="dark"' in ada.request.get("/").text()
    ada.goto("/people/")
    assert ground(ada) < 0.35
    ada.locator(".rail-me > button").click()
    ada.locator("#person-menu").get_by_role("button", name="As the system").click()
    expect(ada.locator("html")).not_to_have_attribute("data-theme", "dark")
    assert ground(ada) > 0.7
    ada.emulate_media(color_scheme="dark")
    assert ground(ada) < 0.35


# --- A phone ---------------------------------------------------------------------------------------------------------

PAGES = [
    "/",
    "/spaces/",
    "/spaces/{slug}/",
    "/spaces/{slug}/about/",
    "/spaces/{slug}/members/",
    "/spaces/{slug}/settings/",
    "/spaces/new/",
    "/posts/",
    "/posts/{post}/",
    "/posts/{post}/edit/",
    "/entries/{post}/history/",
    "/entries/{post}/delete/",
    "/entries/{post}/comments/",
    "/entries/{post}/flag/",
    "/people/",
    "/people/ben/",
    "/people/ada/",
    "/settings/profile/",
    "/settings/account/",
    "/settings/devices/",
    "/settings/tokens/",
    "/accounts/password/change/",
    "/accounts/email/",
    "/accounts/2fa/",
    "/inbox/",
    "/search/?q=numero",
    "/tags/",
    "/moderation/",
    "/style/",
    "/nowhere/",
]
OF_GUESTS = [
    "/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/nowhere/",
    "/search/",
    "/tags/",
]
OF_ADMINS = ["/people/invitations/", "/people/ben/standing/"]


@pytest.fixture
def furnished(room, hand):
    where = room(posts=3)
    long = "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel" * 4
    wide = "| a | b | c | d |\n|---|---|---|---|\n" + "| long words here | and here | and here too | and there |\n" * 3
    post = hand(
        "post",
        by="ada",
        space=where["slug"],
        title=long[:180],
        body=f"{long}\n\n{wide}\n\n`{long}`\n\n```\n{long}\n```",
    )
    hand("comment", by="ben", post=post, body=f"{long} https://example.com/{long}")
    return {"slug": where["slug"], "post": post}


def too_wide(page: Page, paths: list[str]) -> dict[str, float]:
    found = {}
    for path in paths:
        page.goto(path)
        over = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        if over > 0:
            found[path] = over
    return found


def test_no_page_scrolls_sideways_on_a_phone(visit, furnished, witness):
    witness.forgive("status of (403|404)")
    ada = visit("ada", "/", PHONE)
    assert too_wide(ada, [path.format(**furnished) for path in PAGES]) == {}
    assert too_wide(visit("", "/", PHONE), OF_GUESTS) == {}
    assert too_wide(visit("aldo", "/", PHONE), OF_ADMINS) == {}


def test_the_bar_at_the_bottom_and_the_sheet_lead_everywhere(visit):
    ada = visit("ada", "/", PHONE)
    bar = ada.get_by_role("navigation", name="Most used")
    expect(bar).to_be_in_viewport()
    for name, path in (("Spaces", "/spaces/"), ("Inbox", "/inbox/"), ("Home", "/")):
        bar.get_by_role("link", name=name).click()
        expect(ada).to_have_url(re.compile(f"{re.escape(path)}$"))
        expect(bar.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")
    sheet = ada.locator("#rail")
    expect(sheet).to_be_hidden()
    bar.get_by_role("button", name="More").click()
    expect(sheet).to_be_visible()
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_be_hidden()
    bar.get_by_role("button", name="More").click()
    sheet.get_by_role("link", name="People").click()
    expect(ada).to_have_url(re.compile("/people/$"))


def test_what_is_pressed_on_a_phone_is_large_enough(visit, furnished):
    """At least 24 pixels either way, as WCAG 2.2 asks; words within a text apart."""
    ada = visit("ada", f"/spaces/{furnished['slug']}/", PHONE)
    small = ada.evaluate(
        """() => [...document.querySelectorAll("main :is(button, summary, select), .bottom-bar :is(a, button)")]
          .filter((control) => control.checkVisibility())
          .map((control) => [control, control.getBoundingClientRect()])
          .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
          .map(([control, box]) => `${control.outerHTML.slice(0, 90)} ${box.width}×${box.height}`)"""
    )
    assert small == []


def test_one_posts_from_a_phone(visit, room, hand):
    where = room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/", PHONE)
    write_post(ada, "From the train.")
    expect(card_with(ada, "From the train.").locator("time")).to_be_visible()
    assert hand("count", body="From the train.", space=where["slug"]) == 1
