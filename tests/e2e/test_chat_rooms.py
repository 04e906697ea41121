"""Opening a room in the browser, bringing somebody in without what was said, keeping it in a section, putting out."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .chat_rooms import messages, said, say_and_see
from .conftest import PHONE


def test_a_room_is_opened_somebody_comes_later_and_goes(visit, witness):
    witness.forgive("status of 404")
    ada = visit("ada", "/chat/rooms/new/")
    ada.get_by_label("Name", exact=True).fill("Impasti")
    ada.get_by_label("Closed: only who is invited").check()
    ada.locator(".people-typed").press_sequentially("zo")
    ada.get_by_role("option", name=re.compile("Zoë Núñez")).click()
    ada.get_by_role("button", name="Open the room").click()
    expect(ada).to_have_url(re.compile(r"/chat/\d+/$"))
    room = ada.url
    expect(ada.locator("chat-room[data-room]")).to_be_visible()
    ada.goto(room)
    say_and_see(ada, "The old dough was sour.")

    # Ben comes later, and reads from then on.
    ada.get_by_label("What you can do with this room").click()
    ada.get_by_role("menuitem", name="Add people").click()
    ada.locator(".people-typed").press_sequentially("ben")
    ada.get_by_role("option", name=re.compile("Ben Rossi")).click()
    ada.get_by_label("From now on").check()
    ada.get_by_role("button", name="Add", exact=True).click()
    expect(ada.locator("#members")).to_contain_text("reads from when they came")
    ben = visit("ben", room, PHONE)
    ada.goto(room)
    say_and_see(ada, "The new dough is sweet.")
    expect(said(ben, "The new dough is sweet.")).to_have_count(1)
    expect(said(ben, "The old dough was sour.")).to_have_count(0)

    # Ada keeps it under a heading of her own.
    ada.get_by_label("What you can do with this room").click()
    ada.get_by_role("menuitem", name="Put it in a section").click()
    expect(ada.get_by_label("Name of the new section")).to_be_hidden()
    ada.get_by_label("A new section").check()
    ada.get_by_label("Name of the new section").fill("Pane")
    ada.get_by_role("button", name="Save").click()
    expect(ada.locator("chat-sidebar .rooms", has_text="Pane")).to_contain_text("Impasti")

    # Put out, Ben hears nothing more on the page that is open, and finds the room no more.
    ada.goto(f"{room}people/")
    ada.get_by_label("What to do with Ben Rossi").click()
    ada.get_by_role("menuitem", name="Remove").click()
    ada.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(ada.locator("#members")).not_to_contain_text("Ben Rossi")
    ada.goto(room)
    say_and_see(ada, "He did not like it.")
    expect(messages(ben).filter(has_text="He did not like it.")).to_have_count(0)
    assert ben.goto(room).status == 404
