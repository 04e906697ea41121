"""How a test finds its way in a room."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

PENDING = re.compile(r"\bis-pending\b")
GOES_ON = re.compile(r"\bmessage--goes-on\b")


def box(page: Page) -> Locator:
    return page.locator("main .room:not(.room--thread) message-composer textarea[name='body']")


def messages(page: Page) -> Locator:
    return page.locator("main .room:not(.room--thread) [data-messages] > .message")


def said(page: Page, text: str) -> Locator:
    return messages(page).filter(has_text=text)


def stream(page: Page) -> Locator:
    return page.locator("main .room:not(.room--thread) [data-scroll]")


def say(page: Page, text: str) -> None:
    box(page).fill(text)
    box(page).press("Enter")


def say_and_see(page: Page, text: str) -> Locator:
    """Said, and confirmed by the server."""
    say(page, text)
    mine = said(page, text)
    expect(mine).to_have_count(1)
    expect(mine).not_to_have_class(PENDING)
    expect(mine).to_have_attribute("data-seq", re.compile(r"^\d+$"))
    return mine


def see_writing(field: Locator, reader: Page | Locator, name: str) -> None:
    """Somebody writes until somebody else is told: what is typed before both have their line is told to nobody."""
    told = reader.locator("[data-typing]")
    for _attempt in range(10):
        field.press_sequentially("m")
        try:
            expect(told).to_have_text(f"{name} is writing", timeout=2000)
        except AssertionError:
            continue
        return
    expect(told).to_have_text(f"{name} is writing")


def texts(page: Page) -> list[str]:
    return page.locator("main [data-messages] > .message [data-body]").all_inner_texts()
