"""Two people in two browsers: what one does appears at the other's, at its place, once, and moves nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import PHONE, WIDE

both_widths = pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])


def write_post(page: Page, text: str, title: str = "") -> None:
    box = page.locator("main text-composer").first
    box.locator("textarea").fill(text)
    if title:
        box.get_by_label("Title").fill(title)
    box.get_by_role("button", name="Post", exact=True).click()


def card_with(page: Page, text: str) -> Locator:
    return page.locator("main .feed > article, main .feed article.post").filter(has_text=text)


def write_comment(card: Locator, text: str) -> None:
    box = card.locator("portico-discussion > text-composer")
    if not box.is_visible():
        card.locator("[data-write]").first.click()
    box.locator("textarea").fill(text)
    box.get_by_role("button", name="Comment", exact=True).click()


def has_stayed(element: Locator, before: float) -> bool:
    """Where it was, to the pixel that a browser rounds away."""
    return abs(element.bounding_box()["y"] - before) < 1.5


@both_widths
def test_a_post_waits_in_a_pill_and_moves_nothing(visit, room, viewport):
    where = room(posts=12)
    ada = visit("ada", f"/spaces/{where['slug']}/", viewport)
    ben = visit("ben", f"/spaces/{where['slug']}/", viewport)
    reading = ben.locator(f"#entry-{where['posts'][5]}")
    reading.scroll_into_view_if_needed()
    before = reading.bounding_box()["y"]

    write_post(ada, "The oven is warm.")
    pill = ben.locator(".new-pill")
    expect(pill).to_have_text("1 new post")
    assert has_stayed(reading, before)
    expect(card_with(ben, "The oven is warm.")).to_have_count(0)
    write_post(ada, "The bread is in.")
    expect(pill).to_have_text("2 new posts")
    assert has_stayed(reading, before)

    pill.click()
    expect(card_with(ben, "The bread is in.")).to_be_in_viewport()
    expect(card_with(ben, "The oven is warm.")).to_have_count(1)
    expect(pill).to_be_hidden()


@both_widths
def test_ones_own_post_stands_there_at_once_and_once(visit, room, viewport, hand):
    where = room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/", viewport)
    write_post(ada, "Mine, once.", title="A title")
    mine = card_with(ada, "Mine, once.")
    expect(mine).to_have_count(1)
    expect(mine).not_to_have_class(re.compile("is-pending"))
    expect(mine.locator("time")).to_be_visible()
    # Ben's answer has come over the socket: whatever the frame of the post did, it has done by now.
    hand("comment", by="ben", post=int(mine.get_attribute("data-entry")), body="Seen.")
    expect(mine.get_by_text("Seen.")).to_be_visible()
    expect(card_with(ada, "Mine, once.")).to_have_count(1)
    expect(ada.locator(".new-pill")).to_be_hidden()
    expect(ada.locator("main text-composer").first.locator("textarea")).to_have_value("")
    assert hand("count", body="Mine, once.", space=where["slug"]) == 1


def test_pressing_post_twice_makes_one_post(visit, room, hand):
    where = room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/")
    ada.locator("main text-composer textarea").first.fill("Twice pressed.")
    ada.get_by_role("button", name="Post", exact=True).dblclick()
    expect(card_with(ada, "Twice pressed.")).to_have_count(1)
    expect(card_with(ada, "Twice pressed.").locator("time")).to_be_visible()
    # A second post of hers is there: the first press, and the second, have been dealt with.
    write_post(ada, "And another.")
    expect(card_with(ada, "And another.").locator("time")).to_be_visible()
    assert hand("count", body="Twice pressed.", space=where["slug"]) == 1


@both_widths
def test_a_comment_and_a_reaction_appear_without_a_reload(visit, room, viewport):
    where = room(posts=2)
    ada = visit("ada", f"/spaces/{where['slug']}/", viewport)
    ben = visit("ben", f"/spaces/{where['slug']}/", viewport)
    here, there = (page.locator(f"#entry-{where['posts'][1]}") for page in (ada, ben))
    ben.evaluate("window.sameAsBefore = true")

    write_comment(here, "I bring the flour.")
    expect(there.get_by_text("I bring the flour.")).to_be_visible()
    expect(there.locator("[data-count]")).to_have_text(re.compile("1 comment"))
    expect(here.get_by_text("I bring the flour.")).to_have_count(1)

    bravi = "[data-reactions] [data-react='bravi']"
    here.locator(bravi).first.click()
    expect(there.locator(bravi).first.locator("[data-n]")).to_have_text("1")
    expect(there.locator(bravi).first).to_have_attribute("aria-pressed", "false")
    expect(here.locator(bravi).first).to_have_attribute("aria-pressed", "true")
    there.locator(bravi).first.click()
    expect(here.locator(bravi).first.locator("[data-n]")).to_have_text("2")
    here.locator(bravi).first.click()
    expect(there.locator(bravi).first.locator("[data-n]")).to_have_text("1")

    answer = there.locator(".comment").filter(has_text="I bring the flour.")
    answer.get_by_role("link", name="Reply").click()
    answer.locator("text-composer textarea").fill("And I the salt.")
    answer.get_by_role("button", name="Reply", exact=True).click()
    expect(here.locator("[data-replies]").get_by_text("And I the salt.")).to_be_visible()
    assert ben.evaluate("window.sameAsBefore") is True


def test_what_is_edited_or_deleted_changes_in_place(visit, room):
    where = room(posts=2)
    page = f"/posts/{where['posts'][1]}/"
    ada, ben = visit("ada", page), visit("ben", page)
    ben.evaluate("window.sameAsBefore = true")
    write_comment(ada.locator("main article.post"), "First thought.")
    comment = ben.locator(".comment").filter(has_text="First thought.")
    expect(comment).to_be_visible()

    mine = ada.locator(".comment").filter(has_text="First thought.")
    mine.locator("[data-entry-menu]").click()
    ada.get_by_role("menuitem", name="Edit").click()
    mine.locator("textarea").first.fill("Second thought.")
    mine.get_by_role("button", name="Save").click()
    expect(ben.get_by_text("Second thought.")).to_be_visible()
    expect(ben.get_by_text("First thought.")).to_have_count(0)

    changed = ada.locator(".comment").filter(has_text="Second thought.")
    changed.locator("[data-entry-menu]").click()
    ada.get_by_role("menuitem", name="Delete").click()
    expect(ben.get_by_text("This comment was deleted.")).to_be_visible()
    expect(ben.get_by_text("Second thought.")).to_have_count(0)
    ada.get_by_role("button", name="Undo").click()
    expect(ada.get_by_text("Second thought.")).to_be_visible()
    expect(ben.get_by_text("Second thought.")).to_be_visible()
    assert ben.evaluate("window.sameAsBefore") is True


def test_an_edited_and_a_deleted_post_change_at_the_others(visit, room):
    where = room(posts=3)
    feed = f"/spaces/{where['slug']}/"
    ben = visit("ben", feed)
    ada = visit("ada", f"/posts/{where['posts'][2]}/edit/")
    ada.locator("main").get_by_role("textbox", name="Text").fill("Said in other words.")
    ada.get_by_role("button", name="Save").click()
    expect(ben.locator(f"#entry-{where['posts'][2]}").get_by_text("Said in other words.")).to_be_visible()

    ada.goto(feed)
    card = ada.locator(f"#entry-{where['posts'][2]}")
    card.locator("[data-entry-menu]").first.click()
    ada.get_by_role("menuitem", name="Delete").click()
    expect(card.get_by_text("Said in other words.")).to_have_count(0)
    expect(ben.get_by_text("This post is no longer here.")).to_be_visible()
    expect(ben.get_by_text("Said in other words.")).to_have_count(0)
    ada.get_by_role("button", name="Undo").click()
    expect(ada.get_by_text("Said in other words.")).to_be_visible()


def test_who_loses_the_space_hears_no_more_of_it(visit, room, hand):
    where = room(posts=2, visibility="closed", members=["ada", "ben", "cleo"])
    cleo = visit("cleo", f"/spaces/{where['slug']}/")
    ada = visit("ada", f"/spaces/{where['slug']}/members/")
    row = ada.locator(".person-row").filter(has_text="Cleo Verdi")
    row.get_by_role("button", name="What to do with Cleo Verdi").click()
    row.get_by_role("menuitem", name="Remove").click()
    ada.locator("#ask-dialog").get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    ben = visit("ben", f"/spaces/{where['slug']}/")
    hand("post", by="ada", space=where["slug"], body="Behind closed doors.")
    # Ben hears of it; by then Cleo would have, too.
    expect(ben.locator(".new-pill")).to_be_visible()
    expect(cleo.locator(".new-pill")).to_be_hidden()


def test_a_feed_grows_by_itself_and_shows_each_post_once(visit, room):
    where = room(posts=45)
    ada = visit("ada", f"/spaces/{where['slug']}/")
    cards = ada.locator("main .feed article.post")
    expect(cards).to_have_count(20)
    for expected in (40, 45):
        cards.last.scroll_into_view_if_needed()
        ada.keyboard.press("End")
        expect(cards).to_have_count(expected)
    met = ada.evaluate(
        "[...document.querySelectorAll('main .feed article.post')].map((card) => Number(card.dataset.entry))"
    )
    assert met == where["posts"][::-1]
