"""The pages that show what is on."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate, now

from feeds.events import listing
from feeds.events.actions import answer_event, cancel_event, publish_event
from feeds.models import Event
from tests.feeds.events_at_hand import an_event

pytestmark = pytest.mark.django_db


def ended(event: Event, days: int = 1) -> Event:
    then = now() - timedelta(days=days)
    Event.objects.filter(pk=event.pk).update(begins=then - timedelta(hours=1), finishes=then)
    return event


def titles(page: str) -> list[str]:
    agenda = page[page.index('class="agenda"') :]
    return re.findall(r'<h2><a href="/events/\d+/">([^<]+)</a>', agenda)


def test_the_calendar_shows_what_one_may_read_soonest_first(
    author, colleague, outsider, customer, guest, lab, porch, as_
):
    an_event(author, lab, title="In the lab", starts_on=localdate() + timedelta(days=3))
    an_event(author, porch, title="On the porch", starts_on=localdate() + timedelta(days=2))
    an_event(author, title="For all staff", starts_on=localdate() + timedelta(days=1))
    seen = {person: titles(as_(person).get("/events/").content.decode()) for person in (colleague, outsider)}
    assert seen[colleague] == ["For all staff", "On the porch", "In the lab"]
    assert seen[outsider] == ["For all staff", "On the porch"]
    for person in (customer, guest):
        assert titles(as_(person).get("/events/").content.decode()) == ["On the porch"]


def test_past_and_mine_and_one_space(author, colleague, lab, plaza, as_):
    ended(an_event(author, lab, title="Long ago"), days=9)
    ended(an_event(author, lab, title="Yesterday"))
    mine = an_event(author, plaza, title="Said yes")
    answer_event(mine, by=colleague, choice="yes")
    declined = an_event(author, plaza, title="Said no")
    answer_event(declined, by=colleague, choice="no")
    an_event(author, lab, title="Helps", organisers=[colleague])
    client = as_(colleague)
    assert titles(client.get("/events/?show=past").content.decode()) == ["Yesterday", "Long ago"]
    assert titles(client.get("/events/?show=mine").content.decode()) == ["Said yes", "Helps"]
    assert titles(client.get("/events/?space=lab").content.decode()) == ["Helps"]
    assert titles(client.get("/spaces/lab/events/").content.decode()) == ["Helps"]
    assert client.get("/events/?space=nothing").status_code == 404


def test_a_long_list_comes_in_pages_without_a_gap(author, as_):
    for number in range(35):
        an_event(author, title=f"Event {number}", starts_on=localdate() + timedelta(days=1 + number // 4))
    client = as_(author)
    first = client.get("/events/").content.decode()
    found = re.search(r"\?cursor=([^\"&]+)", first)
    assert found
    rest = client.get(f"/events/?cursor={found[1]}", headers={"HX-Request": "true"}).content.decode()
    assert sorted(titles(first) + titles(rest)) == sorted(f"Event {number}" for number in range(35))
    assert client.get("/events/?cursor=nonsense").status_code == 400


def test_a_month_has_each_day_once_and_an_event_on_each_of_its_days(author):
    publish_event(by=author, title="Fair", starts_on=date(2030, 5, 30), ends_on=date(2030, 6, 2), all_day=True)
    month = listing.month_of(listing.events_for(author), date(2030, 5, 1))
    days = [day for week in month.weeks for day in week]
    assert len({day.day for day in days}) == len(days)
    assert month.weekdays[0].weekday() == 0
    on = [day.day for day in days if day.events]
    assert on == [date(2030, 5, 30), date(2030, 5, 31), date(2030, 6, 1), date(2030, 6, 2)]


def test_an_event_stands_on_the_day_it_is_where_one_reads(author):
    an_event(author, title="Call", starts_on=date(2030, 5, 16), time_zone="Asia/Tokyo")
    with timezone.override("Pacific/Honolulu"):
        month = listing.month_of(listing.events_for(author), date(2030, 5, 1))
        (day,) = [day.day for week in month.weeks for day in week if day.events]
    assert day == date(2030, 5, 15)


@pytest.mark.parametrize("asked", ["2026-13", "nonsense", "", "0001-01", "9999-12", "2026-02-31"])
def test_a_month_that_is_none_is_this_one_or_the_nearest(author, asked, as_):
    assert as_(author).get(f"/events/?month={asked}").status_code == 200


def test_beside_the_home_feed_stand_the_next_three_without_those_one_declined(author, colleague, lab, plaza, as_):
    soon = localdate() + timedelta(days=5)
    wanted = [an_event(author, lab, title=f"Next {n}", starts_on=soon + timedelta(days=n)) for n in range(4)]
    declined = an_event(author, lab, title="Declined", starts_on=localdate() + timedelta(days=1))
    answer_event(declined, by=colleague, choice="no")
    cancel_event(an_event(author, lab, title="Off", starts_on=localdate() + timedelta(days=1)), by=author)
    an_event(author, plaza, title="Next door", starts_on=localdate() + timedelta(days=1))
    assert [event.title for event in listing.next_for(colleague, 3)] == [event.title for event in wanted[:3]]
    page = as_(colleague).get("/").content.decode()
    aside = page[page.index('id="aside-events"') :]
    assert "Next 0" in aside
    assert "Next door" not in aside


def test_where_nothing_is_planned_the_page_leads_on(author, customer, as_):
    assert 'href="/events/new/"' in as_(author).get("/events/").content.decode()
    page = as_(customer).get("/events/").content.decode()
    assert "Nothing is planned" in page
    assert "/events/new/" not in page


def test_a_space_without_the_part_has_no_tab_and_no_new_event(author, lab, as_):
    assert "/spaces/lab/events/" in as_(author).get("/spaces/lab/").content.decode()
    lab.parts = ["feeds"]
    lab.save()
    assert "/spaces/lab/events/" not in as_(author).get("/spaces/lab/").content.decode()
    form = as_(author).get("/events/new/?space=lab").content.decode()
    assert f'value="space_{lab.pk}"' not in form
