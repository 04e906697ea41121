"""When an event is, for whoever reads it: in their zone, and where it is."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.utils import timezone, translation

from feeds.events.actions import publish_event
from feeds.events.shown import shown
from feeds.models import Event

pytestmark = pytest.mark.django_db


def event_in(zone: str, author, *, day=date(2030, 11, 21), at=time(9), until=time(10), space=None, **more) -> Event:
    return publish_event(
        by=author, space=space, title="Call", starts_on=day, starts_at=at, ends_at=until, time_zone=zone, **more
    )


def said(event: Event, zone: str, language: str = "en") -> tuple[str, str, int]:
    event = Event.objects.select_related("space").get(pk=event.pk)
    with timezone.override(zone), translation.override(language):
        at = shown(event)
        return str(at.line), str(at.elsewhere), at.day.day


def test_where_the_clocks_agree_there_is_one_time(author):
    assert said(event_in("Europe/Paris", author), "Europe/Rome") == ("09:00 to 10:00", "", 21)


def test_elsewhere_it_is_in_ones_own_time_with_the_other_named(author):
    event = event_in("America/New_York", author)
    assert said(event, "Europe/Rome") == ("15:00 to 16:00 your time", "09:00 in New York", 21)
    assert said(event, "America/New_York") == ("09:00 to 10:00", "", 21)


def test_where_it_is_another_day_the_day_is_named(author):
    event = event_in("Asia/Tokyo", author, at=time(1), until=time(2))
    assert said(event, "Europe/Rome") == ("17:00 to 18:00 your time", "Thu 21 November, 01:00 in Tokyo", 20)


def test_in_the_weeks_between_two_changes_of_the_clocks_the_difference_is_another(author):
    # New York puts the clocks on on 10 March 2030, Rome on 31 March.
    event = event_in("America/New_York", author, day=date(2030, 3, 18))
    assert said(event, "Europe/Rome")[0] == "14:00 to 15:00 your time"


def test_to_a_guest_nobodys_time_is_theirs(author, porch):
    event = event_in("America/New_York", author, space=porch)
    assert said(event, "Europe/Rome") == ("15:00 to 16:00 in Rome", "09:00 in New York", 21)
    assert said(event_in("Europe/Rome", author, space=porch), "Europe/Rome")[0] == "09:00 to 10:00 in Rome"


def test_an_all_day_event_is_on_its_dates_everywhere(author):
    event = publish_event(
        by=author, title="Fair", starts_on=date(2030, 5, 6), ends_on=date(2030, 5, 8), all_day=True,
        time_zone="Asia/Tokyo",
    )  # fmt: skip
    assert said(event, "America/New_York") == ("All day, until Wed 8 May", "", 6)


def test_over_midnight_the_last_day_is_named_and_up_to_midnight_it_is_not(author):
    night = event_in("Europe/Rome", author, at=time(22), until=time(6), ends_on=date(2030, 11, 22))
    assert said(night, "Europe/Rome")[0] == "22:00 to Fri 22 November, 06:00"
    evening = event_in("Europe/Rome", author, at=time(22), until=time(0), ends_on=date(2030, 11, 22))
    assert said(evening, "Europe/Rome")[0] == "22:00 to 00:00"


def test_the_page_speaks_each_readers_time(author, colleague, lab, as_):
    colleague.time_zone = "America/New_York"
    colleague.save()
    event = event_in("Europe/Rome", author, space=lab, at=time(16), until=time(17))
    assert "16:00 to 17:00<" in as_(author).get(f"/events/{event.pk}/").content.decode()
    page = as_(colleague).get(f"/events/{event.pk}/").content.decode()
    assert "10:00 to 11:00 your time" in page
    assert "16:00 in Rome" in page
