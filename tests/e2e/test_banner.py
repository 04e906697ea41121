"""The line above every page: an admin puts it up, people read it and put it away, and it is taken down."""

from __future__ import annotations

from playwright.sync_api import expect

from .axe import problems_on
from .conftest import PHONE, WIDE

REGION = "Announcement of the house"


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
