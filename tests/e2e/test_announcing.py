"""What arrives by itself is said once, politely, and takes nobody's focus."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .test_events import card as event_card
from .test_events import write_event

# Everything that the region of news has said, word for word.
LISTEN = """() => {
  window.said = [];
  const news = document.getElementById("news");
  new MutationObserver(() => news.textContent && window.said.push(news.textContent)).observe(news, { childList: true });
}"""


def listen(page: Page) -> None:
    page.evaluate(LISTEN)


def said(page: Page, words: str) -> int:
    """How often; once it has been said at all."""
    expect(page.locator("#news")).to_contain_text(words)
    return sum(words in line for line in page.evaluate("window.said"))


def test_the_region_of_news_is_there_before_there_is_any(visit):
    for who in ("ada", ""):
        news = visit(who).locator("#news")
        expect(news).to_have_attribute("role", "status")
        expect(news).to_have_text("")


def test_new_posts_are_said_once_and_the_caret_stays(visit, room, hand):
    where = room(posts=2)
    ben = visit("ben", f"/spaces/{where['slug']}/")
    box = ben.locator("main text-composer textarea").first
    box.focus()
    ben.keyboard.type("Half a")
    listen(ben)
    hand("post", by="ada", space=where["slug"], body="Bread is in.")
    expect(ben.locator(".new-pill")).to_have_text("1 new post")
    assert said(ben, "1 new post") == 1
    ben.keyboard.type(" thought")
    expect(box).to_have_value("Half a thought")
    expect(box).to_be_focused()


def test_a_comment_is_said_on_the_page_of_its_post_and_ones_own_is_not(visit, room, hand):
    where = room(posts=1)
    ben = visit("ben", f"/posts/{where['posts'][0]}/")
    opener = ben.locator("[data-entry-menu]").first
    opener.focus()
    listen(ben)
    hand("comment", by="ben", post=where["posts"][0], body="Mine, from elsewhere.")
    hand("comment", by="ada", post=where["posts"][0], body="I bring the flour.")
    expect(ben.get_by_text("I bring the flour.")).to_be_visible()
    assert said(ben, "Ada Bianchi has commented.") == 1
    assert not [line for line in ben.evaluate("window.said") if "Ben Rossi" in line]
    expect(opener).to_be_focused()


def test_votes_are_said_in_the_card_one_is_in_and_not_in_the_others(visit, room, hand):
    where = room(posts=0)
    asked = [
        hand("poll", by="ada", space=where["slug"], body=body, options=["This", "That"], results="always")
        for body in ("Which?", "And which?")
    ]
    ben = visit("ben", f"/spaces/{where['slug']}/")
    within, apart = (ben.locator(f"#entry-{poll['post']}") for poll in asked)
    radio = within.get_by_role("radio", name="That")
    radio.focus()
    listen(ben)
    hand("vote", poll=asked[1]["post"], options=asked[1]["options"][:1], by=["ada", "cleo"])
    expect(apart.get_by_text("2 people have voted")).to_be_visible()
    hand("vote", poll=asked[0]["post"], options=asked[0]["options"][:1], by=["ada"])
    expect(within.get_by_text("1 person has voted")).to_be_visible()
    assert said(ben, "1 person has voted") == 1
    assert not [line for line in ben.evaluate("window.said") if "2 people" in line]
    expect(radio).to_be_focused()


def test_who_comes_to_an_event_is_said_on_its_page(visit, room):
    where = room(posts=1)
    ada, ben = visit("ada"), visit("ben")
    write_event(ada, where, "Open oven")
    ben.goto(ada.url)
    expect(event_card(ben)).to_be_visible()
    going = event_card(ada).locator("[data-counts] [data-going]")
    listen(ada)
    event_card(ben).get_by_role("button", name="Going").click()
    expect(going).to_have_text(re.compile("1 going|2 going"))
    expect(ada.locator("#news")).to_contain_text("going")


def test_a_mention_is_said_as_the_number_of_the_inbox(visit, room, hand, product):
    where = room(posts=1)
    handle = hand("newcomer", name="Lia Fior")
    lia = visit(path="/offline/")
    lia.context.add_cookies([hand("open_session", handle=handle) | {"url": product.address}])
    lia.goto("/people/")
    search = lia.get_by_role("searchbox").first
    search.focus()
    listen(lia)
    hand("comment", by="ada", post=where["posts"][0], body=f"Ask @{handle}.")
    assert said(lia, "1 unread in the inbox") == 1
    expect(search).to_be_focused()
