"""A trusted customer gives another's question a better title, and who keeps order puts the old one back."""

from __future__ import annotations

from playwright.sync_api import expect


def test_a_better_title_by_a_trusted_customer_is_put_back_by_who_keeps_order(visit, hand):
    question = hand("question", by="dora", title="Aiuto non va")
    hand("trusted_customer", name="Tina Bassi", handle="tina")
    tina = visit("tina", question["path"])
    tina.locator("[data-entry-menu]").first.click()
    tina.get_by_role("menuitem", name="Change title and tags").click()
    dialog = tina.get_by_role("dialog")
    dialog.get_by_label("In one line").fill("Il bollitore fischia al mattino")
    dialog.get_by_role("button", name="Save").click()
    expect(tina.get_by_role("heading", name="Il bollitore fischia al mattino")).to_be_visible()
    expect(tina.get_by_role("button", name="Put back")).to_have_count(0)

    # Who asked has Edit for it, and reads whose title it is in the history.
    dora = visit("dora", question["path"])
    expect(dora.get_by_role("heading", name="Il bollitore fischia al mattino")).to_be_visible()
    expect(dora.get_by_role("button", name="Put back")).to_have_count(0)

    ada = visit("ada", question["path"])
    line = ada.locator(".topic-line", has_text="Tina Bassi changed title or tags.")
    expect(line).to_contain_text("Before: “Aiuto non va”")
    line.get_by_role("button", name="Put back").click()
    expect(ada.get_by_role("heading", name="Aiuto non va", exact=True)).to_be_visible()
    expect(ada.get_by_text("Title and tags are as they were before.")).to_be_visible()
    tina.reload()
    expect(tina.get_by_role("heading", name="Aiuto non va", exact=True)).to_be_visible()
