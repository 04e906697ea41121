"""A thread beside its room: replied in, counted, read, marked unread and found again, between two people."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .chat_rooms import PENDING, box, said, say_and_see, see_writing
from .conftest import PHONE, WIDE

UNREAD = re.compile(r"\bis-unread\b")


def panel(page: Page) -> Locator:
    return page.locator("chat-room[data-thread]")


def reply_box(page: Page) -> Locator:
    return panel(page).locator("textarea[name='body']")


def replied(page: Page, text: str) -> Locator:
    return panel(page).locator("[data-messages] > .message").filter(has_text=text)


def new_threads(page: Page) -> Locator:
    return page.locator("[data-way='threads'] .count-dot")


def test_a_thread_is_opened_replied_in_counted_and_read(visit, hand):
    where = hand("chat_room", name="Chiavi", members=["ada", "ben"])
    ada, ben = visit("ada", where["path"]), visit("ben", where["path"])
    root = say_and_see(ada, "Chi ha la chiave?")
    theirs = said(ben, "Chi ha la chiave?")
    expect(theirs).to_have_count(1)

    # By the key, from the message: the panel opens, and one can write at once.
    box(ben).press("Shift+ArrowUp")
    expect(theirs).to_be_focused()
    ben.keyboard.press("r")
    expect(reply_box(ben)).to_be_focused()
    expect(ben).to_have_url(re.compile(r"\?thread=\d+$"))
    reply_box(ben).fill("Ce l’ho io")
    reply_box(ben).press("Enter")
    expect(replied(ben, "Ce l’ho io")).not_to_have_class(PENDING)

    # The room says so at the message; the list of rooms counts one thread; the reply itself is not in the room.
    link = root.locator(".message-thread")
    expect(link).to_contain_text("1 reply")
    expect(link).to_have_class(UNREAD)
    expect(new_threads(ada)).to_have_text("1")
    expect(said(ada, "Ce l’ho io")).to_have_count(0)

    # Looked at, it is read.
    link.click()
    expect(replied(ada, "Ce l’ho io")).to_be_visible()
    expect(panel(ada).locator(".thread-root")).to_contain_text("Chi ha la chiave?")
    expect(new_threads(ada)).to_be_hidden()
    expect(link).not_to_have_class(UNREAD)

    # Who writes in the thread is seen writing there, and not in the room.
    see_writing(reply_box(ada), panel(ben), "Ada Bianchi")
    expect(ben.locator("main .room:not(.room--thread) [data-typing]")).to_be_empty()

    # One message, in both.
    reply_box(ada).fill("Portala in officina")
    panel(ada).get_by_label("Also in the room").check()
    reply_box(ada).press("Enter")
    for page in (ada, ben):
        expect(said(page, "Portala in officina")).to_have_count(1)
        expect(replied(page, "Portala in officina")).to_have_count(1)
    expect(link).to_contain_text("2 replies")
    expect(panel(ada).get_by_label("Also in the room")).not_to_be_checked()
    expect(said(ada, "Portala in officina").locator("[data-seen-by]")).to_have_text("Seen")

    # A reload keeps it; Escape closes it, and one is back at the message.
    ada.reload()
    expect(replied(ada, "Portala in officina")).to_be_visible()
    reply_box(ada).press("Escape")
    expect(panel(ada)).to_have_count(0)
    expect(ada).not_to_have_url(re.compile("thread="))
    expect(said(ada, "Chi ha la chiave?").first).to_be_focused()
    ada.go_back()
    expect(replied(ada, "Ce l’ho io")).to_be_visible()


def test_a_thread_marked_unread_stays_so_on_every_page_until_all_are_read(visit, hand):
    where = hand("chat_room", name="Turni", members=["ada", "ben"])
    ada, ben = visit("ada", where["path"]), visit("ben", where["path"])
    say_and_see(ben, "Chi copre lunedì?")
    expect(said(ada, "Chi copre lunedì?")).to_have_count(1)
    box(ada).press("Shift+ArrowUp")
    ada.keyboard.press("r")
    for text in ("Io", "Ma solo al mattino"):
        reply_box(ada).fill(text)
        reply_box(ada).press("Enter")
        expect(replied(ada, text)).not_to_have_class(PENDING)

    said(ben, "Chi copre lunedì?").locator(".message-thread").click()
    expect(replied(ben, "Ma solo al mattino")).to_be_visible()
    expect(new_threads(ben)).to_be_hidden()
    reply_box(ben).press("Shift+ArrowUp")
    expect(replied(ben, "Ma solo al mattino")).to_be_focused()
    ben.keyboard.press("m")
    ben.get_by_role("menuitem", name="Mark unread from here").click()
    expect(panel(ben).locator(".new-line")).to_be_visible()
    expect(new_threads(ben)).to_have_text("1")

    other = visit("ben", "/chat/threads/")
    card = other.locator("[data-thread-card]").filter(has_text="Chi copre lunedì?")
    expect(card).to_have_class(UNREAD)
    expect(card).to_contain_text("Ma solo al mattino")
    other.get_by_role("button", name="Mark all as read").click()
    expect(card).not_to_have_class(UNREAD)
    expect(new_threads(ben)).to_be_hidden()


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_a_thread_is_followed_and_left_and_covers_the_room_on_a_phone(visit, hand, viewport):
    where = hand("chat_room", name="Forni", members=["ada", "ben"], messages=2)
    ada = visit("ada", f"{where['path']}?thread={where['messages'][0]}", viewport)
    room = ada.locator("chat-room:not([data-thread]) [data-scroll]")
    expect(reply_box(ada)).to_be_visible()
    if viewport is PHONE:
        expect(room).to_be_hidden()
    else:
        expect(room).to_be_visible()
    panel(ada).get_by_role("button", name="Follow", exact=True).click()
    expect(panel(ada).get_by_role("button", name="Following")).to_be_visible()
    panel(ada).get_by_role("button", name="Following").click()
    expect(panel(ada).get_by_role("button", name="Follow", exact=True)).to_be_visible()
    panel(ada).get_by_role("link", name="Close the thread").click()
    expect(panel(ada)).to_have_count(0)
    expect(room).to_be_visible()
