"""Making events and changing them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.timezone import now
from django.utils.translation import gettext as _

from feeds.events import policies
from feeds.events.times import times_of
from feeds.models import Event
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import actions as content_actions
from intranet.content.models import Timing
from intranet.content.policies import can_publish
from intranet.content.when import When
from intranet.core import zones
from intranet.core.decisions import no, require
from intranet.realtime.units import action
from intranet.spaces.audiences import ORG, people_in
from intranet.spaces.models import Space

from . import reminders
from .answers import hold_event, settle

MOST_PLACES = 100_000
MOST_ORGANISERS = 20
_is_web_address = URLValidator(schemes=["http", "https"])
# Of what can be changed, what those who come must hear of, and the verb that tells them.
_WHEN = ("time_zone", "all_day", "starts_on", "starts_at", "ends_on", "ends_at", "begins", "finishes")
_WHERE = ("place", "join_link")


@action
def publish_event(
    *,
    by: User,
    title: str,
    starts_on: date,
    time_zone: str = "",
    body: str = "",
    starts_at: time | None = None,
    ends_on: date | None = None,
    ends_at: time | None = None,
    all_day: bool = False,
    place: str = "",
    join_link: str = "",
    capacity: int | None = None,
    answer_by: datetime | None = None,
    organisers: Iterable[User] = (),
    space: Space | None = None,
    audience: str = "",
    client_id: UUID | None = None,
    attachment_ids: Iterable[Any] = (),
    when: When | None = None,
) -> Event:
    """Invite those who read ``space``, or all staff; now, or ``when``. Pressing twice (same
    ``client_id``) makes one event."""
    audience = audience or (space.audience if space else ORG)
    require(can_publish(by, space=space, audience=audience))
    if space is not None and policies.PART not in space.parts:
        require(no(_("This space has its events switched off.")))
    if (earlier := content_actions.written_before(Event, by=by, client_id=client_id)) is not None:
        return earlier
    if not title.strip():
        raise ValidationError({"title": _("Give it a name.")})
    times = times_of(
        time_zone=time_zone or by.time_zone,
        starts_on=starts_on,
        starts_at=starts_at,
        ends_on=ends_on,
        ends_at=ends_at,
        all_day=all_day,
    )
    event = Event(
        **vars(times),
        place=_checked_place(place),
        join_link=_checked_link(join_link),
        capacity=_checked_capacity(capacity),
        answer_by=_checked_deadline(answer_by, times.finishes),
    )
    others = _checked_organisers(organisers, by=by, audience=audience)
    event = content_actions.publish_entry(
        event,
        by=by,
        title=title,
        body=body,
        space=space,
        audience=audience,
        client_id=client_id,
        attachment_ids=attachment_ids,
        when=when,
    )
    event.organisers.set(others)
    reminders.arrange(event)
    return event


@action
def edit_event(
    event: Event,
    *,
    by: User,
    title: str | None = None,
    body: str | None = None,
    based_on: int | None = None,
    organisers: Iterable[User] | None = None,
    **changes: Any,
) -> Event:
    """Change an event: its words (their author alone), and when, where and for how many (all who organise it).

    ``changes``: any of time_zone, all_day, starts_on, starts_at, ends_on, ends_at, place, join_link, capacity,
    answer_by. A new time or place tells those who said that they come, or may.
    """
    hold_event(event)
    require(policies.can_organise(by, event))
    if event.is_cancelled:
        require(no(_("This event was cancelled. Let it take place first.")))
    if title is not None or body is not None:
        edited = event.revisions_count
        content_actions.edit_entry(
            event,
            by=by,
            title=_checked_title(event.title if title is None else title),
            body=event.body if body is None else body,
            based_on=based_on,
        )
        if event.revisions_count != edited:
            _save(event)
    if organisers is not None:
        event.organisers.set(_checked_organisers(organisers, by=event.author, audience=event.wanted_audience))
    _change_own(event, by=by, fields=_checked_changes(event, changes))
    return event


@action
def cancel_event(event: Event, *, by: User, why: str = "") -> bool:
    """It does not take place. It stays where it stands, marked, and those who meant to come are told. False when it
    was cancelled before."""
    hold_event(event)
    require(policies.can_organise(by, event))
    if event.is_cancelled:
        return False
    if event.is_over:
        require(no(_("This event is over.")))
    event.cancelled_at, event.cancelled_why = now(), " ".join(why.split())[:500]
    _save(event, "cancelled_at", "cancelled_why")
    _tell(event, "cancelled", by=by, reason=event.cancelled_why)
    return True


@action
def reinstate_event(event: Event, *, by: User) -> bool:
    """It takes place after all, with the answers it had. False when it was never cancelled."""
    hold_event(event)
    require(policies.can_organise(by, event))
    if not event.is_cancelled:
        return False
    event.cancelled_at, event.cancelled_why = None, ""
    _save(event, "cancelled_at", "cancelled_why")
    settle(event, by=by)
    reminders.arrange(event)
    _tell(event, "reinstated", by=by)
    return True


def _change_own(event: Event, *, by: User, fields: dict[str, Any]) -> None:
    changed = {name for name, value in fields.items() if getattr(event, name) != value}
    if not changed:
        return
    for name in changed:
        setattr(event, name, fields[name])
    if event.is_waiting and Timing.objects.filter(entry_id=event.entry_id, due_at__gte=event.begins).exists():
        raise ValidationError({"starts_on": _("It comes out only after that. Have it come out earlier first.")})
    _save(event, *changed)
    if "capacity" in changed:
        settle(event, by=by)
    if {"begins", "finishes", "all_day"} & changed:
        reminders.arrange(event)
        _tell(event, "rescheduled", by=by)
    if set(_WHERE) & changed:
        _tell(event, "relocated", by=by)
    if not changed & {*_WHERE, "begins", "finishes", "all_day"}:
        _tell(event, "changed", by=by)


def _checked_changes(event: Event, changes: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if when := {name: changes.pop(name) for name in _WHEN[:6] if name in changes}:
        before = {name: getattr(event, name) for name in _WHEN[:6]}
        if {"starts_on", "starts_at"} & when.keys() and not {"ends_on", "ends_at", "all_day"} & when.keys():
            before |= _as_long_as_before(event, when)
        fields |= vars(times_of(**(before | when)))
    checks: dict[str, Callable[[Any], Any]] = {
        "place": _checked_place,
        "join_link": _checked_link,
        "capacity": _checked_capacity,
    }
    for name, check in checks.items():
        if name in changes:
            fields[name] = check(changes.pop(name))
    if "answer_by" in changes:
        fields["answer_by"] = _checked_deadline(changes.pop("answer_by"), fields.get("finishes", event.finishes))
    if changes:
        raise TypeError(f"No such fields: {', '.join(sorted(changes))}.")
    capacity = fields.get("capacity")
    if capacity is not None and capacity < event.going_count:
        raise ValidationError(
            {"capacity": _("%(count)d people are coming already.") % {"count": event.going_count}}, code="coming"
        )
    return fields


def _as_long_as_before(event: Event, when: dict[str, Any]) -> dict[str, Any]:
    """Where only the beginning was moved, the end moves with it."""
    shift = when.get("starts_on", event.starts_on) - event.starts_on
    if event.all_day:
        return {"ends_on": event.ends_on + shift}
    zone_name = when.get("time_zone", event.time_zone)
    at = when.get("starts_at") or event.starts_at or time.min
    begins = zones.wall_to_instant(when.get("starts_on", event.starts_on), at, zone_name)
    wall = zones.instant_to_wall(begins + (event.finishes - event.begins), zone_name)
    return {"ends_on": wall.date(), "ends_at": wall.time()}


def _save(event: Event, *fields: str) -> None:
    """The event's own columns, with what calendars elsewhere go by."""
    event.sequence += 1
    event.changed_at = now()
    own = {name: getattr(event, name) for name in (*fields, "sequence", "changed_at")}
    Event.objects.filter(pk=event.pk).update(**own)


def _tell(event: Event, verb: str, *, by: User, **details: Any) -> None:
    record(
        f"feeds.event.{verb}",
        by=by,
        on=event,
        streams=[event.root_key],
        frame={"entry": event.entry_id, "event_changed": verb},
        **details,
    )


def _checked_title(title: str) -> str:
    if not title.strip():
        raise ValidationError({"title": _("Give it a name.")})
    return title


def _checked_place(place: str) -> str:
    place = " ".join(place.split())
    if len(place) > 200:
        raise ValidationError({"place": _("This has at most %(count)d characters.") % {"count": 200}})
    return place


def _checked_link(link: str) -> str:
    link = link.strip()
    if link:
        try:
            _is_web_address(link)
        except ValidationError as error:
            raise ValidationError(
                {"join_link": _("This is not a web address that starts with https:// or http://.")}
            ) from error
        if len(link) > 1000:
            raise ValidationError({"join_link": _("This has at most %(count)d characters.") % {"count": 1000}})
    return link


def _checked_capacity(capacity: int | None) -> int | None:
    if capacity is not None and not 1 <= capacity <= MOST_PLACES:
        raise ValidationError({"capacity": _("At least one place, or none said.")})
    return capacity


def _checked_deadline(answer_by: datetime | None, finishes: datetime) -> datetime | None:
    if answer_by is not None and answer_by > finishes:
        raise ValidationError({"answer_by": _("Answers are of use only until it is over.")})
    return answer_by


def _checked_organisers(people: Iterable[User], *, by: User, audience: str) -> list[User]:
    """Those who will be able to read it, the author apart."""
    wanted = {person.pk: person for person in people if person.pk != by.pk}
    if len(wanted) > MOST_ORGANISERS:
        raise ValidationError({"organisers": _("At most %(count)d people.") % {"count": MOST_ORGANISERS}})
    able = set(people_in(audience).filter(pk__in=list(wanted)).values_list("pk", flat=True))
    if left_out := [person.name for pk, person in wanted.items() if pk not in able]:
        raise ValidationError(
            {"organisers": _("They cannot read this: %(names)s.") % {"names": ", ".join(sorted(left_out))}}
        )
    return list(wanted.values())
