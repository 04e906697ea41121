"""An admin looks through somebody's eyes in a real browser, and brings a table of people."""

from __future__ import annotations

from playwright.sync_api import expect

from .conftest import PHONE

TABLE = b"name;email\nLena Blu;lena@example.com\nNobody;no address\n"


def test_an_admin_sees_as_somebody_else_writes_nothing_and_comes_back(visit, room, witness):
    witness.forgive("status of 403")
    where = room(posts=1)
    page = visit("aldo", "/view-as/?who=ben", PHONE)
    page.get_by_label("Why").fill("He says the page is empty")
    page.get_by_role("button", name="Look", exact=True).click()
    banner = page.get_by_role("status").filter(has_text="You see this as Ben")
    expect(banner).to_be_visible()
    page.goto(f"/spaces/{where['slug']}/")
    expect(banner).to_be_visible()
    page.goto("/inbox/")
    expect(page.get_by_text("stays closed while you view as another")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="View as")).to_be_visible()
    expect(banner).to_have_count(0)


def test_a_table_of_people_is_seen_before_it_is_done(visit):
    page = visit("aldo", "/people/import/")
    page.get_by_label("Table").set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": TABLE})
    page.get_by_role("button", name="Look through it").click()
    expect(page.get_by_text("is no e-mail address")).to_be_visible()
    page.get_by_role("button", name="Do it for 1 person").click()
    expect(page.get_by_text("This is what came of it.")).to_be_visible()
    page.goto("/people/?q=lena")
    expect(page.get_by_role("link", name="Lena Blu")).to_be_visible()
