"""A section of a page that stands in other texts: put in while one writes, read by two, and still true when the page is
written anew."""

from __future__ import annotations

from playwright.sync_api import expect

from .conftest import PHONE
from .test_composing import the_composer
from .test_live import card_with
from .wiki_pages import is_open, is_saved

SECRET = "Marzipan"


def test_a_section_is_chosen_by_keys_read_by_who_may_and_follows_its_page(visit, hand, room):
    manual = hand(
        "wiki_page",
        members=["ada", "ben"],
        title="Loud fans",
        body=f"## At night\n\nThey hum {SECRET}.\n",
        visibility="closed",
    )
    where = room(posts=1, members=["ada", "ben", "cleo"])
    ada = visit("ada", f"/spaces/{where['slug']}/")
    text = the_composer(ada).locator("textarea")
    text.focus()
    ada.keyboard.type("Before you ring:\n\n![[loud")
    expect(ada.get_by_role("option").filter(has_text="Loud fans")).to_be_visible()
    ada.keyboard.press("Enter")
    section = ada.get_by_role("option").filter(has_text="At night")
    expect(section).to_be_visible()
    expect(text).to_have_value(f"Before you ring:\n\n![[#{manual['pk']}#")
    ada.keyboard.press("Enter")
    expect(text).to_have_value(f"Before you ring:\n\n![[#{manual['pk']}#At night]]")
    ada.keyboard.press("Control+Enter")
    card = card_with(ada, "Before you ring")
    expect(card.locator("blockquote.transclusion")).to_contain_text(f"They hum {SECRET}.")
    expect(card.get_by_role("link", name="Loud fans › At night")).to_be_visible()

    ben = visit("ben", f"/spaces/{where['slug']}/", PHONE)
    held = card_with(ben, "Before you ring").locator("blockquote.transclusion")
    expect(held).to_contain_text(f"They hum {SECRET}.")
    cleo = visit("cleo", f"/spaces/{where['slug']}/")
    closed = card_with(cleo, "Before you ring")
    expect(closed.locator(".reference--closed")).to_be_visible()
    assert SECRET not in cleo.content()
    assert "Loud fans" not in cleo.content()

    # Both have it open while the page says something else.
    hand("rewrite_page", page=manual["pk"], by="ada", text="## At night\n\nThey are quiet.\n")
    for reader in (ada, ben):
        expect(card_with(reader, "Before you ring").locator("blockquote.transclusion")).to_contain_text(
            "They are quiet."
        )
        assert SECRET not in reader.content()
    assert ben.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_the_editor_offers_sections_and_the_page_shows_one(visit, hand):
    source = hand("wiki_page", members=["ada"], title="Care of fans", body="## Dust\n\nWipe them weekly.\n")
    made = hand("wiki_page", members=["ada"], title="Round of the week", body="On Mondays:\n\n")
    ada = visit("ada", f"/wiki/{made['pk']}/edit/")
    is_open(ada)
    ada.locator(".cm-content").focus()
    ada.keyboard.press("Control+End")
    ada.keyboard.press("Enter")
    ada.keyboard.press("Enter")
    ada.keyboard.type("![[care")
    expect(ada.get_by_role("option").filter(has_text="Care of fans")).to_be_visible()
    ada.keyboard.press("Enter")
    expect(ada.get_by_role("option").filter(has_text="Dust")).to_be_visible()
    ada.keyboard.press("Enter")
    is_saved(ada)
    hand("rewrite_page", page=made["pk"], by="ada", text=hand("document_of", page=made["pk"])["text"])
    assert f"![[#{source['pk']}#Dust]]" in hand("document_of", page=made["pk"])["text"]
    ada.goto(made["path"])
    expect(ada.locator("blockquote.transclusion")).to_contain_text("Wipe them weekly.")
