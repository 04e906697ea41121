"""Events in calendars outside the house."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.timezone import now
from icalendar import Calendar

from feeds.events.actions import answer_event, cancel_event, close_address, edit_event, make_address, publish_event
from feeds.events.ics import calendar_of
from feeds.models import Event, EventChoices
from intranet.accounts.actions import deactivate, reactivate
from intranet.content.actions import delete_entry, move_entry
from intranet.spaces.actions import leave_space
from tests.feeds.events_at_hand import an_event

pytestmark = pytest.mark.django_db
ROME = ZoneInfo("Europe/Rome")


def read(content: bytes) -> Calendar:
    found = Calendar.from_ical(content)
    assert isinstance(found, Calendar)
    return found


def rows(content: bytes):
    return {str(row["summary"]): row for row in read(content).walk("VEVENT")}


def one(event: Event):
    (row,) = read(calendar_of([event])).walk("VEVENT")
    return row


def on(day: date, author, at: time | None, until: time | None = None, zone: str = "Europe/Rome", **more) -> Event:
    return publish_event(
        by=author, title="Call", starts_on=day, starts_at=at, ends_at=until, time_zone=zone, all_day=at is None, **more
    )


@pytest.mark.parametrize(
    ("day", "at", "until", "begins", "finishes"),
    [
        (date(2030, 1, 15), time(15), time(16), datetime(2030, 1, 15, 14), datetime(2030, 1, 15, 15)),
        (date(2030, 7, 15), time(15), time(16), datetime(2030, 7, 15, 13), datetime(2030, 7, 15, 14)),
        # The night in which half past two is skipped, and the one that has it twice.
        (date(2030, 3, 31), time(2, 30), time(4), datetime(2030, 3, 31, 1, 30), datetime(2030, 3, 31, 2)),
        (date(2030, 3, 31), time(1), time(4), datetime(2030, 3, 31, 0), datetime(2030, 3, 31, 2)),
        (date(2030, 10, 27), time(2, 30), time(4), datetime(2030, 10, 27, 0, 30), datetime(2030, 10, 27, 3)),
        (date(2030, 10, 27), time(2, 30), time(2, 30), datetime(2030, 10, 27, 0, 30), datetime(2030, 10, 27, 1, 30)),
    ],
)
def test_a_calendar_that_knows_nothing_of_us_reads_the_moments_that_are_meant(author, day, at, until, begins, finishes):
    row = one(on(day, author, at, until))
    assert row.decoded("dtstart").astimezone(UTC) == begins.replace(tzinfo=UTC)
    assert row.decoded("dtend").astimezone(UTC) == finishes.replace(tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])
def test_the_file_brings_the_rules_of_the_zones_it_names(author, zone):
    """By the rules in the file, and not by those this machine has under the name, the moment is the same."""
    event = on(date(2030, 7, 15), author, time(9), time(10), zone)
    found = read(calendar_of([event]))
    (rules,) = found.walk("VTIMEZONE")
    (row,) = found.walk("VEVENT")
    assert row["dtstart"].params["TZID"] == rules["tzid"] == zone
    wall = row.decoded("dtstart").replace(tzinfo=None)
    assert wall.replace(tzinfo=rules.to_tz(lookup_tzid=False)).astimezone(UTC) == event.begins


def test_an_all_day_event_has_dates_and_ends_on_the_day_after(author):
    event = publish_event(by=author, title="Fair", starts_on=date(2030, 5, 6), ends_on=date(2030, 5, 8), all_day=True)
    row = one(event)
    assert (row.decoded("dtstart"), row.decoded("dtend")) == (date(2030, 5, 6), date(2030, 5, 9))


def test_its_name_stays_and_its_number_rises_with_each_change_one_must_hear_of(author, settings):
    settings.SITE_URL = "https://house.example"
    event = an_event(author, place="Nettuno")
    first = one(event)
    edit_event(event, by=author, place="Cortile")
    second = one(event)
    edit_event(event, by=author, title="Open garden")
    third = one(event)
    cancel_event(event, by=author)
    last = one(event)
    assert first["uid"] == last["uid"] == f"{event.uid}@house.example"
    numbers = [row["sequence"] for row in (first, second, third, last)]
    assert numbers == sorted(set(numbers))
    assert (first["status"], last["status"]) == ("CONFIRMED", "CANCELLED")
    assert str(third["summary"]) == "Open garden"
    assert str(third["url"]) == f"https://house.example/events/{event.pk}/"


@pytest.mark.parametrize("title", ["Lunch; or, dinner\\", "A\nB", "ü" * 150, "BEGIN:VEVENT", "x\r\nATTACH:file"])
def test_what_people_write_cannot_pass_for_lines_of_the_file(author, title):
    event = an_event(author, title=title, body=f"{title}\r\nSTATUS:CANCELLED", place=title[:100])
    found = read(calendar_of([event]))
    (row,) = found.walk("VEVENT")
    assert (str(row["status"]), "ATTACH" in row) == ("CONFIRMED", False)
    assert str(row["summary"]) == event.title
    assert all(len(line) <= 75 for line in calendar_of([event]).split(b"\r\n"))


def test_the_file_of_an_event_is_for_who_may_read_it(author, colleague, outsider, guest, lab, porch, as_):
    event, public = an_event(author, lab), an_event(author, porch)
    answer = as_(colleague).get(f"/events/{event.pk}/event.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert list(rows(answer.content)) == ["Open kitchen"]
    assert as_(outsider).get(f"/events/{event.pk}/event.ics").status_code == 404
    assert as_(guest).get(f"/events/{event.pk}/event.ics").status_code == 404
    assert as_(guest).get(f"/events/{public.pk}/event.ics").status_code == 200


# --- The own calendar -----------------------------------------------------------------------------------------------


@pytest.fixture
def subscribed(colleague, client):
    """What Ben's phone reads; the phone has no session."""
    secret = make_address(colleague, by=colleague)

    def fetch():
        return client.get(reverse("feeds:own-calendar", args=[secret]))

    return fetch


def test_the_own_calendar_holds_what_one_comes_to_may_come_to_or_organises(author, colleague, lab, subscribed):
    for title, choice in (("Yes", "yes"), ("Maybe", "maybe"), ("No", "no"), ("Unsaid", "")):
        event = an_event(author, lab, title=title)
        if choice:
            answer_event(event, by=colleague, choice=choice)
    an_event(author, lab, title="Helps", organisers=[colleague])
    found = rows(subscribed().content)
    assert set(found) == {"Yes", "Maybe", "Helps"}
    assert (found["Yes"]["transp"], found["Maybe"]["transp"]) == ("OPAQUE", "TRANSPARENT")


def test_it_can_hold_all_of_ones_spaces(author, colleague, lab, plaza, vault, client):
    secret = make_address(colleague, by=colleague, covers="all")
    for space, title in ((lab, "Lab"), (plaza, "Plaza"), (vault, "Vault"), (None, "All staff")):
        an_event(author, space, title=title)
    # The plaza is open, but Ben has not joined it.
    assert set(rows(client.get(f"/calendar/{secret}.ics").content)) == {"Lab", "All staff"}


def test_it_holds_what_may_be_read_when_it_is_fetched(author, colleague, lab, vault, subscribed):
    left, moved, gone = (an_event(author, lab, title=title) for title in ("Left", "Moved", "Gone"))
    for event in (left, moved, gone):
        answer_event(event, by=colleague, choice="yes")
    assert set(rows(subscribed().content)) == {"Left", "Moved", "Gone"}
    move_entry(moved, by=author, space=vault, audience=vault.audience)
    delete_entry(gone, by=author)
    assert set(rows(subscribed().content)) == {"Left"}
    leave_space(lab, by=colleague)
    assert rows(subscribed().content) == {}


def test_what_was_cancelled_says_so_and_what_is_long_over_is_gone(author, colleague, lab, subscribed):
    off, old = an_event(author, lab, title="Off"), an_event(author, lab, title="Old")
    for event in (off, old):
        answer_event(event, by=colleague, choice="yes")
    cancel_event(off, by=author)
    then = now() - timedelta(days=200)
    Event.objects.filter(pk=old.pk).update(begins=then, finishes=then + timedelta(hours=1))
    found = rows(subscribed().content)
    assert set(found) == {"Off"}
    assert found["Off"]["status"] == "CANCELLED"


def test_an_address_that_was_closed_or_made_anew_is_not_there(colleague, subscribed, client):
    assert subscribed().status_code == 200
    second = make_address(colleague, by=colleague)
    assert subscribed().status_code == 404
    assert client.get(f"/calendar/{second}.ics").status_code == 200
    assert close_address(colleague, by=colleague)
    assert not close_address(colleague, by=colleague)
    assert client.get(f"/calendar/{second}.ics").status_code == 404


def test_who_has_left_has_no_calendar_also_when_they_come_back(colleague, admin, subscribed):
    deactivate(colleague, by=admin)
    assert subscribed().status_code == 404
    colleague.refresh_from_db()
    reactivate(colleague, by=admin)
    assert subscribed().status_code == 404


@pytest.mark.parametrize("guess", ["x", "x" * 43, "x" * 500, "..%2F..%2Fetc", "é" * 43])
def test_a_guess_is_nobodys_calendar(subscribed, guess, client):
    assert client.get(f"/calendar/{guess}.ics").status_code == 404


def test_nothing_of_the_secret_is_kept_but_its_hash(colleague):
    secret = make_address(colleague, by=colleague)
    row = EventChoices.objects.filter(person=colleague).values().get()
    assert secret not in str(row)


def test_only_oneself_makes_and_closes_the_own_address(author, colleague):
    for act in (make_address, close_address):
        with pytest.raises(PermissionDenied):
            act(colleague, by=author)


def test_the_address_is_shown_once(colleague, as_, client):
    browser = as_(colleague)
    page = browser.post("/settings/calendar/address/", {"covers": "mine"}).content.decode()
    found = re.search(r"/calendar/([\w-]{43})\.ics", page)
    assert found
    secret = found[1]
    assert client.get(f"/calendar/{secret}.ics").status_code == 200
    assert secret not in browser.get("/settings/calendar/").content.decode()
    browser.post("/settings/calendar/address/", {"close": "1"})
    assert client.get(f"/calendar/{secret}.ics").status_code == 404


def test_no_address_of_another_person_is_in_the_file(author, colleague, lab, subscribed):
    event = an_event(author, lab)
    answer_event(event, by=colleague, choice="yes")
    content = subscribed().content
    assert b"@example.com" not in content.lower().replace(b"mailto", b"")
    assert b"ATTENDEE" not in content
