"""Events in real browsers: written by keyboard and on a phone, answered by one and counted at once by another."""

from __future__ import annotations

import datetime
import re

from playwright.sync_api import Page, expect

from .conftest import PHONE

SOON = datetime.date.today() + datetime.timedelta(days=12)


def card(page: Page):
    return page.locator("event-card")


def write_event(page: Page, where: dict[str, str], title: str, **fields: str) -> None:
    """As a hand does, on the page of its own."""
    page.goto(f"/events/new/?space={where['slug']}")
    page.get_by_label("What", exact=True).fill(title)
    page.get_by_label("Begins on").fill(SOON.isoformat())
    page.locator("[name=starts_at]").fill("16:00")
    page.locator("[name=ends_at]").fill("17:00")
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Publish the event").click()
    expect(card(page)).to_be_visible()


def test_an_event_is_written_with_the_keys_alone(visit, room):
    where = room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/events/")
    new = ada.locator("main").get_by_role("link", name="New event").first
    new.focus()
    ada.keyboard.press("Enter")
    expect(ada).to_have_url(re.compile(r"/events/new/\?space="))
    title = ada.get_by_label("What", exact=True)
    expect(title).to_be_visible()
    title.focus()
    ada.keyboard.type("Keys and coffee")
    ada.keyboard.press("Tab")
    expect(ada.get_by_label("Begins on")).to_be_focused()
    ada.keyboard.type(SOON.strftime("%m%d%Y"))
    expect(ada.get_by_label("Begins on")).to_have_value(SOON.isoformat())
    # Space is how a box is ticked; the times go, so there is nothing to fill in them.
    all_day = ada.get_by_label("All day")
    all_day.focus()
    ada.keyboard.press("Space")
    expect(all_day).to_be_checked()
    expect(ada.locator("[name=starts_at]")).to_be_hidden()
    ada.locator("[name=place]").focus()
    ada.keyboard.type("Kitchen")
    ada.keyboard.press("Enter")
    expect(card(ada)).to_contain_text("All day")
    expect(card(ada)).to_contain_text("Kitchen")
    expect(ada.locator(".event-day b")).to_have_text(str(SOON.day))


def test_one_answers_and_the_other_counts_at_once(visit, room):
    where = room(posts=1)
    ada = visit("ada")
    write_event(ada, where, "Open kitchen", capacity="1")
    ben = visit("ben", ada.url)
    expect(card(ada).locator("[data-going]")).to_have_text("0 going")
    card(ben).get_by_role("button", name="Going").click()
    expect(card(ben).locator("[data-answers] [value=yes]")).to_have_attribute("aria-pressed", "true")
    expect(card(ada).locator("[data-going]")).to_have_text("1 going")
    # The one place is Ben's: what Ada is offered says so before she presses.
    wait = card(ada).get_by_role("button", name="Join the waiting list")
    wait.click()
    expect(card(ada)).to_contain_text("number 1 on the waiting list")
    expect(card(ben).locator("[data-waiting]")).to_have_text("1 waiting")
    card(ben).get_by_role("button", name="No", exact=True).click()
    expect(card(ada).locator("[data-going]")).to_have_text("1 going")
    ada.reload()
    expect(card(ada).locator("[data-answers] [value=yes]")).to_have_attribute("aria-pressed", "true")


def test_who_has_it_open_hears_that_it_is_off(visit, room):
    where = room(posts=1)
    ada = visit("ada")
    write_event(ada, where, "Match")
    ben = visit("ben", ada.url)
    expect(card(ben)).to_be_visible()
    address = ada.url
    ada.goto(f"{address}cancel/")
    ada.get_by_label("Why").fill("The pitch is under water.")
    ada.get_by_role("button", name="Cancel the event").click()
    expect(card(ada)).to_contain_text("The pitch is under water.")
    expect(card(ben).get_by_role("status").first).to_contain_text("This event was cancelled.")
    card(ben).get_by_role("link", name="Show it as it is now").click()
    expect(card(ben)).to_contain_text("The pitch is under water.")
    expect(card(ben).locator("[data-answers]")).to_have_count(0)


def test_on_a_phone_an_event_is_written_answered_and_found(visit, room):
    where = room(posts=1)
    ada = visit("ada", "/", PHONE, has_touch=True)
    write_event(ada, where, "Walk to the bar", place="Gate")
    for button in card(ada).locator("[data-answers] button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 42
    card(ada).get_by_role("button", name="Maybe").click()
    expect(card(ada).locator("[value=maybe]")).to_have_attribute("aria-pressed", "true")
    ada.goto("/events/?show=mine")
    expect(ada.locator(".month")).to_be_hidden()
    expect(ada.locator(".agenda-item").filter(has_text="Walk to the bar")).to_contain_text("Maybe")
    assert ada.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_month_is_gone_through_and_an_event_found_in_it(visit, room):
    where = room(posts=1)
    ada = visit("ada")
    # On a day of its own: a day of the month shows three.
    day = SOON + datetime.timedelta(days=20)
    write_event(ada, where, f"Found in {where['name']}", starts_on=day.isoformat())
    ada.goto(f"/events/?month={day:%Y-%m}")
    month = ada.locator(".month")
    expect(month.get_by_role("link", name=f"Found in {where['name']}")).to_be_visible()
    month.get_by_role("link", name="The month after").click()
    expect(ada).to_have_url(re.compile(r"month=\d{4}-\d\d"))
    expect(month.get_by_role("link", name=f"Found in {where['name']}")).to_have_count(0)


def test_on_a_phone_an_event_is_written_with_a_file_for_later(visit, room, witness):
    witness.forgive("422")
    where = room(posts=1)
    ada = visit("ada", f"/events/new/?space={where['slug']}", PHONE, has_touch=True)
    ada.get_by_label("What", exact=True).fill("Harvest supper")
    ada.get_by_label("Begins on").fill(SOON.isoformat())
    ada.locator("[name=starts_at]").fill("19:30")
    expect(ada.locator(".event-when")).to_contain_text("19:30, Rome time")
    ada.locator("upload-drop input[type=file]").set_input_files(
        {"name": "menu.txt", "mimeType": "text/plain", "buffer": b"Soup, then more soup."}
    )
    expect(ada.locator("input[name=attachments]")).to_have_count(1)
    helps = ada.get_by_label("Organised with")
    helps.focus()
    ada.keyboard.type("ben")
    expect(ada.get_by_role("option").filter(has_text="Ben Rossi")).to_be_visible()
    ada.keyboard.press("Enter")
    # What is refused comes back whole, the file and the people too.
    ada.locator("[name=ends_at]").fill("19:00")
    ada.get_by_role("button", name="Publish the event").click()
    expect(ada.get_by_text("It ends before it begins.")).to_be_visible()
    expect(ada.locator(".upload")).to_contain_text("menu.txt")
    expect(ada.get_by_role("button", name="Remove Ben Rossi")).to_be_visible()
    ada.locator("[name=ends_at]").fill("22:00")
    ada.get_by_text("Post later").click()
    ada.get_by_label("Post on").fill((SOON - datetime.timedelta(days=5)).isoformat())
    expect(ada.locator(".composer-when-fields")).to_contain_text("09:00, Rome time")
    assert ada.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ada.get_by_role("button", name="Schedule").click()
    expect(ada).to_have_url(re.compile("/scheduled/"))
    ada.get_by_role("link", name="Harvest supper").first.click()
    expect(ada.locator("main")).to_contain_text("Comes out on")
    expect(ada.locator("main")).to_contain_text("menu.txt")
    expect(card(ada)).to_contain_text("Organised with Ben Rossi")
