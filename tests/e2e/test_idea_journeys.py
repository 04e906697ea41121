"""Ideas from end to end in a browser: statuses, two that become one, a campaign, a sealed one, a release."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localtime, now
from playwright.sync_api import expect


@pytest.fixture
def board(hand):
    return lambda name, *ideas: hand("board", name=name, by="ada", ideas=ideas)


def number_in(path: str) -> int:
    return int(path.split("/")[2].partition("-")[0])


def test_an_admin_names_a_status_and_boards_have_its_column(visit, board):
    place = board("Scaffali", "Scaffali più bassi")
    aldo = visit("aldo", "/ideas/statuses/")
    aldo.get_by_role("link", name="New status").click()
    aldo.get_by_label("Name").fill("Next quarter")
    aldo.get_by_label("What it means").select_option(label="Planned")
    aldo.get_by_role("button", name="Save").click()
    expect(aldo.get_by_role("link", name="Next quarter")).to_be_visible()
    ada = visit("ada", f"{place['path']}?view=board")
    expect(ada.get_by_role("heading", name="Next quarter")).to_be_attached()
    aldo.locator(".status-line", has_text="Next quarter").get_by_role("link", name="Archive").click()
    aldo.locator("main").get_by_role("button", name="Archive").click()
    expect(aldo.get_by_role("button", name="Use again")).to_be_visible()
    ada.reload()
    expect(ada.get_by_role("heading", name="Next quarter")).to_have_count(0)


def test_two_ideas_become_one_and_two_again(visit, board, hand):
    place = board("Lavagne", "Lavagne bianche", "Più lavagne")
    one, other = (place["ideas"][title] for title in ("Lavagne bianche", "Più lavagne"))
    dora, ben = visit("dora", one), visit("ben", other)
    for page in (dora, ben):
        page.locator(".idea-head").get_by_role("button").first.click()
        expect(page.locator(".idea-head .idea-vote")).to_have_attribute("aria-pressed", "true")
    ada = visit("ada", one)
    ada.locator("[data-entry-menu]").first.click()
    ada.get_by_role("menuitem", name="Join with another idea").click()
    asked = ada.get_by_role("dialog", name="Join with another idea")
    asked.get_by_role("searchbox").fill("lavagne")
    asked.get_by_role("button", name="Find").click()
    asked.get_by_role("link", name="Più lavagne").click()
    expect(asked).to_contain_text("Together they have 2 votes.")
    asked.get_by_role("button", name="Join").click()
    ada.wait_for_url(f"**{other}**")
    expect(ada.locator(".idea-head [data-n]").first).to_have_text("2")
    expect(ada.get_by_role("heading", name="Lavagne bianche")).to_be_visible()
    ada.get_by_role("button", name="Part them again").click()
    ada.get_by_role("dialog").get_by_role("button", name="Part them").click()
    ada.wait_for_url(f"**{one}**")
    expect(ada.locator(".idea-head [data-n]").first).to_have_text("1")


def test_a_campaign_is_asked_answered_voted_and_won(visit, board, hand):
    board("Cortile", "Una fontana")
    ada = visit("ada", "/ideas/campaigns/new/")
    ada.get_by_label("Board", exact=True).select_option(label="Cortile")
    ada.get_by_label("The question").fill("What does the yard need?")
    ada.get_by_label("Closes").fill(f"{localtime(now() + timedelta(days=9)):%Y-%m-%dT%H:%M}")
    ada.locator("main form.form").get_by_role("button").last.click()
    expect(ada.get_by_role("heading", name="What does the yard need?", level=1)).to_be_visible()
    path = "/" + ada.url.split("/", 3)[3]
    dora = visit("dora", path)
    dora.get_by_role("link", name="Take part").click()
    dora.get_by_label("Your idea in one line").fill("A bench in the shade")
    dora.locator("form.form").get_by_role("button", name="Take part").click()
    ben = visit("ben", path)
    vote = ben.locator(".idea-row", has_text="A bench in the shade").get_by_role("button")
    # The button is pressed before the vote is counted, and nothing counts once it is over.
    with ben.expect_response("**/vote/") as counted:
        vote.click()
    assert counted.value.ok, counted.value.text()
    expect(vote).to_have_attribute("aria-pressed", "true")
    hand("campaign_over", question="What does the yard need?")
    ada.goto(path)
    ada.get_by_role("link", name="Choose who won").click()
    ada.get_by_label("What you say about it").fill("We order it on Monday.")
    ada.get_by_role("button", name="Announce the result").click()
    guest = visit("", path)
    expect(guest.get_by_role("heading", name="The winner")).to_be_visible()
    expect(guest.locator(".campaign-winner")).to_contain_text("A bench in the shade")
    expect(guest.get_by_text("We order it on Monday.")).to_be_visible()


def test_a_sealed_idea_is_nobodys_until_two_have_opened_it(visit, board, hand):
    place = board("Segreti")
    ben = visit("ben", place["new"])
    ben.get_by_label("Your idea in one line").fill("Fewer meetings on Friday")
    ben.get_by_label("Nobody’s: it comes out").check()
    ben.get_by_role("button", name="Suggest", exact=True).click()
    ben.wait_for_url("**/ideas/sealed/")
    path = hand("idea_comes_out", title="Fewer meetings on Friday")
    mara = visit("mara", path)
    expect(mara.locator(".idea-own")).to_contain_text("Anonymous")
    mara.get_by_role("link", name="Ask who wrote it").click()
    mara.get_by_label("Why you have to know").fill("It names a person who may be in danger.")
    mara.get_by_role("button", name="Ask a second person").click()
    expect(mara.get_by_text("You asked: somebody else decides.")).to_be_visible()
    aldo = visit("aldo", f"/ideas/{number_in(path)}/unseal/")
    aldo.get_by_role("button", name="Open the seal").click()
    aldo.get_by_role("button", name="Read the name").click()
    expect(aldo.locator("main")).to_contain_text("Ben Rossi")
    mara.goto(path)
    expect(mara.locator(".idea-own")).to_contain_text("Anonymous")


def test_a_release_is_published_and_a_customer_reads_what_it_brought(visit, board, hand):
    place = board("Batterie", "Batterie che durano")
    idea = place["ideas"]["Batterie che durano"]
    dora = visit("dora", idea)
    dora.locator(".idea-head").get_by_role("button").first.click()
    expect(dora.locator(".idea-head .idea-vote")).to_have_attribute("aria-pressed", "true")
    ada = visit("ada", "/ideas/releases/new/")
    ada.get_by_label("Name", exact=True).fill("Firmware 9.1")
    ada.get_by_label("What is new").fill("A day longer on one charge.")
    ada.get_by_label("Space").select_option(label="Batterie outside")
    ada.get_by_role("button", name="Go on").click()
    ada.get_by_role("searchbox", name="Find an idea or a page").fill("durano")
    ada.get_by_role("button", name="Find").click()
    ada.get_by_role("button", name="Name Batterie che durano").click()
    expect(ada.get_by_role("button", name="Take out Batterie che durano")).to_be_visible()
    ada.get_by_role("button", name="Publish", exact=True).click()
    expect(ada.get_by_role("heading", name="Firmware 9.1", level=1)).to_be_visible()
    path = "/" + ada.url.split("/", 3)[3]
    dora.goto(path)
    expect(dora.get_by_role("heading", name="Firmware 9.1", level=1)).to_be_visible()
    dora.get_by_role("link", name="Batterie che durano").first.click()
    expect(dora.locator(".idea-facts [data-status-of]").first).to_have_text("Delivered")
    expect(dora.get_by_role("link", name="Firmware 9.1").first).to_be_visible()
