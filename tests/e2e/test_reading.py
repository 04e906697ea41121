"""What counts as read, what stays unread, and quoting what one reads."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE, WIDE

LOW = {"width": 1280, "height": 420}
both_widths = pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
# A tab in the background, until it is looked at.
AWAY = "document.hasFocus = () => globalThis.isLookedAt === true"


def look(page: Page) -> None:
    page.evaluate("globalThis.isLookedAt = true")


def unread_beside(page: Page, where: dict) -> object:
    return page.locator(f'.rail [data-space="{where["pk"]}"] [data-unread]')


def select_text_of(page: Page, entry: int) -> None:
    """As a person does, who selects what they see."""
    page.evaluate(
        """(id) => {
            const words = document.querySelector(`#entry-${id} [data-body] p`);
            words.scrollIntoView({ block: "center", behavior: "instant" });
            getSelection().selectAllChildren(words);
        }""",
        entry,
    )


def test_a_post_is_read_after_a_second_in_a_tab_one_looks_at(visit, room):
    where = room(posts=1)
    ben, other = visit("ben", "/people/"), visit("ben", "/settings/account/")
    ben.add_init_script(AWAY)
    ben.clock.install()
    ben.goto(f"/spaces/{where['slug']}/")
    card = ben.locator(f"#entry-{where['posts'][0]}")
    new = re.compile(r"\bis-new\b")
    expect(card).to_have_class(new)
    ben.clock.run_for(5000)
    expect(card).to_have_class(new)
    expect(ben.locator(".unread-line")).to_contain_text("1 unread post")
    look(ben)
    ben.clock.run_for(1600)
    expect(card).not_to_have_class(new)
    expect(unread_beside(other, where)).to_be_hidden()
    expect(ben.locator(".unread-line")).to_contain_text("Nothing unread")


def test_what_is_marked_unread_stays_so_here_and_there_until_it_is_left_behind(visit, room):
    where = room(posts=6)
    newest, marked = where["posts"][-1], where["posts"][-2]
    desk, phone = visit("ben", f"/spaces/{where['slug']}/", LOW), visit("ben", "/settings/account/", PHONE)
    desk.get_by_role("button", name="Mark all as read").click()
    expect(unread_beside(phone, where)).to_have_text("0")
    desk.locator(f"#entry-{marked} [data-entry-menu]").first.click()
    desk.get_by_role("menuitem", name="Mark unread from here").click()
    expect(unread_beside(phone, where)).to_have_text("2")
    desk.clock.install()
    desk.reload()
    expect(desk.locator(".post.is-new")).to_have_count(2)
    desk.clock.run_for(5000)
    expect(desk.locator(".post.is-new")).to_have_count(2)
    desk.locator(f"#entry-{newest}").scroll_into_view_if_needed()
    desk.clock.run_for(1600)
    desk.locator(f"#entry-{where['posts'][0]}").scroll_into_view_if_needed()
    expect(desk.locator(f"#entry-{newest}")).not_to_have_class(re.compile(r"\bis-new\b"))
    desk.clock.run_for(1600)
    expect(unread_beside(phone, where)).to_have_text(re.compile("^[01]$"))


@both_widths
def test_what_is_selected_is_quoted_into_the_comment_box(visit, room, hand, viewport):
    where = room(posts=0)
    post = hand("post", by="ben", space=where["slug"], body="Ask @ada about **it**.")
    ada = visit("ada", f"/spaces/{where['slug']}/", viewport)
    box = ada.locator(f"#entry-{post} portico-discussion > text-composer textarea")
    foot = f"document.querySelector('#entry-{post} .post-foot').getBoundingClientRect().top"
    select_text_of(ada, post)
    before = ada.evaluate(foot)
    button = ada.get_by_role("button", name="Quote")
    expect(button).to_be_in_viewport()
    assert ada.evaluate(foot) == before
    button.click()
    quote = f"> [Ben Rossi](/posts/{post}/):\n>\n> Ask \\@Ada Bianchi about it.\n\n"
    expect(box).to_have_value(quote)
    expect(box).to_be_focused()
    ada.keyboard.type("I know.")
    ada.locator("body").evaluate("() => document.activeElement.blur()")
    select_text_of(ada, post)
    ada.keyboard.press("q")
    expect(box).to_have_value(f"{quote}I know.\n\n{quote}")
    ada.keyboard.press("Control+Enter")
    said = ada.locator(f"#entry-{post} .comment [data-body]").first
    expect(said.locator("blockquote a").first).to_have_attribute("href", f"/posts/{post}/")
    expect(said.locator(".mention")).to_have_count(0)


def test_where_the_comments_are_closed_nothing_is_quoted(visit, room):
    where = room(posts=1)
    post = where["posts"][0]
    ada = visit("ada", f"/posts/{post}/")
    ada.locator(f"#entry-{post} [data-entry-menu]").first.click()
    ada.get_by_role("menuitem", name="Close the comments").click()
    expect(ada.locator("[data-closed]")).to_be_visible()
    select_text_of(ada, post)
    ada.keyboard.press("q")
    ada.keyboard.press("?")
    expect(ada.locator("#keys-dialog dd").first).to_be_visible()
    expect(ada.locator("#keys-dialog").get_by_text("Quote the selected text")).to_have_count(0)
    expect(ada.get_by_role("button", name="Quote")).to_have_count(0)


@both_widths
def test_one_mutes_for_a_while_from_the_menu_and_takes_it_back(visit, room, viewport):
    where = room(posts=1)
    ben = visit("ben", f"/spaces/{where['slug']}/", viewport)
    opener = ben.locator(f"#entry-{where['posts'][0]} [data-entry-menu]").first
    opener.click()
    ben.get_by_role("menuitem", name="Mute this post").press("Enter")
    ben.get_by_role("menuitem", name="Until tomorrow").first.press("Enter")
    expect(ben.locator(".toast").filter(has_text="is muted until")).to_be_visible()
    opener.click()
    taken_back = ben.get_by_role("menuitem", name="Unmute this post")
    expect(taken_back).to_contain_text("Muted until")
    taken_back.click()
    expect(ben.locator(".toast").filter(has_text="no longer muted")).to_be_visible()
