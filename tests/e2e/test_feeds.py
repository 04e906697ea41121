"""Reading in a browser: the place one comes back to, the numbers that follow, and whom one no longer wants to hear."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE, WIDE

both_widths = pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])


def height_of(page: Page, entry: int) -> float:
    return page.evaluate(f"document.getElementById('entry-{entry}').getBoundingClientRect().top")


@both_widths
def test_back_leads_to_the_same_post_at_the_same_height_pages_down(visit, room, viewport):
    where = room(posts=50)
    ben = visit("ben", f"/spaces/{where['slug']}/", viewport)
    deep = where["posts"][8]
    for place in (31, 11, 8):
        ben.locator(f"#entry-{where['posts'][place]}").wait_for(state="attached")
        ben.locator(f"#entry-{where['posts'][place]}").scroll_into_view_if_needed()
    before = height_of(ben, deep)
    ben.locator(f"#entry-{deep} [data-permalink], #entry-{deep} .byline a:has(time)").first.click()
    ben.wait_for_url(f"**/posts/{deep}/")
    ben.go_back()
    expect(ben.locator(f"#entry-{deep}")).to_be_in_viewport()
    ben.wait_for_function(
        "([id, top]) => Math.abs(document.getElementById(id).getBoundingClientRect().top - top) < 3",
        arg=[f"entry-{deep}", before],
    )


def test_the_next_page_is_there_before_its_end_is_seen_and_j_goes_on_into_it(visit, room):
    where = room(posts=30)
    ben = visit("ben", f"/spaces/{where['slug']}/")
    newest_first = list(reversed(where["posts"]))
    for entry in newest_first[:25]:
        ben.locator(f"#entry-{entry}").wait_for(state="attached")
        ben.keyboard.press("j")
        expect(ben.locator(f"#entry-{entry}")).to_be_focused()
    expect(ben.locator(".more-line")).to_have_count(0)


def test_what_the_blocked_say_meanwhile_is_folded_and_their_posts_do_not_knock(visit, room, hand):
    where = room(posts=1)
    root = where["posts"][0]
    ben = visit("ben", f"/spaces/{where['slug']}/")
    gia = hand("newcomer", name="Gia Blu")
    hand("stand", by="ben", way="block", towards=gia)
    expect(ben.locator("html[data-blocked]:not([data-blocked=''])")).to_be_attached()
    said = hand("comment", by=gia, post=root, body="You do not want to hear this.")
    comment = ben.locator(f"#entry-{said}")
    expect(comment).to_be_attached()
    expect(comment.get_by_text("You do not want to hear this.")).to_be_hidden()
    comment.get_by_text("From somebody you blocked").click()
    expect(comment.get_by_text("You do not want to hear this.")).to_be_visible()
    hand("stand", by="ben", way="none", towards=gia)
    expect(comment.locator(".folded-away")).to_have_count(0)


def test_a_press_in_the_menu_takes_an_author_away_and_undo_brings_them_back(visit, room):
    where = room(posts=2)
    ben = visit("ben", "/")
    card = ben.locator(f"#entry-{where['posts'][1]}")
    card.locator("[data-entry-menu]").first.click()
    ben.get_by_role("menuitem", name="Block Ada").click()
    expect(card.locator(".tombstone")).to_have_text("From somebody you blocked")
    ben.get_by_role("button", name="Undo").click()
    expect(card.locator(".post-body")).to_be_visible()


def test_the_number_of_a_space_follows_in_every_tab(visit, room, hand):
    where = room(posts=1)
    tab, other = visit("ben", "/settings/account/"), visit("ben", f"/spaces/{where['slug']}/")
    line = tab.locator(f'.rail [data-space="{where["pk"]}"]')
    expect(line.locator("[data-unread]")).to_be_hidden()
    hand("post", by="ada", space=where["slug"], body="Something new")
    expect(line.locator("[data-unread]")).to_have_text("1")
    other.reload()
    expect(line.locator("[data-unread]")).to_be_hidden()


@both_widths
def test_a_filter_is_asked_for_kept_and_found_by_hand(visit, room, viewport):
    room(posts=1)
    ben = visit("ben", "/", viewport)
    ben.locator(".feed-panel > summary").click()
    # Another for each width: what is kept already is not offered again.
    who = "ada" if viewport == WIDE else "ben"
    ben.get_by_label("Written by").fill(who)
    ben.get_by_role("button", name="Apply").click()
    expect(ben.locator(".chip--on")).to_contain_text(f"By {who.title()}")
    ben.locator(".feed-panel > summary").click()
    name = f"Only {who}"
    ben.get_by_label("Keep this filter as").fill(name)
    ben.get_by_role("button", name="Keep", exact=True).click()
    expect(ben.locator(".chip[aria-current]")).to_have_text(name)
    ben.locator(".chip--on").click()
    expect(ben.locator(".chip--on")).to_have_count(0)
