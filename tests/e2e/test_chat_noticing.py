"""What one is told of rooms, in every tab: the number at the door, calls to everybody, words found in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE, WIDE

UNTIL_ASKED = """async (address) => {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await (await fetch(address, { cache: "no-store" })).json()).ask) return true;
    await new Promise((go) => setTimeout(go, 250));
  }
  return false;
}"""


def number(page: Page, within: str = ".rail") -> object:
    return page.locator(f'{within} [data-count="chat_count"]')


def test_the_number_at_the_door_is_true_in_every_tab_of_two_browsers(visit, hand):
    talk = hand("direct_room", people=["ada", "ben"])
    closed = hand("chat_room", name="Cortile", members=["ada", "ben"])
    hand("read_room", by="ben", room=talk["pk"])
    desk, phone = visit("ben", "/inbox/", WIDE), visit("ben", "/spaces/", PHONE)
    before = int(number(desk).inner_text() or 0)
    hand("say", by="ada", room=talk["pk"], body="Un minuto?")
    hand("say", by="ada", room=closed["pk"], body="Nessuno in particolare")
    hand("say", by="ada", room=closed["pk"], body="@ben guarda")
    expect(number(desk)).to_have_text(str(before + 2))
    expect(number(phone, ".bottom-bar")).to_have_text(str(before + 2))

    reading = visit("ben", closed["path"], WIDE)
    expect(reading.get_by_text("guarda")).to_be_visible()
    expect(number(desk)).to_have_text(str(before + 1))
    reading.goto(talk["path"])
    expect(reading.locator(".message").get_by_text("Un minuto?")).to_be_visible()
    for page, where in ((desk, ".rail"), (phone, ".bottom-bar")):
        if before:
            expect(number(page, where)).to_have_text(str(before))
        else:
            expect(number(page, where)).to_be_hidden()


@pytest.fixture
def small_calls(hand) -> Iterator[None]:
    hand("calls_at_most", heads=2)
    yield
    hand("calls_at_most", heads=50)


def test_who_calls_a_large_room_is_asked_first_and_told_how_many_will_hear(visit, hand, small_calls):
    room = hand("chat_room", name="Terrazza", members=["ada", "ben", "cleo"])
    ada = visit("ada", room["path"], WIDE)
    # Settings are remembered for a few seconds; the server has to know of the new ones.
    assert ada.evaluate(UNTIL_ASKED, f"/mentions/check/?audience=room_{room['pk']}&handles=room")
    field = ada.locator("message-composer textarea")
    field.fill("@room l'ascensore è fermo")
    field.press("Enter")
    asked = ada.locator("#ask-dialog")
    expect(asked).to_contain_text("2 people will hear of this.")
    asked.get_by_role("button", name="Cancel").click()
    expect(field).to_have_value("@room l'ascensore è fermo")
    field.press("Enter")
    asked.get_by_role("button", name="Send").click()
    expect(ada.locator(".message .mention--call")).to_have_text("@room")
    expect(field).to_have_value("")


def test_what_was_said_is_found_beside_the_room_and_leads_to_its_place(visit, hand):
    room = hand("chat_room", name="Cantina", members=["ada", "ben"], messages=60)
    ada = visit("ada", room["path"], WIDE)
    ada.get_by_role("link", name="Search in this room").click()
    field = ada.get_by_role("searchbox", name="Search in this room")
    field.fill('"numero 7"')
    field.press("Enter")
    ada.locator(".found-message", has_text=re.compile("Numero 7:")).click()
    expect(ada.locator(f"#entry-{room['messages'][6]}")).to_be_in_viewport()
