"""What the browser tests of writing pages do again and again."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

# A line to the page that a test can cut, and that stays cut over a reload. (What the browser calls being offline leaves
# open sockets alone.)
CUTTABLE = """
const Real = WebSocket;
const lines = new Set();
globalThis.WebSocket = class {
  constructor(url) {
    if (!url.includes("/ws/pages/")) return new Real(url);
    if (sessionStorage.lineIsCut) {
      const dead = { readyState: 3, send() {}, close() {} };
      setTimeout(() => dead.onclose?.({ code: 1006 }));
      return dead;
    }
    const socket = new Real(url);
    lines.add(socket);
    return socket;
  }
};
globalThis.cutLine = () => {
  sessionStorage.lineIsCut = "yes";
  for (const socket of lines) socket.close();
};
globalThis.mendLine = () => {
  delete sessionStorage.lineIsCut;
  dispatchEvent(new Event("online"));
};
"""
SAVED = re.compile(r"^Saved( \d\d:\d\d)?$")


def is_saved(page: Page) -> None:
    """Waits until the server has stored all that was typed. ("Saving…" is said only where that takes a while.)"""
    expect(page.locator("page-editor[data-is-saved]")).to_be_attached()
    expect(standing(page)).to_have_text(SAVED)


def text(page: Page) -> Locator:
    return page.locator(".cm-content")


def standing(page: Page) -> Locator:
    return page.locator("[data-slot='standing']")


def band(page: Page) -> Locator:
    return page.locator("[data-slot='band']")


def said(page: Page) -> Locator:
    """What the band says: all its sentences stand in the page, one is shown."""
    return band(page).locator("p:visible")


def is_open(page: Page) -> Page:
    """Waits until the shared text is there and one may write in it."""
    expect(page.locator("page-editor[data-is-open]")).to_be_attached()
    expect(text(page)).to_have_attribute("contenteditable", "true")
    return page


def edit(visit: Any, handle: str, where: dict[str, Any], **more: Any) -> Page:
    """Somebody at the editing page, with a line that can be cut. ``visit`` opens the page before a script can be put in
    its way, so it opens an empty one first."""
    page: Page = visit(handle, "about:blank", **more)
    page.add_init_script(CUTTABLE)
    page.goto(f"/wiki/{where['pk']}/edit/")
    return is_open(page)


def cut(page: Page) -> None:
    page.evaluate("cutLine()")


def mend(page: Page) -> None:
    page.evaluate("mendLine()")


def write_at_end(page: Page, words: str) -> None:
    text(page).press("Control+End")
    page.keyboard.type(words)
