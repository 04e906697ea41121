"""Looking at what one writes before it is sent."""

from __future__ import annotations

from playwright.sync_api import expect

from .chat_rooms import box, said


def test_a_message_is_looked_at_and_sent_from_there(visit, hand):
    where = hand("chat_room", name="Specchio", members=["ada", "ben"], messages=1)
    ada = visit("ada", where["path"])
    box(ada).fill("It is **very** cold")
    look = ada.get_by_role("button", name="Preview")
    look.click()
    shown = ada.get_by_role("region", name="Preview")
    expect(shown.locator("strong")).to_have_text("very")
    expect(box(ada)).to_be_hidden()
    shown.press("Escape")
    expect(shown).to_be_hidden()
    expect(box(ada)).to_be_focused()
    expect(box(ada)).to_have_value("It is **very** cold")
    look.click()
    expect(look).to_have_attribute("aria-pressed", "true")
    ada.get_by_role("button", name="Send", exact=True).click()
    expect(said(ada, "It is very cold")).to_have_count(1)
    expect(shown).to_be_hidden()
    expect(box(ada)).to_have_value("")
