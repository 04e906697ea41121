"""An admin asks what a rule would have caught, and the answer comes by itself; then the rule is in force."""

from __future__ import annotations

from playwright.sync_api import expect


def test_a_list_of_words_is_tried_and_then_watched_for(visit, room):
    room(posts=2)
    page = visit("aldo", "/moderation/rules/new/")
    page.get_by_label("Name of the list").fill("Advertising")
    page.get_by_label("Words and phrases").fill("Post*\nquiteunheardof")
    page.get_by_label("What anybody writes, colleagues too").check()
    page.get_by_role("button", name="Try it on last month").click()
    expect(page.get_by_text("It would have caught")).to_be_visible()
    expect(page.get_by_role("heading", name="“Advertising”, tried on last month")).to_be_visible()
    page.goto("/moderation/rules/new/")
    page.get_by_label("Name of the list").fill("Advertising")
    page.get_by_label("Words and phrases").fill("quiteunheardof")
    page.get_by_role("button", name="Save").click()
    row = page.get_by_role("listitem").filter(has_text="Advertising")
    expect(row).to_contain_text("1 word or phrase.")
    row.get_by_role("button", name="Switch “Advertising” off").click()
    expect(page.get_by_text("“Advertising” is switched off.")).to_be_visible()
