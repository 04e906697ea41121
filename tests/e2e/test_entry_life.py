"""A text that goes on in another browser, a post that waits for its time, a post in two spaces."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils.timezone import localdate
from playwright.sync_api import expect

from .test_live import card_with


def composer(page):
    return page.locator("main text-composer").first


def test_a_draft_begun_in_one_browser_goes_on_in_another_and_is_gone_when_it_is_sent(visit, room):
    where = room(posts=1)
    path = f"/spaces/{where['slug']}/"
    desk = visit("ada", path)
    with desk.expect_response("**/drafts/keep/") as kept:
        composer(desk).locator("textarea").first.fill("Begun at the desk")
    assert kept.value.status == 200

    phone = visit("ada", path)
    box = composer(phone).locator("textarea").first
    expect(box).to_have_value("Begun at the desk")
    expect(composer(phone).get_by_text("What you were writing is back.")).to_be_visible()
    phone.goto("/drafts/")
    expect(phone.locator("main")).to_contain_text("Begun at the desk")
    phone.get_by_role("link", name="Continue").first.click()
    expect(box).to_have_value("Begun at the desk")
    box.fill("Begun at the desk, ended on the phone")
    phone.get_by_role("button", name="Post", exact=True).click()
    expect(card_with(phone, "ended on the phone").locator("time")).to_be_visible()
    phone.goto("/drafts/")
    expect(phone.locator("main")).not_to_contain_text("Begun at the desk")


def test_two_browsers_that_write_at_once_lose_nothing(visit, room):
    where = room(posts=1)
    path = f"/spaces/{where['slug']}/"
    desk, phone = visit("ada", path), visit("ada", path)
    for page, words in ((desk, "From the desk"), (phone, "From the phone")):
        with page.expect_response("**/drafts/keep/"):
            composer(page).locator("textarea").first.fill(words)
    expect(composer(phone).get_by_text("Another version was written elsewhere")).to_be_visible()
    composer(phone).get_by_role("button", name="Show it").click()
    expect(composer(phone).locator("textarea").first).to_have_value("From the desk")
    composer(phone).get_by_role("button", name="Show it").click()
    expect(composer(phone).locator("textarea").first).to_have_value("From the phone")


def test_leaving_asks_only_while_the_server_has_not_got_the_text(visit, room, witness):
    witness.forgive("ERR_INTERNET_DISCONNECTED|WebSocket|ERR_FAILED")
    where = room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/")
    asked: list[str] = []
    ada.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    with ada.expect_response("**/drafts/keep/"):
        composer(ada).locator("textarea").first.fill("Safe with the server")
    ada.goto("/drafts/")
    assert asked == []
    ada.goto(f"/spaces/{where['slug']}/")
    box = composer(ada).locator("textarea").first
    expect(box).to_have_value("Safe with the server")
    ada.context.set_offline(True)
    box.press_sequentially(" and not")
    with ada.expect_event("dialog"):
        ada.close(run_before_unload=True)
    assert asked == ["beforeunload"]


def test_a_post_is_scheduled_put_off_and_published(visit, room, hand):
    where = room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/")
    box = composer(ada)
    box.locator("textarea").first.fill("News of tomorrow")
    box.locator(".composer-when > summary").click()
    box.get_by_label("Post on").fill((localdate() + timedelta(days=1)).isoformat())
    expect(box.get_by_label("Time")).to_have_value("09:00")
    box.get_by_role("button", name="Schedule", exact=True).click()
    expect(ada.locator("toast-stack")).to_contain_text("Scheduled.")
    expect(box.locator("textarea").first).to_have_value("")
    expect(box.get_by_role("button", name="Post", exact=True)).to_be_visible()
    expect(ada.locator(".feed")).not_to_contain_text("News of tomorrow")

    ada.goto("/scheduled/")
    row = ada.locator(".kept-list li").filter(has_text="News of tomorrow")
    expect(row).to_contain_text("09:00")
    row.get_by_role("link", name="Change time").click()
    dialog = ada.get_by_role("dialog")
    dialog.get_by_label("Time").fill("10:30")
    dialog.get_by_role("button", name="Schedule").click()
    expect(row).to_contain_text("10:30")
    row.get_by_role("button", name="Publish now").click()
    ada.get_by_role("dialog").get_by_role("button", name="Publish now").click()
    expect(ada).to_have_url(re.compile(r"/posts/\d+/"))
    expect(ada.locator("main article")).to_contain_text("News of tomorrow")


def test_a_post_is_moved_and_saved_from_its_menu(visit, room):
    here, there = room(posts=1), room(posts=0)
    ada = visit("ada", f"/spaces/{here['slug']}/")
    card = ada.locator("main article.post").first
    card.locator("[data-entry-menu]").first.click()
    ada.get_by_role("menuitem", name="Save for later").click()
    expect(ada.locator("toast-stack")).to_contain_text("Saved.")
    card.locator("[data-entry-menu]").first.click()
    ada.get_by_role("menuitem", name="Move…").click()
    dialog = ada.get_by_role("dialog")
    dialog.get_by_label("Where to").select_option(label=there["name"])
    dialog.get_by_role("button", name="Continue").click()
    expect(ada.get_by_role("dialog")).to_contain_text("Links to it keep working.")
    ada.get_by_role("dialog").get_by_role("button", name="Move", exact=True).click()
    expect(ada.locator("main")).to_contain_text(there["name"])
    ada.goto("/saved/")
    expect(ada.locator("main article.post")).to_have_count(1)
