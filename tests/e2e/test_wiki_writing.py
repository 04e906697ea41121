"""What writing a page feels like, in the editing page itself. What is typed is read from the document on the server."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.platform.files_of_strangers import a_picture

from .conftest import PHONE, Visit
from .house import Hand
from .wiki_pages import is_open, is_saved

CLIPBOARDS = Path(__file__).parent / "clipboards"
_titles = iter(range(1, 1000))
PASTE = """([kind, html, text]) => {
    const board = new DataTransfer();
    if (html) board.setData("text/html", html);
    if (text) board.setData("text/plain", text);
    if (kind) {
        const bytes = Uint8Array.from(atob(kind), (sign) => sign.charCodeAt(0));
        board.items.add(new File([bytes], "aisle.png", { type: "image/png" }));
    }
    const pasted = { clipboardData: board, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", pasted));
}"""

Writing = Callable[..., tuple[Page, Callable[[], str]]]


@pytest.fixture
def writing(visit: Visit, hand: Hand) -> Writing:
    """``writing("Some *text*")``: Ada in the editor of a page of hers with this text, the caret at its end; and what
    the server has of it."""

    def opened(body: str = "", **more: Any) -> tuple[Page, Callable[[], str]]:
        made = hand("wiki_page", members=["ada", "ben"], title=f"Corsia {next(_titles)}", body=body)
        page = visit("ada", f"/wiki/{made['pk']}/edit/", **more)
        is_open(page)
        page.locator(".cm-content").focus()
        page.keyboard.press("Control+End")
        return page, lambda: str(hand("document_of", page=made["pk"])["text"])

    return opened


def arrives(page: Page, text: Callable[[], str], wanted: str) -> None:
    """The server has it, once the page says that it is saved."""
    for _try in range(50):
        if text() == wanted:
            break
        is_saved(page)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert text() == wanted


def test_a_table_is_made_by_the_toolbar_and_filled_with_tab(writing):
    page, text = writing()
    page.get_by_role("button", name="Table", exact=True).click()
    page.keyboard.type("Name")
    page.keyboard.press("Tab")
    page.keyboard.type("a|b")
    expect(page.locator(".rich-cell")).to_have_count(9)
    page.get_by_role("button", name="Delete column").click()
    page.get_by_role("button", name="Row below").click()
    expect(page.locator(".rich-cell")).to_have_count(8)
    # Enter goes down the column, and out of the table where its last row is empty.
    for _row in range(3):
        page.keyboard.press("Enter")
    page.keyboard.type("Afterwards")
    expect(page.locator(".cm-line", has_text="Afterwards")).not_to_have_class(re.compile("rich-row"))
    expect(page.locator(".rich-row")).to_have_count(3)
    is_saved(page)
    head, rule, *rows = text().split("\n")
    assert (head.split(), rule.split()) == (["|", "Name", "|", "|"], ["|", "----", "|", "---", "|"])
    assert rows[-2:] == ["", "Afterwards"] or rows[-3:] == ["", "Afterwards", ""]


def test_the_slash_menu_makes_a_callout_and_enter_leaves_a_list(writing):
    page, text = writing()
    page.keyboard.type("/warn")
    expect(page.get_by_role("option", name="Warning")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type("Mind the step")
    expect(page.locator(".rich-callout-sign")).to_have_text("Warning")
    for _time in range(3):
        page.keyboard.press("Enter")
    page.keyboard.type("- one")
    page.keyboard.press("Enter")
    page.keyboard.type("two")
    page.keyboard.press("Tab")
    for _time in range(3):
        page.keyboard.press("Enter")
    page.keyboard.type("out")
    arrives(page, text, "> [!WARNING]\n> Mind the step\n\n- one\n  - two\n\nout")


def test_names_are_completed_with_the_same_keys(writing, hand):
    page, text = writing()
    title = f"Ventole {next(_titles)}"
    hand("wiki_page", members=["ada"], title=title)
    page.keyboard.type("Ask @be")
    expect(page.get_by_role("option", name=re.compile("Ben"))).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("about [[ventole")
    expect(page.get_by_role("option", name=title)).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type(" and [[Nothing yet")
    expect(page.get_by_role("option", name="A new page called “Nothing yet”")).to_be_visible()
    page.keyboard.press("Enter")
    arrives(
        page, text, f"Ask @ben about [[spazio-{title.lower().replace(' ', '-')}/{title}|{title}]] and [[Nothing yet]]"
    )


@pytest.mark.parametrize("source", ["word", "docs", "web", "sheet"])
def test_what_comes_from_elsewhere_comes_clean(writing, source):
    page, text = writing()
    page.evaluate(PASTE, ["", (CLIPBOARDS / f"{source}.htm").read_text(), "plain"])
    arrives(page, text, (CLIPBOARDS / f"{source}.txt").read_text().rstrip("\n"))


def test_a_picture_that_is_pasted_goes_up_and_is_made_narrower(writing):
    page, text = writing("See: ")
    page.evaluate(PASTE, [base64.b64encode(a_picture(size=(900, 300))).decode(), "", ""])
    picture = page.locator(".rich-picture img")
    expect(picture).to_be_visible()
    picture.click()
    page.get_by_label("What is in the picture?").fill("The aisle")
    page.get_by_role("button", name="Medium").click()
    expect(picture).to_have_attribute("width", "480")
    expect(picture).to_have_attribute("alt", "The aisle")
    shown = re.compile(r"See: ?!\[The aisle\|480\]\(/files/[0-9a-f-]{36}/large\)")
    is_saved(page)
    page.get_by_role("button", name="Markdown", exact=True).click()
    expect(page.locator(".cm-content")).to_contain_text(shown)
    page.get_by_role("button", name="Markdown", exact=True).click()
    assert shown.search(text())


def test_a_file_that_does_not_go_up_stays_and_can_be_tried_again(writing, witness):
    witness.forgive("Failed to load resource")
    page, _text = writing("Here: ")
    page.route("**/files/", lambda route: route.abort())
    page.evaluate(PASTE, [base64.b64encode(a_picture()).decode(), "", ""])
    expect(page.locator(".rich-upload")).to_contain_text("The server could not be reached.")
    page.keyboard.type("and on")
    page.unroute("**/files/")
    page.locator(".rich-upload").get_by_role("button", name="Try again").click()
    expect(page.locator(".rich-picture img")).to_be_visible()
    expect(page.locator(".cm-content")).to_contain_text("and on")


def test_boxes_are_ticked_marks_are_hidden_and_keys_set_them(writing):
    page, text = writing("- [ ] **Dock** it\n- [x] Done\n\nlast words")
    expect(page.locator(".cm-content")).not_to_contain_text("**")
    page.get_by_role("checkbox", name="Done").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+b")
    page.keyboard.press("Control+Alt+1")
    expect(page.locator(".rich-h--1 .rich-strong")).to_contain_text("words")
    page.keyboard.press("Control+k")
    expect(page.locator("[data-palette]:popover-open, dialog[open]")).to_have_count(0)
    arrives(page, text, "- [x] **Dock** it\n- [x] Done\n\n# last **words[]()**")


def test_on_a_phone_the_toolbar_lies_at_the_foot_and_the_list_of_keys_is_at_hand(writing):
    page, _text = writing("words", viewport=PHONE)
    bar = page.get_by_role("toolbar", name="Text").bounding_box()
    assert bar is not None
    assert bar["y"] + bar["height"] == pytest.approx(PHONE["height"], abs=1)
    page.keyboard.press("Control+/")
    expect(page.get_by_role("dialog", name="Keys for writing")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".cm-content")).to_be_focused()
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
