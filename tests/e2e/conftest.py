"""Real browsers against the real product. ``house`` is the product with a small firm, ``visit`` a browser of one of
its people; whatever a browser complains of fails the test that made it complain."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from .house import PASSWORD, Hand, Product, open_house

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS = 1000
_rooms = itertools.count(1)
expect.set_options(timeout=10 * SECONDS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Product, Hand]]:
    with open_house(tmp_path_factory.mktemp("product")) as found:
        yield found


@pytest.fixture(scope="session")
def product(house: tuple[Product, Hand]) -> Product:
    return house[0]


@pytest.fixture(scope="session")
def hand(house: tuple[Product, Hand]) -> Hand:
    return house[1]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def keys(browser: Browser, product: Product) -> Callable[[str], Any]:
    """The cookies of somebody who has signed in by the form, once for all tests."""
    known: dict[str, Any] = {}

    def of(handle: str) -> Any:
        if handle not in known:
            context = browser.new_context(base_url=product.address)
            sign_in(context.new_page(), handle)
            known[handle] = context.storage_state()
            context.close()
        return known[handle]

    return of


def sign_in(page: Page, handle: str) -> None:
    if "/login/" not in page.url:
        page.goto("/accounts/login/")
    form = page.locator("main form.form, form.form").first
    form.get_by_label("E-mail").fill(f"{handle}@example.com")
    form.get_by_label("Password").fill(PASSWORD)
    form.get_by_role("button", name="Sign in").click()
    expect(page.locator("[data-person]").first).to_be_attached()


# A page that is left before its socket is up: the browser notes it, and nothing is lost.
LEFT_EARLY = "WebSocket is closed before the connection is established"


class Witness:
    """Hears what the browsers complain of: errors on the console (a broken policy is one) and errors in scripts."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.forgiven: list[str] = [LEFT_EARLY, "Service Worker registration blocked by Playwright"]

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._hear_console)
        context.on("weberror", lambda error: self._hear(f"in a script: {error.error}"))
        context.on("response", lambda answer: answer.status >= 500 and self._hear(f"{answer.status} {answer.url}"))

    def _hear_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            # Where it is from: a refusal does not say by itself which address was refused.
            self._hear(f"{message.text} [{message.location.get('url', '')}]")

    def forgive(self, pattern: str) -> None:
        """What this test provokes on purpose."""
        self.forgiven.append(pattern)

    def _hear(self, complaint: str) -> None:
        self.heard.append(complaint)

    @property
    def complaints(self) -> list[str]:
        return [one for one in self.heard if not any(re.search(pattern, one) for pattern in self.forgiven)]


@pytest.fixture
def witness() -> Iterator[Witness]:
    found = Witness()
    yield found
    assert found.complaints == []


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, product: Product, keys: Callable[[str], Any], witness: Witness) -> Iterator[Visit]:
    """``visit("ben", "/", PHONE)``: a window of a browser of his own. Without a name it is a guest's."""
    contexts: list[BrowserContext] = []

    def open_window(handle: str = "", path: str = "/", viewport: Any = WIDE, **more: Any) -> Page:
        known = keys(handle) if handle else None
        # What a worker fetches, a page does not see itself; a test that is about the worker lets it in.
        more.setdefault("service_workers", "block")
        context = browser.new_context(base_url=product.address, viewport=viewport, storage_state=known, **more)
        context.set_default_timeout(10 * SECONDS)
        witness.watch(context)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def room(hand: Hand) -> Callable[..., dict[str, Any]]:
    """A space of this test alone, with Ada and Ben in it. Its name is Italian, for those who look for English."""

    def make(posts: int = 3, **more: Any) -> dict[str, Any]:
        return hand("room", **{"name": f"Stanza {next(_rooms)}", "members": ["ada", "ben"], "posts": posts} | more)

    return make
