"""A long room: where it opens, what moves and what does not, and the ways through it."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, WebSocketRoute, expect

from .chat_rooms import box, messages, said, stream

TOP = "(element) => (element.scrollTop = 0)"


def top_of(page: Page, text: str) -> float:
    return said(page, text).bounding_box()["y"]


def to_the_beginning(page: Page) -> int:
    """Up and up, until there is nothing more; the most messages that stood there on the way."""
    most = 0
    while page.locator("[data-messages][data-earlier]").count():
        first = page.locator("[data-messages]").get_attribute("data-first")
        row = page.locator(f"[data-messages] > [data-seq='{first}']")
        stream(page).evaluate(TOP)
        before = row.bounding_box()["y"]
        expect(page.locator(f"[data-messages]:not([data-first='{first}'])")).to_have_count(1)
        assert abs(row.bounding_box()["y"] - before) < 1.5, "what one reads has moved"
        most = max(most, messages(page).count())
    stream(page).evaluate(TOP)
    return most


def test_a_long_room_opens_at_what_is_new_keeps_ones_place_and_is_walked_both_ways(visit, hand):
    where = hand("chat_room", name="Archivio", members=["ada", "ben"], messages=330, days=4)
    hand("read_room", by="ben", room=where["pk"], upto=where["messages"][199])
    ben = visit("ben", where["path"])
    # At the first that is new and not one's own, under its line.
    expect(ben.locator(".new-line")).to_be_in_viewport()
    expect(ben.locator(".new-line + .message")).to_contain_text(re.compile("Numero 20[12]:"))
    expect(messages(ben)).to_have_count(70)
    box(ben).fill("Half of what")

    # What is said now waits below; nothing moves.
    before = top_of(ben, "Numero 203:")
    hand("say", by="ada", room=where["pk"], body="Is anybody reading?")
    newest = ben.locator("[data-pill='latest']")
    expect(newest).to_have_text("1 new message")
    assert abs(top_of(ben, "Numero 203:") - before) < 1.5
    newest.click()
    expect(said(ben, "Is anybody reading?")).to_be_in_viewport()
    expect(newest).to_be_hidden()

    # To the beginning: each part comes without moving what stands there, and far ones go.
    assert to_the_beginning(ben) <= 300
    expect(said(ben, "Numero 1:")).to_be_in_viewport()
    expect(ben.get_by_text("This is where it begins.")).to_be_visible()
    expect(said(ben, "Is anybody reading?")).to_have_count(0)

    # To a day, to a message, and to the end by Escape; what was being written is still there.
    day = hand("day_of", message=where["messages"][164])
    ben.get_by_role("button", name="Go to a day").click()
    ben.locator(".room-day:visible input[name='day']").fill(day)
    ben.locator(".room-day:visible button").click()
    expect(ben.locator(f".day-line[data-day='{day}']")).to_be_in_viewport()
    expect(box(ben)).to_have_value("Half of what")
    box(ben).press("Escape")
    expect(said(ben, "Is anybody reading?")).to_be_in_viewport()
    ben.goto(f"/chat/messages/{where['messages'][99]}/")
    linked = said(ben, "Numero 100:")
    expect(linked).to_be_in_viewport()
    expect(linked).to_have_class(re.compile(r"\bis-linked\b"))
    expect(box(ben)).to_have_value("Half of what")


def test_whoever_is_at_the_end_stays_there_while_pictures_come_and_others_write(visit, hand):
    where = hand("chat_room", name="Banchina", members=["ada", "ben"], messages=40)
    hand("read_room", by="ben", room=where["pk"])
    ben = visit("ben", where["path"])
    expect(said(ben, "Numero 40:")).to_be_in_viewport()
    for number in range(3):
        hand("say", by="ada", room=where["pk"], body=f"Wave {number}\n\n" + "and water\n" * 6)
    expect(said(ben, "Wave 2")).to_be_in_viewport()
    # Something above and below becomes higher, as a picture does when it has come.
    higher = "(row) => (row.style.paddingBlockEnd = '400px')"
    said(ben, "Numero 38:").evaluate(higher)
    expect(said(ben, "Wave 2")).to_be_in_viewport(ratio=1)
    said(ben, "Numero 20:").evaluate("(row) => row.scrollIntoView({ block: 'center' })")
    expect(ben.locator("[data-pill='latest']")).to_be_visible()
    before = top_of(ben, "Numero 20:")
    said(ben, "Numero 10:").evaluate(higher)
    hand("say", by="ada", room=where["pk"], body="One more wave")
    expect(ben.locator("[data-pill='latest']")).to_have_text("1 new message")
    assert abs(top_of(ben, "Numero 20:") - before) < 1.5


def test_who_missed_too_much_gets_the_list_anew_and_keeps_place_and_words(visit, hand):
    where = hand("chat_room", name="Ritorno", members=["ada", "ben"], messages=60)
    hand("read_room", by="ben", room=where["pk"])
    ben = visit("ben", "/people/")
    lines = []

    def through(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server()

    ben.route_web_socket("**/ws/live/", through)
    ben.goto(where["path"])
    box(ben).fill("Half of what")
    said(ben, "Numero 30:").evaluate("(row) => row.scrollIntoView({ block: 'start' })")
    expect(ben.locator("[data-pill='latest']")).to_be_visible()
    before = top_of(ben, "Numero 31:")
    # What stands there now is as it was before something was missed.
    said(ben, "Numero 31:").evaluate("(row) => row.classList.add('is-old')")
    with ben.expect_response("**/messages/?around=*"):
        lines[-1].send(json.dumps({"resync": f"room_{where['pk']}", "seq": 10_000}))
    expect(ben.locator(".is-old")).to_have_count(0)
    expect(said(ben, "Numero 31:")).to_have_count(1)
    assert abs(top_of(ben, "Numero 31:") - before) < 1.5
    expect(box(ben)).to_have_value("Half of what")
