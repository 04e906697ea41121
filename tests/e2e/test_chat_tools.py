"""What is done with a message, by its menu: quoted, pinned, forwarded, asked about, kept in mind, sent later."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate
from playwright.sync_api import Locator, Page, expect

from .chat_rooms import box, said, say_and_see


def choose(page: Page, message: Locator, name: str) -> None:
    message.focus()
    page.keyboard.press("m")
    page.get_by_role("menuitem", name=name).click()


def test_a_message_is_quoted_pinned_forwarded_and_kept_in_mind(visit, hand):
    where = hand("chat_room", name="Forno", members=["ada", "ben"])
    hand("chat_room", name="Cantina", members=["ben", "ada"])
    ada, ben = visit("ada", where["path"]), visit("ben", where["path"])
    say_and_see(ada, "The oven is warm.")
    theirs = said(ben, "The oven is warm.")

    # Quoted: it stands above what one writes, and at the other's with the answer.
    choose(ben, theirs, "Quote")
    expect(ben.locator("[data-quoting] .message-quote")).to_contain_text("Ada Bianchi")
    expect(box(ben)).to_be_focused()
    say_and_see(ben, "Since when?")
    expect(ben.locator("[data-quoting] .message-quote")).to_have_count(0)
    answer = said(ada, "Since when?")
    expect(answer.locator("a.message-quote")).to_contain_text("The oven is warm.")

    # Pinned: the button of the other's room knows, and opens it over the room.
    choose(ben, theirs.first, "Pin to the room")
    button = ada.locator("chat-room [data-tool='pinned']").first
    expect(button).to_have_attribute("title", "1 pinned message")
    button.click()
    expect(ada.get_by_role("dialog").get_by_text("Pinned by Ben Rossi")).to_be_visible()
    ada.keyboard.press("Escape")
    expect(ada.get_by_role("dialog")).to_have_count(0)

    # Forwarded, with a line of one's own; the room one is in stays as it is.
    choose(ben, theirs.first, "Forward")
    dialog = ben.get_by_role("dialog")
    dialog.get_by_label("Room").select_option(label="Cantina")
    dialog.get_by_label("A line of your own").fill("For the cellar")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_have_count(0)
    expect(ben.get_by_text("Sent to Cantina.")).to_be_visible()

    # Kept in mind: chosen in the dialog, and found in the list.
    choose(ben, theirs.first, "Remind me")
    dialog.get_by_role("button", name="Tomorrow morning").click()
    expect(dialog).to_have_count(0)
    expect(ben.get_by_text("You will be reminded on")).to_be_visible()
    ben.goto(ben.url.split("/chat/")[0] + "/reminders/")
    expect(ben.get_by_role("link", name="The oven is warm.")).to_be_visible()


def test_a_poll_is_asked_from_the_composer_and_a_message_sent_later(visit, hand):
    where = hand("chat_room", name="Forno", members=["ada", "ben"])
    ada, ben = visit("ada", where["path"]), visit("ben", where["path"])

    ada.locator(".room-foot").get_by_role("link", name="Ask in a poll").click()
    dialog = ada.get_by_role("dialog")
    dialog.get_by_label("Question").fill("Bread or cake?")
    dialog.get_by_label("Answer 1", exact=True).fill("Bread")
    dialog.get_by_label("Answer 2", exact=True).fill("Cake")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_have_count(0)
    # Each browser asks for its own poll; what is voted shows at the other's.
    mine = said(ben, "Bread or cake?").locator("portico-poll")
    mine.get_by_label("Cake").check()
    mine.get_by_role("button", name="Vote").click()
    expect(said(ada, "Bread or cake?").locator("[data-voters]")).to_have_text("1 person has voted")

    box(ada).fill("The oven is off.")
    ada.locator(".room-foot").get_by_label("Send later").click()
    ada.locator(".room-foot").get_by_label("Send on").fill((localdate() + timedelta(days=1)).isoformat())
    ada.locator(".room-foot").get_by_role("button", name="Schedule").click()
    expect(ada.get_by_text("Scheduled. You find it under Scheduled until then.")).to_be_visible()
    expect(box(ada)).to_have_value("")
    expect(said(ada, "The oven is off.")).to_have_count(0)
