"""``events``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from feeds.models import Event
from intranet.accounts.models import User
from intranet.api.clock import ClockTime
from intranet.api.keeping import when_of
from intranet.api.keys import client_id_of
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import EntryOut, PersonOut, Written, absolute, entry_out, person_out, whole
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.audiences import ORG
from intranet.spaces.models import Space

from . import actions, listing, policies

router = Router(tags=["events"])


class EventOut(EntryOut):
    time_zone: str
    all_day: bool
    starts_on: date
    starts_at: ClockTime | None = Field(description="By the clocks of `time_zone`; null when it takes all day.")
    ends_on: date
    ends_at: ClockTime | None
    begins: datetime = Field(description="The moment that means.")
    finishes: datetime
    place: str
    join_link: str
    capacity: int | None
    answer_by: datetime | None
    organisers: list[PersonOut]
    cancelled: bool
    cancelled_why: str
    going: int
    maybe: int
    waiting: int
    my_answer: str = Field(description="`yes`, `maybe`, `no`, `waiting`, or nothing.")


class EventTimes(Schema):
    starts_on: date
    starts_at: ClockTime | None = None
    ends_on: date | None = None
    ends_at: ClockTime | None = Field(None, description="Without it an event lasts an hour, or the day.")
    all_day: bool = False
    time_zone: str = Field("", max_length=40, description="Such as `Europe/Rome`; without it, one's own.")


class EventIn(EventTimes):
    title: str = Field(max_length=200)
    body: str = ""
    place: str = Field("", max_length=200)
    join_link: str = Field("", max_length=1000)
    capacity: int | None = None
    answer_by: datetime | None = None
    organisers: list[str] = Field([], description="Handles of others who may change it.")
    client_id: UUID | None = None
    attachments: list[UUID] = []
    publish_at: datetime | None = Field(None, description="When it is to come out; without an offset, on my clock.")


class EventEditIn(Schema):
    """What is not named stays as it is."""

    title: str | None = Field(None, max_length=200)
    body: str | None = None
    based_on: int | None = Field(None, description="The `revision` that was read: 409 when it is another one by now.")
    starts_on: date | None = None
    starts_at: ClockTime | None = None
    ends_on: date | None = None
    ends_at: ClockTime | None = None
    all_day: bool | None = None
    time_zone: str | None = Field(None, max_length=40)
    place: str | None = Field(None, max_length=200)
    join_link: str | None = Field(None, max_length=1000)
    capacity: int | None = None
    answer_by: datetime | None = None
    organisers: list[str] | None = None


# Where null says something: no time, as many places as one likes, until it is over.
EMPTIED = frozenset({"starts_at", "ends_on", "ends_at", "capacity", "answer_by"})


class EventAnswerIn(Schema):
    choice: Literal["yes", "maybe", "no"]


class EventAnswerOut(Schema):
    choice: str = Field(description="What was made of it: `waiting` for a yes to a full event.")
    going: int
    maybe: int
    waiting: int


class CancelIn(Schema):
    why: str = Field("", max_length=500)


@router.get("/events", response=PageOf[EventOut], summary="What is on, soonest first")
def events(
    request: SignedIn, paging: Query[Paging], space: int | None = None, mine: bool = False, past: bool = False
) -> dict[str, Any]:
    found = None if space is None else get_visible(Space, request.user, pk=space)
    listed = listing.events_for(request.user, space=found, mine=mine)
    chosen, order = (
        (listing.past(listed), listing.LATEST_FIRST) if past else (listing.upcoming(listed), listing.SOONEST_FIRST)
    )
    return page_of(chosen, paging, _event_out, by=order, complete=lambda page: _whole(page, request.user))


@router.post("/spaces/{int:space_id}/events", response={201: Written}, summary="Invite a space")
def invite_space(request: SignedIn, space_id: int, new: EventIn) -> Any:
    return _publish(request, new, space=get_visible(Space, request.user, pk=space_id))


@router.post("/events", response={201: Written}, summary="Invite all staff")
def invite_all(request: SignedIn, new: EventIn) -> Any:
    return _publish(request, new, space=None)


@router.get("/events/{int:event_id}", response=EventOut, summary="One event")
def event(request: SignedIn, event_id: int) -> dict[str, Any]:
    return _one(get_visible(Event, request.user, pk=event_id), request)


@router.put("/events/{int:event_id}", response=EventOut, summary="Change an event I organise")
def edit_event(request: SignedIn, event_id: int, change: EventEditIn) -> dict[str, Any]:
    found = get_visible(Event, request.user, pk=event_id)
    fields = {
        name: value for name, value in change.dict(exclude_unset=True).items() if value is not None or name in EMPTIED
    }
    if "organisers" in fields:
        fields["organisers"] = _people(fields["organisers"], request)
    actions.edit_event(found, by=request.user, **fields)
    return _one(found, request)


@router.put("/events/{int:event_id}/cancellation", response=EventOut, summary="Cancel an event I organise")
def cancel_event(request: SignedIn, event_id: int, change: CancelIn) -> dict[str, Any]:
    found = get_visible(Event, request.user, pk=event_id)
    actions.cancel_event(found, by=request.user, why=change.why)
    return _one(found, request)


@router.delete("/events/{int:event_id}/cancellation", response=EventOut, summary="Let it take place after all")
def reinstate_event(request: SignedIn, event_id: int) -> dict[str, Any]:
    found = get_visible(Event, request.user, pk=event_id)
    actions.reinstate_event(found, by=request.user)
    return _one(found, request)


@router.put("/events/{int:event_id}/answer", response=EventAnswerOut, summary="Say whether I come")
def event_answer(request: SignedIn, event_id: int, said: EventAnswerIn) -> dict[str, Any]:
    found = get_visible(Event, request.user, pk=event_id)
    choice = actions.answer_event(found, by=request.user, choice=said.choice)
    counts = {"going": found.going_count, "maybe": found.maybe_count, "waiting": found.waiting_count}
    return {"choice": choice} | counts


@router.get("/events/{int:event_id}/answers/{choice}", response=PageOf[PersonOut], summary="Who comes")
def event_answers(
    request: SignedIn, event_id: int, choice: Literal["yes", "maybe", "waiting"], paging: Query[Paging]
) -> dict[str, Any]:
    """Those of them whom I may know of; who organises it sees all."""
    found = get_visible(Event, request.user, pk=event_id)
    said = policies.answers_shown_to(request.user, found).filter(choice=choice)
    rows = said.select_related("person__department", "person__company")
    return page_of(rows, paging, lambda row: person_out(row.person), by=("since", "pk"))


def _publish(request: SignedIn, new: EventIn, *, space: Space | None) -> Any:
    fields = new.dict(exclude={"organisers", "client_id", "attachments", "publish_at"})
    made = actions.publish_event(
        by=request.user,
        space=space,
        audience=space.audience if space else ORG,
        organisers=_people(new.organisers, request),
        client_id=client_id_of(request, new.client_id),
        attachment_ids=new.attachments,
        when=when_of(new.publish_at, request.user) if new.publish_at is not None else None,
        **fields,
    )
    return Status(201, {"id": made.entry_id, "url": absolute(made.get_absolute_url())})


def _people(handles: list[str], request: SignedIn) -> list[User]:
    """As in the form: whom one may not know of is nobody."""
    return policies.people_called(handles, known_to=request.user)


def _whole(found: list[Any], viewer: Any) -> list[Any]:
    return listing.mark_answers(whole(found, viewer), viewer)


def _one(event: Event, request: SignedIn) -> dict[str, Any]:
    return _event_out(_whole([event], request.user)[0])


def _event_out(event: Any) -> dict[str, Any]:
    own = (*EventTimes.model_fields, "begins", "finishes", "place", "join_link", "capacity", "answer_by")
    return (
        entry_out(event)
        | {name: getattr(event, name) for name in own}
        | {
            "organisers": [person_out(person) for person in event.organisers.all()],
            "cancelled": event.is_cancelled,
            "cancelled_why": event.cancelled_why,
            "going": event.going_count,
            "maybe": event.maybe_count,
            "waiting": event.waiting_count,
            "my_answer": event.answer,
        }
    )
