"""Two people in one room: what one says, types, changes and takes back shows at the other's, at its place, once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .chat_rooms import GOES_ON, PENDING, box, messages, said, say, say_and_see, see_writing
from .conftest import PHONE, WIDE


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_what_is_said_typed_reacted_to_changed_and_deleted_shows_at_the_others(visit, hand, viewport):
    where = hand("chat_room", name="Forno", members=["ada", "ben"], messages=3)
    ada, ben = visit("ada", where["path"], viewport), visit("ben", where["path"], viewport)
    ben.evaluate("window.sameAsBefore = true")

    see_writing(box(ada), ben, "Ada Bianchi")
    expect(ada.locator("[data-typing]")).to_be_empty()
    box(ada).fill("The oven is warm.")
    box(ada).press("Enter")
    expect(box(ada)).to_have_value("")
    theirs = said(ben, "The oven is warm.")
    expect(theirs).to_have_count(1)
    expect(ben.locator("[data-typing]")).to_be_empty()
    expect(ben.locator("#news")).to_have_text("Ada Bianchi: The oven is warm.")
    # The next one goes on under the name; what one says oneself is not said to oneself.
    say_and_see(ada, "The bread is in.")
    expect(said(ben, "The bread is in.")).to_have_class(GOES_ON)
    expect(theirs).not_to_have_class(GOES_ON)
    expect(ada.locator("#news")).to_be_empty()
    expect(said(ada, "The oven is warm.")).to_have_count(1)

    # A line break by Shift and Enter is no sending.
    box(ada).fill("First line")
    box(ada).press("Shift+Enter")
    box(ada).press_sequentially("second line")
    box(ada).press("Control+Enter")
    expect(said(ben, "second line")).to_contain_text("First line")

    # Up in the empty box changes the last one; Escape lets it be, Enter saves it.
    expect(said(ada, "second line")).not_to_have_class(PENDING)
    box(ada).press("ArrowUp")
    field = ada.locator("[data-editing] textarea")
    expect(field).to_be_focused()
    expect(field).to_have_value("First line\nsecond line")
    field.press("Escape")
    expect(field).to_have_count(0)
    expect(box(ada)).to_be_focused()
    box(ada).press("ArrowUp")
    expect(field).to_be_focused()
    field.fill("One line is enough")
    field.press("Enter")
    expect(said(ben, "One line is enough")).to_contain_text("edited")
    expect(said(ada, "One line is enough")).to_have_count(1)
    expect(said(ben, "second line")).to_have_count(0)

    # A reaction, by the keys: up from the box, the message, its tools.
    box(ben).press("Shift+ArrowUp")
    expect(messages(ben).last).to_be_focused()
    ben.keyboard.press("ArrowUp")
    expect(said(ben, "The bread is in.")).to_be_focused()
    ben.keyboard.press("s")
    ben.locator(".reaction-sheet [data-react='thanks']").click()
    expect(said(ada, "The bread is in.").locator("[data-react='thanks'] [data-n]")).to_have_text("1")
    expect(said(ada, "The bread is in.").locator("[data-react='thanks']")).to_have_attribute("aria-pressed", "false")

    # Deleted, and brought back.
    said(ada, "One line is enough").focus()
    ada.keyboard.press("m")
    ada.get_by_role("menuitem", name="Delete").click()
    expect(ben.get_by_text("Message deleted.")).to_be_visible()
    expect(said(ben, "One line is enough")).to_have_count(0)
    ada.get_by_role("button", name="Undo").click()
    expect(said(ben, "One line is enough")).to_have_count(1)
    expect(said(ada, "One line is enough")).to_have_count(1)
    assert ben.evaluate("window.sameAsBefore") is True


def test_three_tabs_of_one_person_agree_on_what_is_unread(visit, hand):
    where = hand("chat_room", name="Bottega", members=["ada", "ben"], messages=2)
    other = hand("chat_room", name="Cantina", members=["ada", "ben"], messages=1)
    for one in (where, other):
        hand("read_room", by="ben", room=one["pk"])
    reading = visit("ben", where["path"])
    tabs = [visit("ben", other["path"]), visit("ben", other["path"])]
    links = [tab.locator(f"chat-sidebar a[data-room='{where['pk']}']") for tab in tabs]
    unread = re.compile(r"\bis-unread\b")
    for link in links:
        expect(link).not_to_have_class(unread)
    # Nobody looks at the tab in which the room is open.
    reading.evaluate("document.hasFocus = () => globalThis.isLookedAt === true")
    hand("say", by="ada", room=where["pk"], body="Somebody there?")
    expect(said(reading, "Somebody there?")).to_be_visible()
    expect(reading.locator(".new-line")).to_be_visible()
    for link in links:
        expect(link).to_have_class(unread)
    # Now he does.
    reading.evaluate("globalThis.isLookedAt = true; dispatchEvent(new Event('focus'))")
    for link in links:
        expect(link).not_to_have_class(unread)
    # The line stays where it was; marked unread, it is so everywhere, and after a reload.
    expect(reading.locator(".new-line + .message")).to_contain_text("Somebody there?")
    said(reading, "Numero 2").focus()
    reading.keyboard.press("u")
    for link in links:
        expect(link).to_have_class(unread)
    expect(reading.locator(".new-line + .message")).to_contain_text("Numero 2")
    tabs[0].reload()
    expect(links[0]).to_have_class(unread)
    # Escape: all of it is read.
    box(reading).press("Escape")
    for link in links:
        expect(link).not_to_have_class(unread)
    # By the keys to the other room.
    box(reading).press("Alt+ArrowDown")
    reading.wait_for_url(re.compile(other["path"]))


def test_who_is_put_out_is_told_so_and_hears_no_more(visit, hand):
    where = hand("chat_room", name="Soffitta", members=["ada", "ben", "cleo"], messages=2)
    cleo, ben = visit("cleo", where["path"]), visit("ben", where["path"])
    with cleo.expect_response(re.compile("/read/")):
        say_and_see(cleo, "I am here.")
    hand("put_out", by="ada", room=where["pk"], whom="cleo")
    expect(cleo.get_by_text("You are no longer in this room.")).to_be_visible()
    expect(box(cleo)).to_have_count(0)
    hand("say", by="ada", room=where["pk"], body="Between us.")
    expect(said(ben, "Between us.")).to_be_visible()
    expect(said(cleo, "Between us.")).to_have_count(0)
    expect(cleo.locator(f"chat-sidebar a[data-room='{where['pk']}']")).to_have_count(0)


def test_a_blocked_persons_typing_is_not_shown(visit, hand):
    where = hand("chat_room", name="Portineria", members=["nora", "otto", "zoe"], messages=1)
    hand("stand", by="nora", way="block", towards="otto")
    nora, otto, zoe = (visit(handle, where["path"]) for handle in ("nora", "otto", "zoe"))
    see_writing(box(otto), zoe, "Otto Blu")
    see_writing(box(zoe), nora, "Zoë Núñez")
    say(zoe, "So it is.")
    expect(nora.locator("[data-typing]")).to_be_empty()
    hand("stand", by="nora", way="none", towards="otto")
