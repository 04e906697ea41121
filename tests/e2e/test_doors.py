"""The ways in that need a browser: an authenticator app, and a passkey of a key that Chromium plays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.platform.second_steps import code_for

from .conftest import Witness, sign_in
from .house import PASSWORD, Hand, Product


@pytest.fixture
def window(browser: Browser, product: Product, witness: Witness) -> Iterator[Callable[[], Page]]:
    """At the name of this machine: browsers make no passkeys for an address in digits."""
    contexts = []

    def open_window() -> Page:
        context = browser.new_context(base_url=f"http://localhost:{product.port}")
        witness.watch(context)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


def prove(page: Page) -> None:
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))


def row(page: Page, name: str):
    return page.locator(".setting-list > li").filter(has=page.get_by_text(name, exact=True))


def test_an_app_is_set_up_and_its_code_asked_at_the_next_sign_in(window, hand: Hand):
    handle = hand("newcomer", name="Tessa Otp")
    page = window()
    sign_in(page, handle)
    page.goto("/settings/security/")
    row(page, "Authenticator app").get_by_role("link", name="Set up").click()
    prove(page)
    expect(page.get_by_role("img", name="The key of your account")).to_be_visible()
    page.get_by_text("The app cannot read pictures").click()
    secret = page.locator(".secret-key").inner_text()
    page.get_by_label("Code").fill(code_for(secret))
    page.get_by_role("button", name="Turn it on").click()

    expect(page.locator(".code-list li")).to_have_count(10)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "recovery-codes.txt"
    page.get_by_role("link", name="I have kept them").click()
    expect(row(page, "Authenticator app").get_by_role("link", name="Remove")).to_be_visible()

    sign_out(page)
    page.get_by_label("E-mail").fill(f"{handle}@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_label("Code").fill(code_for(secret, steps=1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile(r":\d+/$"))
    expect(page.locator("html[data-person]")).to_be_attached()


def test_a_passkey_signs_in_alone_and_can_be_taken_away(window, hand: Hand):
    handle = hand("newcomer", name="Paola Key")
    page = window()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    sign_in(page, handle)
    page.goto("/settings/security/")
    row(page, "Passkey").get_by_role("link", name="Add").click()
    prove(page)
    page.get_by_label("What you call it").fill("The key on my ring")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="I have kept them").click()
    expect(row(page, "The key on my ring")).to_be_visible()

    sign_out(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))
    expect(page.locator("html[data-person]")).to_be_attached()

    page.goto("/settings/security/")
    row(page, "The key on my ring").get_by_role("link", name="Remove").click()
    # Having signed in with the key a moment ago is no proof that somebody sits here now.
    prove(page)
    page.get_by_role("button", name="Remove it").click()
    expect(row(page, "The key on my ring")).to_have_count(0)
