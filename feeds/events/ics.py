"""Events as other calendars read them (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from feeds.models import Answer, Event
from intranet.core import zones
from intranet.core.models import SiteSettings

CONTENT_TYPE = "text/calendar; charset=utf-8"
# How often a calendar should come again; most have a mind of their own.
AGAIN = timedelta(hours=1)


def calendar_of(events: Iterable[Event], *, name: str = "", answers: dict[int, str] | None = None) -> bytes:
    """These events with the zones they need. ``answers``: what the owner of the calendar said to each."""
    found = Calendar()
    found.add("prodid", "-//Portico//Portico//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    if name:
        found.add("name", name)
        found.add("x-wr-calname", name)
        found.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
        found.add("x-published-ttl", AGAIN)
    for event in events:
        found.add_component(_event(event, (answers or {}).get(event.pk, "")))
    found.add_missing_timezones()
    return found.to_ical()


def calendar_name() -> str:
    return SiteSettings.current().name


def uid_of(event: Event) -> str:
    """The same for ever, wherever the event is moved and whatever it is called."""
    return f"{event.uid}@{urlsplit(settings.SITE_URL).hostname}"


def _event(event: Event, answer: str) -> CalendarEvent:
    row = CalendarEvent()
    url = settings.SITE_URL + event.get_absolute_url()
    row.add("uid", uid_of(event))
    row.add("sequence", event.sequence)
    row.add("dtstamp", event.changed_at.astimezone(UTC))
    row.add("last-modified", event.changed_at.astimezone(UTC))
    row.add("created", (event.published_at or event.created_at).astimezone(UTC))
    row.add("summary", event.title)
    row.add("description", "\n\n".join(part for part in (event.body_text.strip(), event.join_link, url) if part))
    row.add("url", url)
    if where := event.place or event.join_link:
        row.add("location", where)
    row.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    row.add("transp", "OPAQUE" if answer == Answer.Choice.GOING and not event.all_day else "TRANSPARENT")
    row.add("class", "PUBLIC" if event.audience == "public" else "PRIVATE")
    for name, value in _when(event).items():
        row.add(name, value)
    return row


def _when(event: Event) -> dict[str, Any]:
    if event.all_day:
        # The day after the last: so says the standard.
        return {"dtstart": event.starts_on, "dtend": event.ends_on + timedelta(days=1)}
    return {"dtstart": _moment(event.begins, event.time_zone), "dtend": _moment(event.finishes, event.time_zone)}


def _moment(moment: datetime, zone_name: str) -> datetime:
    """By the clocks of the event, so that it stays at three when a country changes its rules. A time that comes twice
    means the first to a calendar; the second is said in UTC."""
    wall = zones.instant_to_wall(moment, zone_name)
    if zones.wall_to_instant(wall.date(), wall.time(), zone_name) != moment or zone_name == "UTC":
        return moment.astimezone(UTC)
    return wall.replace(tzinfo=zones.zone(zone_name))
