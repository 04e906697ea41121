"""``/me/reminders``: what I want to be told of again, and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.content.models import Entry
from intranet.conversation.models import Reminder
from intranet.conversation.reminders import actions, reading
from intranet.conversation.reminders.times import TIMES, moment_of
from intranet.core.http import SignedIn, get_visible

from .keeping import when_of
from .keys import client_id_of
from .pages import PageOf, Paging, page_of
from .schemas import EntryOut, entry_out

router = Router(tags=["reminders"])


class ReminderOut(Schema):
    id: int
    note: str
    due_at: datetime
    told_at: datetime | None
    entry: EntryOut | None = Field(description="What it is about, if that is an entry I may read now.")


class ReminderIn(Schema):
    due_at: datetime | None = Field(None, description="With an offset, or without: then on the clock of my time zone.")
    time: str | None = Field(None, description=f"Or one of the ready times: {', '.join(TIMES)}.")
    note: str | None = Field(None, max_length=actions.LONGEST)


class NewReminderIn(ReminderIn):
    entry_id: int | None = None
    client_id: UUID | None = None


def _out(reminder: Reminder) -> dict[str, Any]:
    return {
        "id": reminder.pk,
        "note": reminder.note,
        "due_at": reminder.due_at,
        "told_at": reminder.told_at,
        "entry": entry_out(reminder.about) if reminder.about is not None else None,
    }


def _moment(request: SignedIn, said: ReminderIn) -> datetime | None:
    if said.time is not None:
        if (moment := moment_of(said.time, request.user.time_zone)) is None:
            raise ValidationError({"time": _("There is no such choice.")})
        return moment
    return when_of(said.due_at, request.user).moment if said.due_at is not None else None


def _own(request: SignedIn, reminder_id: int) -> Reminder:
    return get_object_or_404(Reminder, person=request.user, pk=reminder_id)


@router.get("/me/reminders", response=PageOf[ReminderOut], summary="What I want to be reminded of, the next first")
def reminders(request: SignedIn, paging: Query[Paging], told: bool = False) -> dict[str, Any]:
    mine = reading.told_to(request.user) if told else reading.to_come_of(request.user)
    order = reading.LATEST_FIRST if told else reading.NEXT_FIRST
    return page_of(mine, paging, _out, by=order, complete=lambda found: reading.whole(found, request.user))


@router.post("/me/reminders", response={201: ReminderOut}, summary="Be reminded of an entry, or of my own words")
def remind(request: SignedIn, new: NewReminderIn) -> Any:
    entry = get_visible(Entry, request.user, pk=new.entry_id) if new.entry_id is not None else None
    if (moment := _moment(request, new)) is None:
        raise ValidationError({"due_at": _("Choose when.")})
    made = actions.remind(
        by=request.user,
        note=new.note or "",
        due_at=moment,
        entry=entry,
        client_id=client_id_of(request, new.client_id),
    )
    return Status(201, _out(reading.whole([made], request.user)[0]))


@router.put("/me/reminders/{int:reminder_id}", response=ReminderOut, summary="Another time, another note")
def change_reminder(request: SignedIn, reminder_id: int, said: ReminderIn) -> dict[str, Any]:
    changed = actions.change_reminder(
        _own(request, reminder_id), by=request.user, due_at=_moment(request, said), note=said.note
    )
    return _out(reading.whole([changed], request.user)[0])


@router.delete("/me/reminders/{int:reminder_id}", response={204: None}, summary="Delete a reminder")
def forget_reminder(request: SignedIn, reminder_id: int) -> Any:
    actions.forget_reminder(_own(request, reminder_id), by=request.user)
    return Status(204, None)
