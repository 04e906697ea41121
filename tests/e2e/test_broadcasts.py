"""A broadcast in real browsers: counted, sent, acknowledged where it stands, and seen to have reached."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_a_broadcast_is_counted_sent_and_acknowledged(visit, room):
    where = room(posts=1)
    ada = visit("ada", f"/broadcasts/new/?space={where['slug']}")
    ada.locator("[name=title]").fill("The lift rests on Friday")
    ada.locator("[name=body]").fill("From eight to ten.")
    ada.get_by_label("Ask each to acknowledge it").check()
    ada.get_by_role("button", name="See whom it reaches").click()
    expect(ada.locator("#heads")).to_contain_text("This goes to")
    ada.get_by_role("button", name=re.compile(r"^Send to \d+")).click()
    expect(ada.get_by_role("heading", name="Whom it has reached")).to_be_visible()
    # The browser keeps the name of the place it was sent from.
    reach = ada.url.partition("#")[0]
    ben = visit("ben", reach.removesuffix("reach/"))
    ben.get_by_role("button", name="Acknowledge").click()
    expect(ben.locator("broadcast-card")).to_contain_text("You acknowledged this on")
    ada.goto("/broadcasts/")
    ada.goto(reach)
    expect(ada.locator(".broadcast-figures")).to_contain_text(re.compile(r"Acknowledged\s*1"))
