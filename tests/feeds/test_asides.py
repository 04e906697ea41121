"""What stands beside the home feed is rendered once for all who are told the same, and says what is true now."""

from __future__ import annotations

import datetime

import pytest
from django.utils.timezone import localdate

from feeds import asides
from intranet.accounts.celebrations import Celebration
from intranet.core import kept_parts
from intranet.core.kept_parts import kept_part


@pytest.fixture(autouse=True)
def nothing_kept():
    kept_parts.shelf.clear()


def said(aside) -> str:
    return kept_part(aside.template, things=aside.told).whole


def test_a_birthday_is_today_on_the_day_and_has_its_date_before(author):
    today = localdate()
    tomorrow = today + datetime.timedelta(days=1)
    assert "today" in said(asides._celebrations([Celebration(author, today)]))
    before = said(asides._celebrations([Celebration(author, tomorrow)]))
    assert "today" not in before
    assert f"{tomorrow:%A}" in before


def test_who_is_called_otherwise_is_called_so_at_once(author):
    one = Celebration(author, localdate(), years=1)
    assert "Ada" in said(asides._celebrations([one]))
    assert "1 year here" in said(asides._celebrations([one]))
    author.name = "<b>Zoe</b>"
    again = said(asides._celebrations([one]))
    assert "&lt;b&gt;Zoe" in again
    assert "<b>Zoe" not in again


def test_a_first_step_is_done_when_it_is_and_the_token_is_of_the_one_who_reads(author, as_):
    author.has_settled = False
    author.save()
    first, second = (as_(author).get("/").content.decode() for _time in range(2))
    for page in (first, second):
        assert 'id="aside-beginning"' in page
        assert page.count('name="csrfmiddlewaretoken"') >= 1
        assert "<!--" not in page.split('id="aside-beginning"')[1].split("</section>")[0]
    author.bio = "I look after the terminals."
    author.save()
    done = as_(author).get("/").content.decode().split('id="aside-beginning"')[1].split("</section>")[0]
    assert done.count("is-done") == first.split('id="aside-beginning"')[1].split("</section>")[0].count("is-done") + 1
