"""The line above every page: an admin puts it up, people read it and put it away, and it is taken down."""

from __future__ import annotations

from playwright.sync_api import expect

from .axe import problems_on
from .conftest import PHONE, WIDE

REGION = "Announcement of the house"


def test_open_pages_show_what_is_put_up_changed_and_taken_down_and_customers_nothing_that_is_for_staff(visit):
    aldo, ben, customer = visit("aldo", "/banner/", WIDE), visit("ben", "/spaces/", PHONE), visit("dora", "/", WIDE)
    aldo.get_by_label("Text", exact=True).fill("The mail is down")
    aldo.get_by_role("button", name="Put it up").click()
    lines = [page.get_by_role("region", name=REGION) for page in (ben, customer)]
    for line in lines:
        expect(line).to_contain_text("The mail is down")
    lines[0].get_by_role("button", name="Put it away").click()
    expect(lines[0]).to_have_count(0)

    aldo.get_by_label("Text", exact=True).fill("The archive moves tonight")
    aldo.get_by_label("Who sees it").select_option("staff")
    aldo.get_by_role("button", name="Save").click()
    expect(lines[0]).to_contain_text("The archive moves tonight")
    expect(lines[1]).to_have_count(0)
    assert problems_on(ben) == []

    aldo.get_by_role("button", name="Take it down").click()
    expect(lines[0]).to_have_count(0)


def test_a_banner_goes_from_an_open_page_at_its_time(visit):
    aldo, ben = visit("aldo", "/banner/", WIDE), visit("ben", "/spaces/", WIDE)
    ben.clock.install()
    ben.reload()
    tomorrow = ben.evaluate("new Date(Date.now() + 86400000).toISOString().slice(0, 16)")
    aldo.get_by_label("Text", exact=True).fill("Back tomorrow")
    aldo.get_by_label("Until").fill(tomorrow)
    aldo.get_by_role("button", name="Put it up").click()
    line = ben.get_by_role("region", name=REGION)
    expect(line).to_contain_text("Back tomorrow")
    ben.clock.fast_forward("47:00:00")
    expect(line).to_have_count(0)
    aldo.get_by_role("button", name="Take it down").click()
    expect(aldo.get_by_role("region", name=REGION)).to_have_count(0)


def test_a_banner_is_put_up_read_put_away_changed_and_taken_down(visit):
    aldo = visit("aldo", "/banner/", WIDE)
    aldo.get_by_label("Text", exact=True).fill("The mail is down until noon")
    aldo.get_by_role("button", name="Put it up").click()
    expect(aldo.get_by_role("region", name=REGION)).to_contain_text("The mail is down")

    ben, guest = visit("ben", "/spaces/", PHONE), visit("", "/community/", WIDE)
    for page in (ben, guest):
        line = page.get_by_role("region", name=REGION)
        expect(line).to_contain_text("The mail is down until noon")
        assert problems_on(page) == []
        line.get_by_role("button", name="Put it away").click()
        expect(line).to_have_count(0)
        page.reload()
        expect(page.get_by_role("region", name=REGION)).to_be_hidden()

    aldo.get_by_label("Text", exact=True).fill("The mail is up again")
    aldo.get_by_label("Readers may put it away").uncheck()
    aldo.get_by_role("button", name="Save").click()
    expect(aldo.get_by_role("region", name=REGION)).to_contain_text("up again")
    ben.reload()
    line = ben.get_by_role("region", name=REGION)
    expect(line).to_contain_text("The mail is up again")
    expect(line.get_by_role("button")).to_have_count(0)

    aldo.get_by_role("button", name="Take it down").click()
    expect(aldo.get_by_role("region", name=REGION)).to_have_count(0)
    for page in (ben, guest):
        page.reload()
        expect(page.get_by_role("region", name=REGION)).to_have_count(0)
