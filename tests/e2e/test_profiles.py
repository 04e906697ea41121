"""Saying how one is, and writing one's own page, in a browser."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .conftest import PHONE


def test_a_status_set_with_one_press_stands_beside_the_name_for_others_and_goes_when_it_is_cleared(visit, room):
    where = room(posts=2)
    ada = visit("ada")
    ada.locator(".rail-me > button").click()
    ada.get_by_role("menuitem", name="Set a status").click()
    expect(ada).to_have_url(re.compile("/settings/status/"))
    ada.get_by_role("button", name="Working from home").click()
    expect(ada.get_by_role("button", name="Clear now")).to_be_visible()
    ben = visit("ben", f"/spaces/{where['slug']}/")
    mark = ben.locator(f"#entry-{where['posts'][0]} .byline .now-mark")
    expect(mark).to_have_attribute("aria-label", "🏠 Working from home")
    expect(mark).to_have_count(1)
    ben.goto("/people/ada/")
    expect(ben.get_by_text("Working from home")).to_be_visible()
    ada.get_by_role("button", name="Clear now").click()
    expect(ada.get_by_role("button", name="Clear now")).to_have_count(0)
    ben.goto(f"/spaces/{where['slug']}/")
    expect(ben.locator(f"#entry-{where['posts'][0]}")).to_be_visible()
    expect(mark).to_have_count(0)


def test_a_page_is_written_by_keys_and_a_skill_is_completed_from_what_others_know(visit):
    ben = visit("ben", "/settings/profile/")
    ben.locator("input[name=skills]").fill("Lanterns")
    ben.get_by_role("button", name="Save").click()
    expect(ben.get_by_text("Profile saved.")).to_be_visible()
    ada = visit("ada", "/settings/profile/")
    ada.locator("textarea[name=bio]").fill("Ask me about arches.")
    skills = ada.locator("input[name=skills]")
    skills.fill("Mortar, ")
    skills.press_sequentially("lan")
    expect(ada.get_by_role("option", name="Lanterns")).to_be_visible()
    skills.press("Enter")
    expect(skills).to_have_value("Mortar, Lanterns, ")
    ada.get_by_role("button", name="Save").click()
    expect(ada.get_by_text("Profile saved.")).to_be_visible()
    ada.goto("/people/ada/")
    expect(ada.get_by_text("Ask me about arches.")).to_be_visible()
    ada.get_by_role("link", name="Lanterns").click()
    expect(ada.get_by_role("link", name=re.compile("Ben Rossi"))).to_be_visible()


def test_who_is_away_is_told_to_who_writes_their_name(visit, hand, room):
    where = room(posts=1)
    hand("leave_for", handle="cleo", days=3, stand_in="ben")
    ada = visit("ada", f"/posts/{where['posts'][0]}/")
    card = ada.locator("main article.post").first
    box = card.locator("portico-discussion > text-composer")
    if not box.is_visible():
        card.locator("[data-write]").first.click()
    text = box.locator("textarea")
    text.press_sequentially("@cle")
    expect(ada.get_by_role("option").filter(has_text="ask Ben Rossi")).to_be_visible()
    hand("come_back", handle="cleo")


def test_a_page_and_the_status_fit_on_a_phone(visit):
    ada = visit("ada", "/settings/status/", viewport=PHONE)
    for page in ("/settings/status/", "/settings/profile/", "/people/ben/", "/people/skills/"):
        ada.goto(page)
        expect(ada.locator("#main")).to_be_visible()
        assert ada.evaluate("document.documentElement.scrollWidth <= innerWidth"), page
