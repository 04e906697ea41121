"""Times on a clock and the moments they mean, on ordinary days and on the two nights a year."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.core import zones
from intranet.core.zones import Change, UnknownZone, clock_change, end_of_day, start_of_day, wall_to_instant

SPRING = date(2026, 3, 29)  # Rome: 2:00 becomes 3:00
AUTUMN = date(2026, 10, 25)  # Rome: 3:00 becomes 2:00


def utc(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("day", "at", "zone", "moment"),
    [
        (date(2026, 1, 15), time(15), "Europe/Rome", utc(2026, 1, 15, 14)),
        (date(2026, 7, 15), time(15), "Europe/Rome", utc(2026, 7, 15, 13)),
        (date(2026, 7, 15), time(9), "America/New_York", utc(2026, 7, 15, 13)),
        (date(2026, 7, 15), time(9), "Asia/Kolkata", utc(2026, 7, 15, 3, 30)),
        # New York changes three weeks before Rome: between them the difference is five hours.
        (date(2026, 3, 16), time(9), "America/New_York", utc(2026, 3, 16, 13)),
        (SPRING, time(1, 59), "Europe/Rome", utc(2026, 3, 29, 0, 59)),
        (SPRING, time(2, 0), "Europe/Rome", utc(2026, 3, 29, 1, 0)),
        (SPRING, time(2, 30), "Europe/Rome", utc(2026, 3, 29, 1, 30)),
        (SPRING, time(3, 0), "Europe/Rome", utc(2026, 3, 29, 1, 0)),
        (AUTUMN, time(1, 59), "Europe/Rome", utc(2026, 10, 24, 23, 59)),
        (AUTUMN, time(2, 30), "Europe/Rome", utc(2026, 10, 25, 0, 30)),
        (AUTUMN, time(3, 0), "Europe/Rome", utc(2026, 10, 25, 2, 0)),
        # Half an hour, and in the south it is autumn then.
        (date(2026, 4, 5), time(1, 45), "Australia/Lord_Howe", utc(2026, 4, 4, 14, 45)),
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", utc(2026, 10, 3, 15, 45)),
    ],
)
def test_a_time_on_a_clock_means_one_moment(day: date, at: time, zone: str, moment: datetime) -> None:
    assert wall_to_instant(day, at, zone) == moment


@pytest.mark.parametrize(
    ("day", "at", "change"),
    [
        (SPRING, time(1, 59), None),
        (SPRING, time(2, 0), Change.SKIPPED),
        (SPRING, time(2, 59), Change.SKIPPED),
        (SPRING, time(3, 0), None),
        (AUTUMN, time(1, 59), None),
        (AUTUMN, time(2, 0), Change.TWICE),
        (AUTUMN, time(2, 59), Change.TWICE),
        (AUTUMN, time(3, 0), None),
        (date(2026, 6, 1), time(2, 30), None),
    ],
)
def test_a_time_that_is_skipped_or_comes_twice_is_known(day: date, at: time, change: Change | None) -> None:
    assert clock_change(day, at, "Europe/Rome") == change


def test_a_skipped_time_shows_as_much_later_as_the_clocks_were_put_on() -> None:
    moment = wall_to_instant(SPRING, time(2, 30), "Europe/Rome")

    assert zones.instant_to_wall(moment, "Europe/Rome") == datetime(2026, 3, 29, 3, 30)


def test_the_second_of_two_times_can_be_meant_and_changes_no_other() -> None:
    assert wall_to_instant(AUTUMN, time(2, 30), "Europe/Rome", second=True) == utc(2026, 10, 25, 1, 30)
    for day in (SPRING, date(2026, 6, 1)):
        assert wall_to_instant(day, time(2, 30), "Europe/Rome", second=True) == wall_to_instant(
            day, time(2, 30), "Europe/Rome"
        )


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 6, 1), 24)])
def test_a_day_is_as_long_as_its_clocks_make_it(day: date, hours: int) -> None:
    assert end_of_day(day, "Europe/Rome") - start_of_day(day, "Europe/Rome") == timedelta(hours=hours)


def test_a_day_whose_midnight_is_skipped_begins_when_the_clocks_are_put_on() -> None:
    # Cairo, 24 April 2026: midnight becomes one o'clock.
    begins = start_of_day(date(2026, 4, 24), "Africa/Cairo")

    assert zones.instant_to_wall(begins, "Africa/Cairo").time() == time(1)
    assert begins == end_of_day(date(2026, 4, 23), "Africa/Cairo")


@pytest.mark.parametrize("name", ["Mars/Base", "", "../../etc/passwd", "Europe", "Europe/Rome\0", "/etc/localtime"])
def test_what_is_no_zone_is_refused_by_one_error(name: str) -> None:
    with pytest.raises(UnknownZone):
        zones.zone(name)


def test_the_clocks_of_rome_and_paris_show_the_same_and_those_of_london_do_not() -> None:
    moment = utc(2026, 6, 1, 12)

    assert zones.same_clock("Europe/Rome", "Europe/Paris", moment)
    assert not zones.same_clock("Europe/Rome", "Europe/London", moment)
    assert zones.city("America/New_York") == "New York"


@pytest.mark.parametrize(
    ("zone", "named"),
    [
        ("Europe/Rome", "Roma"),
        ("Europe/London", "Londra"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("X/Y_Z", "Y Z"),
    ],
)
def test_a_place_is_called_as_italians_call_it(zone, named):
    with override("it"):
        assert zones.city(zone) == named


@settings(max_examples=200, deadline=None)
@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2040, 1, 1)),
    st.sampled_from(["Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kolkata"]),
)
def test_a_time_that_is_not_skipped_comes_back_from_its_moment_as_it_was(wall: datetime, zone: str) -> None:
    moment = wall_to_instant(wall.date(), wall.time(), zone)
    if clock_change(wall.date(), wall.time(), zone) is Change.SKIPPED:
        assert zones.instant_to_wall(moment, zone) > wall
    else:
        assert zones.instant_to_wall(moment, zone) == wall
