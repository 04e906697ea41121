"""An admin has another program told what happens: finds an event by typing, copies the secret, looks at the log."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .axe import problems_on


def test_an_admin_picks_an_event_copies_the_secret_and_sees_the_test_in_the_log(visit):
    page = visit("aldo", "/webhooks/")
    page.get_by_role("link", name="Add a webhook").click()
    page.get_by_label("Address").fill("https://crm.invalid/hook")
    page.get_by_label("What it is for").fill("The CRM")
    picker = page.locator("event-picker")
    expect(picker).to_be_hidden()
    page.get_by_label("Only these").check()
    picker.get_by_label("Find an event").fill("posted")
    expect(picker.get_by_text("feeds.post.published")).to_be_visible()
    expect(picker.get_by_text("spaces.space.joined")).to_be_hidden()
    assert problems_on(page) == []
    picker.get_by_role("checkbox", name="feeds.post.published").check()
    page.get_by_role("button", name="Add the webhook").click()
    expect(page.get_by_label("The signing secret")).to_have_value(re.compile("^whsec_"))
    page.get_by_role("link", name="I have copied it").click()
    assert problems_on(page) == []
    page.get_by_role("button", name="Send a test event").click()
    expect(page.get_by_role("heading", name="webhooks.test")).to_be_visible()
    assert problems_on(page) == []
    page.get_by_role("link", name="Its log").click()
    expect(page.get_by_role("link", name="webhooks.test")).to_be_visible()
