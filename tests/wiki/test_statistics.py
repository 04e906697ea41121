"""How much a page is read, in numbers: counted beside the request, by day, never by name, never below five."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from intranet.accounts import view_as
from intranet.core.small_groups import Withheld
from intranet.search import heard
from intranet.search.models import Opening
from wiki import actions
from wiki.actions.statistics import count_days, keep_readings
from wiki.models import Page, Reading, ReadingDay
from wiki.statistics import counting
from wiki.statistics.figures import figures_of
from wiki.statistics.jobs import count_readers


@pytest.fixture(autouse=True)
def _counted(settings, monkeypatch):
    """Pages count, and what was noted is written when a test says so."""
    settings.COUNT_READERS = True
    monkeypatch.setattr(counting, "_notes", {})
    monkeypatch.setattr(counting, "_write_aside", lambda: None)


@pytest.fixture
def public(page, author):
    actions.set_reading(page, by=author, reads=Page.Reads.PUBLIC)
    page.refresh_from_db()
    return page


def address(page: Page) -> str:
    return reverse("wiki:page", args=[page.pk, page.slug])


def readers(page: Page, count: int, *, sort: str = "staff", days_ago: int = 0, number: int = 1) -> None:
    day = localdate() - timedelta(days=days_ago)
    keep_readings({(page.pk, day, f"{sort}-{one}"): (sort, number) for one in range(count)})


def test_each_reader_counts_once_a_day_by_what_they_are(public, author, colleague, customer, as_):
    for client in (as_(author), as_(colleague), as_(colleague), as_(customer)):
        client.get(address(public), follow=True)
    for address_of_guest in ("198.51.100.1", "198.51.100.2", "198.51.100.2"):
        Client(REMOTE_ADDR=address_of_guest, HTTP_USER_AGENT="Firefox").get(address(public), follow=True)

    assert counting.write_notes() == 5
    assert counting.write_notes() == 0
    as_(colleague).get(address(public))
    counting.write_notes()
    sorts = sorted(Reading.objects.values_list("sort", flat=True))
    assert sorts == ["customer", "guest", "guest", "staff", "staff"]


def test_a_view_of_the_page_writes_nothing(page, colleague, as_):
    as_(colleague).get(address(page))

    assert not Reading.objects.exists()
    assert len(counting._notes) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Googlebot/2.1"},
        {"User-Agent": ""},
        {"User-Agent": "Firefox", "Sec-Purpose": "prefetch"},
    ],
)
def test_machines_and_what_is_fetched_ahead_do_not_read(public, headers):
    Client(headers=headers).get(address(public))

    assert counting._notes == {}


def test_borrowed_eyes_do_not_read(page, admin, author, as_):
    client = as_(admin)
    session = client.session
    view_as.begin(session, author)
    session.save()
    client.get(address(page))

    assert counting._notes == {}


def test_who_it_was_cannot_be_laid_together(handbook, colleague, as_):
    client = as_(colleague)
    for page in handbook.values():
        client.get(address(page))
    counting.write_notes()

    assert len(set(Reading.objects.values_list("who", flat=True))) == 4


def test_a_page_that_has_gone_meanwhile_takes_nothing_along(page, colleague, as_):
    as_(colleague).get(address(page))
    keep_readings({(page.pk + 1000, localdate(), "x"): ("staff", 1)})

    assert not Reading.objects.exists()


def test_so_many_wait_and_no_more(page, colleague, as_, monkeypatch):
    monkeypatch.setattr(counting, "MANY", 0)
    as_(colleague).get(address(page))

    assert counting._notes == {}


# --- The figures -----------------------------------------------------------------------------------------------------


def test_days_are_counted_and_fewer_than_five_are_not_told(page):
    readers(page, 7, days_ago=3)
    readers(page, 4, days_ago=2)
    readers(page, 6, sort="guest", number=2)
    figures = figures_of(page)

    assert figures.total == 17
    # What is left out beside the four keeps them from being reckoned out of the sum.
    assert [(bar.readers, bar.withheld) for bar in figures.days[-4:]] == [
        (7, None),
        (None, Withheld.FEW),
        (0, None),
        (None, Withheld.OTHERS),
    ]
    assert {share.label: share.readers for share in figures.by_sort} == {
        "Staff": 11,
        "Visitors without an account": 6,
    }
    assert [(share.label, share.readers) for share in figures.by_version] == [("2", 6), ("1", 11)]


def test_few_look_alike_however_few_they_are(page):
    readers(page, 1, days_ago=2)
    readers(page, 4, days_ago=1)
    heights = {bar.height for bar in figures_of(page).days[-3:-1]}

    assert len(heights) == 1
    assert figures_of(page).by_sort[0].readers == 5


def test_a_day_that_is_over_becomes_a_number_and_who_it_was_goes(page):
    readers(page, 6, days_ago=2)
    readers(page, 5, days_ago=1)
    before = figures_of(page)

    count_readers.func()
    assert list(ReadingDay.objects.values_list("readers", flat=True)) == [6]
    assert Reading.objects.count() == 5
    assert figures_of(page) == before
    count_readers.func()
    count_days(before=localdate(), forget=localdate())
    assert not Reading.objects.exists()
    assert not ReadingDay.objects.exists()


def test_who_answers_for_a_page_sees_its_figures_and_nobody_else(page, author, colleague, outsider, as_):
    readers(page, 12)
    told = reverse("wiki:statistics", args=[page.pk])

    assert "12 readers in 30 days" in as_(author).get(told).content.decode()
    assert "12 in 30 days" in as_(author).get(address(page)).content.decode()
    assert as_(colleague).get(told).status_code == 403
    assert "in 30 days" not in as_(colleague).get(address(page)).content.decode()
    assert as_(outsider).get(told).status_code == 404


# --- The searches that led here --------------------------------------------------------------------------------------


def test_words_are_told_when_three_people_have_come_by_them(public, author, colleague, outsider, as_):
    page = public
    for number, person in enumerate([author, colleague, outsider]):
        token = heard.token_for(person, "Loud fans", 3)
        heard.count_search(by=person, token=token, opened=True, entry_id=page.pk)
        heard.count_search(by=person, token=token, opened=True, entry_id=page.pk)
        assert bool(heard.searches_leading_to(page)) == (number == 2)

    [led] = heard.searches_leading_to(page)
    assert (led.text, led.people) == ("loud fans", 3)
    assert "loud fans" in as_(author).get(reverse("wiki:statistics", args=[page.pk])).content.decode()


def test_nobody_says_that_they_came_where_they_cannot_read(page, outsider, as_):
    token = heard.token_for(outsider, "fans", 0)
    heard.count_search(by=outsider, token=token, opened=True, entry_id=page.pk)
    with pytest.raises(ValidationError):
        heard.count_search(by=outsider, token="made up", opened=True, entry_id=page.pk)
    sent = {"token": token, "opened": "1", "entry": "9" * 40}
    assert as_(outsider).post(reverse("search:heard"), sent).status_code == 204

    assert not Opening.objects.exists()
