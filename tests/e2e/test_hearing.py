"""The inbox as it fills, and what one wants to hear: marked, chosen and asked without leaving the page."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from .conftest import WIDE


def _shown(inbox: Page, words: str) -> Locator:
    """Its line in the inbox. Who was just put into a room may hear of that first, behind a pill of its own."""
    line = inbox.locator(".notice", has_text=words)
    for _ in range(3):
        expect(line).to_have_count(0)
        inbox.locator(".new-pill").click()
        if line.count():
            break
    return line


def test_the_inbox_fills_behind_a_line_and_is_read_with_keys_in_every_tab(visit, room, hand):
    where = room(posts=1)
    hand("read_all", by="ben")
    ben = visit("ben", "/inbox/", WIDE)
    other = visit("ben", f"/spaces/{where['slug']}/", WIDE)
    words = f"What do you say of {where['slug']},"
    hand("comment", by="ada", post=where["posts"][0], body=f"{words} @ben?")
    expect(ben.locator(".new-pill")).to_have_text(re.compile("new"))
    line = _shown(ben, words)
    expect(line).to_have_class(re.compile("is-unread"))
    expect(line.locator(".notice-link")).to_be_focused()

    count = other.locator('.rail [data-count="inbox_count"]')
    before = int(count.inner_text())
    ben.keyboard.press("j")
    expect(line).to_have_class(re.compile("is-at"))
    ben.keyboard.press("e")
    expect(line).not_to_have_class(re.compile("is-unread"))
    expect(count).to_have_text(str(before - 1) if before > 1 else re.compile("^0?$"))
    ben.keyboard.press("e")
    expect(line).to_have_class(re.compile("is-unread"))


def test_who_has_a_hundred_things_unread_has_read_what_is_opened_all_the_same(visit, room, hand):
    where = room(posts=101)
    *others, last = where["posts"]
    inbox = visit("ben", "/inbox/", WIDE)
    hand("comment_all", by="ada", posts=others, body="One of many, @ben?")
    expect(inbox.locator('.rail [data-count="inbox_count"]')).to_have_text("99+", timeout=30_000)
    inbox.reload()
    words = f"The last of {where['slug']},"
    hand("comment", by="ada", post=last, body=f"{words} @ben?")
    line = _shown(inbox, words)
    expect(line).to_have_class(re.compile("is-unread"))
    visit("ben", f"/posts/{last}/", WIDE)
    expect(line).not_to_have_class(re.compile("is-unread"))


def test_a_wish_is_saved_as_it_is_ticked(visit):
    ben = visit("ben", "/settings/notifications/", WIDE)
    box = ben.get_by_role("checkbox", name=re.compile("^Reactions: In the app"))
    expect(box).to_be_checked()
    with ben.expect_response("**/settings/notifications/choose/") as saved:
        box.uncheck()
    assert saved.value.status == 204
    ben.reload()
    expect(box).not_to_be_checked()
    with ben.expect_response("**/settings/notifications/choose/"):
        box.check()


def test_a_composer_says_who_will_hear_and_forgets_it_with_the_next_word(visit, room):
    where = room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/", WIDE)
    box = ada.locator("main text-composer").first
    box.locator("textarea").fill("Well, @ben?")
    box.get_by_role("button", name="Who will hear of this?").click()
    panel = box.locator(".who-hears")
    expect(panel).to_contain_text("1 person will hear of this")
    box.locator("textarea").press_sequentially(" And")
    expect(panel).to_have_count(0)


def test_who_opens_a_post_has_read_what_the_inbox_says_of_it(visit, room, hand):
    where = room(posts=1)
    inbox = visit("ben", "/inbox/", WIDE)
    words = f"And you of {where['slug']},"
    hand("comment", by="ada", post=where["posts"][0], body=f"{words} @ben?")
    line = _shown(inbox, words)
    expect(line).to_have_class(re.compile("is-unread"))
    visit("ben", f"/posts/{where['posts'][0]}/", WIDE)
    expect(line).not_to_have_class(re.compile("is-unread"))
