"""An admin makes a small public site of the house, a visitor finds it, and it is taken back; what a colleague changed
meanwhile stays."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from .conftest import PHONE


def _apply(page: Page, title: str) -> None:
    page.goto("/setup/")
    page.get_by_role("link", name=title, exact=True).first.click()
    page.get_by_role("button", name="Apply the preset").click()
    expect(page.get_by_text("It can be taken back at any time")).to_be_visible()


def _take_back(page: Page) -> None:
    page.get_by_role("button", name="Take the preset back").click()
    expect(page.get_by_text("Taken back by Aldo Greco")).to_be_visible()


def test_presets_are_applied_seen_by_visitors_and_taken_back(visit, witness):
    witness.forgive("404")
    admin = visit("aldo", "/setup/")
    expect(admin.get_by_role("heading", name="Set up this house")).to_be_visible()
    visitor = visit("", "/community/", PHONE)
    expect(visitor.get_by_role("link", name="Ideas").first).to_be_attached()

    _apply(admin, "A minimal public site")

    visitor.goto("/?after=applying")
    expect(visitor.get_by_role("heading", name="Reach us")).to_be_visible()
    expect(visitor.get_by_role("heading", name="Your comments")).to_be_visible()
    expect(visitor.get_by_role("link", name="Ideas")).to_have_count(0)
    visitor.goto("/community/?after=applying")
    expect(visitor.get_by_role("heading", name="Forum")).to_have_count(0)
    visitor.goto("/?to=comment")
    visitor.get_by_role("link", name="Write a comment").click()
    expect(visitor.get_by_role("heading", name="Your comments").first).to_be_visible()

    minimal = admin.url
    admin.goto("/admin/site/")
    admin.get_by_label("Front page for guests and customers").select_option("feed")
    admin.get_by_role("button", name="Save").first.click()
    expect(admin.get_by_text("Pages follow within five seconds")).to_be_visible()
    admin.goto(minimal)
    expect(admin.get_by_text("Somebody has changed it since: What is new here.")).to_be_visible()
    _take_back(admin)

    visitor.goto("/community/?after=taking-back")
    expect(visitor.get_by_role("link", name="Ideas").first).to_be_attached()
    expect(visitor.get_by_role("heading", name="Reach us")).to_have_count(0)

    _apply(admin, "A small firm, nobody to run it")
    small = admin.url
    _apply(admin, "Everything")
    everything = admin.url
    admin.goto(small)
    expect(admin.get_by_text("Take “Everything” back first: it came later.")).to_be_visible()
    admin.goto(everything)
    _take_back(admin)
    admin.goto(small)
    _take_back(admin)
