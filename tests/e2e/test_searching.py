"""Searching with the keyboard, keeping a search, and being told at once of what is new."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .conftest import PHONE


def test_one_searches_by_operators_narrows_keeps_and_is_told(visit, room, hand):
    where = room(posts=0)
    other = room(posts=0)
    hand("post", by="ada", space=where["slug"], title="Quokka one", body="The first quokka.")
    hand("post", by="ada", space=other["slug"], title="Quokka two", body="The second quokka.")
    hand("index")
    ben = visit("ben", "/search/")
    field = ben.get_by_label("What to search for")
    expect(field).to_be_focused()
    ben.keyboard.type("quokka from:ad")
    expect(ben.get_by_role("option", name=re.compile("Ada"))).to_be_visible()
    ben.keyboard.press("Enter")
    expect(field).to_have_value("quokka from:ada ")
    ben.keyboard.press("Enter")
    expect(ben.locator(".result")).to_have_count(2)
    expect(ben.locator(".result mark").first).to_have_text("Quokka")

    # One filter, then the search gets a name.
    ben.locator(".facet a", has_text=where["name"]).click()
    expect(ben.locator(".result")).to_have_count(1)
    expect(ben.locator(".chip--on")).to_have_count(2)
    ben.get_by_text("Keep this search").click()
    ben.get_by_label("Name").fill("Quokkas here")
    ben.get_by_label("Tell me of new results").select_option("at_once")
    ben.get_by_role("button", name="Keep", exact=True).click()
    expect(ben.locator(".facet [aria-current]", has_text="Quokkas here")).to_be_visible()

    # What is new is in the inbox, on the page that stands open.
    ben.goto("/inbox/")
    hand("post", by="ada", space=where["slug"], title="Quokka three", body="The third quokka.")
    ben.get_by_role("button", name="1 new").click()
    told = ben.locator(".notice", has_text="Quokka three")
    expect(told).to_contain_text("new for a saved search of yours")

    # With j and Enter one opens a result.
    hand("index")
    ben.goto("/search/?q=quokka&sort=newest")
    expect(ben.locator(".result")).to_have_count(3)
    ben.keyboard.press("j")
    expect(ben.locator(".result.is-at")).to_have_count(1)
    ben.keyboard.press("Enter")
    expect(ben).to_have_url(re.compile(r"/posts/\d+/"))

    # The palette has the saved search, and the recent one of this browser.
    ben.keyboard.press("Control+k")
    expect(ben.get_by_role("option", name="Quokkas here")).to_be_visible()
    expect(ben.get_by_role("option", name="quokka", exact=True)).to_be_visible()


def test_on_a_phone_the_filters_are_a_sheet(visit, room, hand):
    where, other = room(posts=0), room(posts=0)
    for place in (where, other):
        hand("post", by="ada", space=place["slug"], title="Wombat", body="A wombat.")
    hand("index")
    ben = visit("ben", "/search/?q=wombat", PHONE)
    sheet = ben.locator(".search-filters")
    expect(sheet).to_be_hidden()
    ben.get_by_role("button", name="Filter").click()
    sheet.get_by_role("link", name=re.compile(where["name"])).click()
    expect(ben.locator(".result")).to_have_count(1)
    expect(sheet).to_be_hidden()
