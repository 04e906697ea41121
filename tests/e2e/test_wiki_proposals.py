"""A reader proposes, a reviewer decides piece by piece while somebody writes, and readers comment on words."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from .conftest import PHONE
from .wiki_pages import edit, is_saved, text

PEOPLE = ["ada", "ben"]
BODY = "Il pane cuoce in un'ora.\n\n- Accendi il forno\n- Pesa la farina\n\nPoi si riposa."


def rewrite(page: Page, words: str) -> None:
    """As a draft does that is brought back: through the area of the form, into the editor."""
    expect(page.locator("proposal-editor[data-is-open]")).to_be_attached()
    page.locator("textarea[name=text]").evaluate(
        "(area, words) => { area.value = words; area.dispatchEvent(new Event('input', { bubbles: true })); }", words
    )
    expect(text(page)).to_contain_text(words.partition("\n")[0])


def piece(page: Page, words: str) -> Locator:
    return page.locator("[data-hunk]").filter(has_text=words)


def test_pieces_are_decided_while_somebody_writes_in_the_same_paragraph(visit, hand):
    where = hand("wiki_page", members=PEOPLE, title="Forno", body=BODY)
    cleo = visit("cleo", where["path"])
    expect(cleo.locator("[data-edit-page]")).to_have_count(0)
    cleo.goto(f"/wiki/{where['pk']}/propose/")
    changed = BODY.replace("un'ora", "mezz'ora").replace("la farina", "il lievito")
    rewrite(cleo, changed)
    cleo.get_by_label("What you changed, and why").fill("Il forno nuovo è più caldo.")
    cleo.get_by_role("button", name="Send the proposal").click()
    expect(cleo).to_have_url(re.compile(r"/wiki/proposals/\d+/$"))
    expect(cleo.locator("[data-hunk]")).to_have_count(2)

    ben = edit(visit, "ben", where)
    text(ben).press("Control+Home")
    ben.keyboard.type("Di solito ")

    ada = visit("ada", cleo.url)
    piece(ada, "mezz'ora").get_by_role("button", name="Accept", exact=True).click()
    expect(piece(ada, "mezz'ora")).to_have_attribute("data-state", "accepted")
    # What Ben has written stays, and so does his place in it.
    expect(text(ben)).to_contain_text("Di solito Il pane cuoce in mezz'ora.")
    ben.keyboard.type("a casa ")
    expect(text(ben)).to_contain_text("Di solito a casa Il pane cuoce in mezz'ora.")

    piece(ada, "lievito").get_by_label("Reason").fill("Serve la farina.")
    piece(ada, "lievito").get_by_role("button", name="Do not accept").click()
    expect(piece(ada, "lievito")).to_have_attribute("data-state", "rejected")
    expect(ada.locator("[data-pieces]")).to_have_attribute("data-outcome", "partly")
    # Cleo sees it come in, with the reason.
    expect(piece(cleo, "lievito")).to_contain_text("Serve la farina.")
    expect(piece(cleo, "mezz'ora")).to_contain_text("Accepted")
    expect(text(ben)).to_contain_text("Pesa la farina")


def test_words_that_were_written_over_are_put_together_by_hand(visit, hand, witness):
    witness.forgive("status of 409")
    where = hand("wiki_page", members=PEOPLE, title="Lievito", body="Riposa tre ore al caldo.")
    cleo = visit("cleo", f"/wiki/{where['pk']}/propose/")
    rewrite(cleo, "Riposa sei ore al caldo.")
    cleo.get_by_role("button", name="Send the proposal").click()
    expect(cleo.locator("[data-hunk]")).to_have_count(1)

    ada = visit("ada", cleo.url)
    ben = edit(visit, "ben", where)
    text(ben).press("Control+Home")
    for _ in range(8):
        ben.keyboard.press("Delete")
    expect(text(ben)).to_have_text("re ore al caldo.")
    ben.keyboard.type("Lascia riposare quatt")
    expect(text(ben)).to_have_text("Lascia riposare quattre ore al caldo.")
    is_saved(ben)
    ada.get_by_role("button", name="Accept", exact=True).click()
    shown = ada.locator("[data-hunk]")
    expect(shown).to_contain_text("Somebody changed this passage meanwhile")
    expect(shown.locator(".proposal-text").first).to_have_text("Lascia riposare quattre ore al caldo.")
    shown.get_by_label("What it shall be").fill("Lascia riposare sei ore al caldo.")
    shown.get_by_role("button", name="Put it in like this").click()
    expect(shown).to_have_attribute("data-state", "accepted")
    expect(text(ben)).to_have_text("Lascia riposare sei ore al caldo.")


def test_words_are_commented_on_by_phone_answered_live_and_closed(visit, hand):
    where = hand("wiki_page", members=PEOPLE, title="Sale", body="Un pizzico di sale. Due di zucchero.")
    ada = visit("ada", where["path"])
    cleo = visit("cleo", where["path"], PHONE)
    cleo.locator("[data-page-text] p").evaluate(
        """(node) => {
          const words = node.firstChild;
          const range = document.createRange();
          range.setStart(words, words.data.indexOf("Due"));
          range.setEnd(words, words.data.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    cleo.get_by_role("toolbar", name="With the marked words").get_by_role("button", name="Comment").click()
    cleo.get_by_label("Comment", exact=True).fill("Non è troppo?")
    cleo.locator(".remark--new").get_by_role("button", name="Comment").click()
    expect(cleo.locator("mark.commented")).to_have_text("Due di zucchero.")

    mark = ada.locator("mark.commented")
    expect(mark).to_have_text("Due di zucchero.")
    mark.click()
    thread = ada.locator("[data-remark]")
    expect(thread).to_be_focused()
    thread.get_by_label("Write a reply").fill("Per noi no.")
    thread.get_by_role("button", name="Reply").click()
    expect(cleo.locator("[data-remark]")).to_contain_text("Per noi no.")
    thread.get_by_role("button", name="Done").click()
    expect(ada.locator("mark.commented")).to_have_count(0)
    expect(cleo.locator("mark.commented")).to_have_count(0)
    cleo.keyboard.press("Escape")
    expect(cleo.locator("page-remarks.is-open")).to_have_count(0)
