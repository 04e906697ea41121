"""Figures, digest, outside channels and the customer system in real browsers, as those see them who may."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .axe import problems_on
from .conftest import PHONE, WIDE

PAGES = (
    "/insights/",
    "/insights/maturity/",
    "/insights/people/",
    "/insights/channels/",
    "/insights/channels/new/",
    "/insights/week/",
    "/digest/",
    "/digest/since/",
    "/digest/executive/",
    "/settings/digest/",
    "/crm/",
    "/crm/people/",
    "/crm/messages/",
    "/setup/",
)


def test_a_table_stands_behind_each_chart_and_a_small_group_is_told_to_nobody(visit):
    admin = visit("aldo", "/insights/?days=7")
    figure = admin.locator("#figure-unanswered")
    expect(figure.get_by_role("table")).to_have_count(0)
    figure.get_by_text("As a table").click()
    expect(figure.get_by_role("table", name="Without an answer")).to_be_visible()
    with admin.expect_download() as taken:
        figure.get_by_role("link", name="CSV").click()
    assert taken.value.suggested_filename.startswith("unanswered-")
    admin.goto("/insights/?of=role_agency")
    expect(admin.locator(".line-chart-line")).to_have_count(0)


def test_a_channel_is_registered_looked_at_and_found_again(visit):
    admin = visit("aldo", "/insights/channels/new/")
    admin.get_by_label("Name").fill("The firm's page of pictures")
    admin.get_by_label("Address").fill("https://pictures.example/firm")
    admin.locator("main form button[type=submit]").last.click()
    expect(admin.get_by_role("heading", name="The firm's page of pictures")).to_be_visible()
    ben = visit("ben", "/insights/channels/")
    expect(ben.get_by_role("link", name="The firm's page of pictures")).to_be_visible()


def test_more_of_one_thing_in_the_digest_is_remembered_and_can_be_taken_back(visit, room):
    room(posts=3)
    ben = visit("ben", "/digest/")
    ben.get_by_role("button", name=re.compile("^More like")).first.click()
    expect(ben.get_by_text("You want more like this")).to_be_visible()
    ben.reload()
    expect(ben.get_by_text("You want more like this")).to_be_visible()
    ben.get_by_role("button", name="Undo").first.click()
    expect(ben.get_by_text("You want more like this")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_those_who_decide(visit, theme):
    for width in (WIDE, PHONE):
        window = visit("aldo", "/", width, color_scheme=theme)
        for path in PAGES:
            assert window.goto(path).status == 200, path
            assert problems_on(window) == [], path
            assert window.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
