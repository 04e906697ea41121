"""A person's two profiles, status, absence, skills; and the notes that staff keep."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts import actions, policies
from intranet.accounts.actions.profile import PROFILE
from intranet.accounts.expertise import skills_of, skills_seen_by
from intranet.accounts.models import Absence, StaffNote, User
from intranet.accounts.plain import plain
from intranet.accounts.profiles import profile_of
from intranet.accounts.whereabouts import Whereabouts, warning_about, whereabouts_of_one
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.text import fold
from intranet.realtime.units import unit
from intranet.spaces.audiences import audiences_of

from .pages import PageOf, Paging, page_of
from .schemas import FieldOut, PersonOut, person_out

router = Router(tags=["people"])


class ProfileStatusIn(Schema):
    emoji: str = Field("", max_length=16)
    text: str = Field("", max_length=80)
    until: datetime.datetime | None = Field(None, description="When it ends by itself; null: when it is cleared.")


class AbsenceIn(Schema):
    first_day: datetime.date | None = Field(None, description="Today where it is not said.")
    last_day: datetime.date
    message: str = Field("", max_length=300)
    stand_in: str | None = Field(None, description="The handle of a colleague.")


class AbsenceOut(Schema):
    first_day: datetime.date
    last_day: datetime.date
    message: str
    stand_in: str | None
    warning: str = Field(description="What to know of the stand-in, if there is something.")


class AwayOut(Schema):
    last_day: datetime.date
    message: str
    stand_in: PersonOut | None = Field(description="Whom to ask now: who stands in, or stands in for the stand-in.")


class WhereaboutsOut(Schema):
    emoji: str
    text: str
    until: datetime.datetime | None
    away: AwayOut | None


class SkillsIn(Schema):
    skills: list[str] = Field(max_length=60)


class SkillOut(Schema):
    name: str
    slug: str
    people: int = Field(description="How many of those I may see say that they know it.")


class FieldIn(Schema):
    value: str | None = Field(None, description="null leaves it, an empty text takes it away.")
    audience: str | None = Field(None, description="user_N (only me), a space of mine, org, customers or public.")


class ValueIn(Schema):
    value: str


class ProfileNoteIn(Schema):
    body: str = Field(max_length=2000)


class NoteOut(Schema):
    id: int
    author: str | None
    body: str
    written_at: datetime.datetime


def whereabouts_out(now: Whereabouts) -> dict[str, Any]:
    away = None
    if now.away:
        asked = now.away.stand_in
        away = {"last_day": now.away.last_day, "message": now.away.message}
        away["stand_in"] = person_out(asked) if asked else None
    return {"emoji": now.emoji, "text": now.text, "until": now.until, "away": away}


def about(person: User, viewer: User) -> dict[str, Any]:
    """What a page says besides the byline, as far as this reader may see it."""
    audiences = audiences_of(viewer)
    return {
        "fields": [field_out(field) for field in profile_of(person, viewer, audiences)],
        "skills": [skill.name for skill in skills_of(person, viewer, audiences)],
        "now": whereabouts_out(whereabouts_of_one(person, viewer, audiences)),
    }


def field_out(field: Any) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": str(field.label),
        "value": field.value,
        "raw": field.raw,
        "side": field.side,
    }


# --- For a while ----------------------------------------------------------------------------------------------------


@router.put("/me/status", response=WhereaboutsOut, summary="Set my status")
def set_status(request: SignedIn, new: ProfileStatusIn) -> dict[str, Any]:
    actions.set_status(request.user, by=request.user, emoji=new.emoji, text=new.text, until=_aware(new.until))
    return whereabouts_out(whereabouts_of_one(request.user, request.user, audiences_of(request.user)))


@router.delete("/me/status", response={204: None}, summary="Clear my status")
def clear_status(request: SignedIn) -> Any:
    actions.clear_status(request.user, by=request.user)
    return Status(204, None)


@router.get("/me/absence", response=AbsenceOut, summary="When I am out of office, now or next")
def own_absence(request: SignedIn) -> dict[str, Any]:
    found = get_object_or_404(Absence.objects.select_related("stand_in"), person=request.user)
    if found.is_over:
        raise Http404
    return _absence_out(found)


@router.put("/me/absence", response=AbsenceOut, summary="Be out of office")
def announce(request: SignedIn, new: AbsenceIn) -> dict[str, Any]:
    stand_in = None
    if new.stand_in:
        handle = new.stand_in.removeprefix("@").lower()
        stand_in = User.objects.visible_to(request.user).active().filter(handle=handle).first()
        if stand_in is None:
            raise ValidationError({"stand_in": _("There is nobody here called @%(handle)s.") % {"handle": handle}})
    absence = actions.announce_absence(
        request.user,
        by=request.user,
        first_day=new.first_day,
        last_day=new.last_day,
        message=new.message,
        stand_in=stand_in,
    )
    return _absence_out(absence)


@router.delete("/me/absence", response={204: None}, summary="Be back")
def end_absence(request: SignedIn) -> Any:
    actions.end_absence(request.user, by=request.user)
    return Status(204, None)


def _absence_out(absence: Absence) -> dict[str, Any]:
    return {
        "first_day": absence.first_day,
        "last_day": absence.last_day,
        "message": absence.message,
        "stand_in": absence.stand_in.handle if absence.stand_in else None,
        "warning": warning_about(absence),
    }


def _aware(moment: datetime.datetime | None) -> datetime.datetime | None:
    if moment is not None and moment.tzinfo is None:
        raise ValidationError({"until": _("Say the time zone too: 2026-12-03T18:00:00Z.")})
    return moment


# --- What one says, and what the firm says --------------------------------------------------------------------------


@router.put("/me/skills", response=list[str], summary="Declare exactly these skills")
def set_skills(request: SignedIn, new: SkillsIn) -> list[str]:
    actions.set_skills(request.user, new.skills, by=request.user)
    return [skill.name for skill in skills_of(request.user, request.user, audiences_of(request.user))]


@router.get("/skills", response=PageOf[SkillOut], summary="What people know, as far as I may see")
def skills(request: SignedIn, paging: Query[Paging], q: str = "") -> dict[str, Any]:
    seen = skills_seen_by(request.user, audiences_of(request.user))
    for word in fold(plain(q, longest=60)).split():
        seen = seen.filter(folded__contains=word)
    return page_of(
        seen,
        paging,
        lambda skill: {"name": skill.name, "slug": skill.slug, "people": skill.count},
        by=("folded", "pk"),
    )


@router.put("/me/fields/{name}", response=list[FieldOut], summary="Change a field of my page, or who sees it")
def change_own(request: SignedIn, name: str, new: FieldIn) -> list[dict[str, Any]]:
    person = request.user
    with unit():
        if new.audience is not None:
            actions.change_field_audience(person, name, new.audience, by=person)
        if new.value is not None:
            _change(person, name, new.value, by=person)
    return [field_out(field) for field in profile_of(person, person, audiences_of(person))]


@router.put("/people/{handle}/fields/{name}", response=list[FieldOut], summary="Set a managed field of somebody")
def change_managed(request: SignedIn, handle: str, name: str, new: ValueIn) -> list[dict[str, Any]]:
    person = get_visible(User, request.user, handle=handle)
    require(policies.can_change_managed(request.user, person))
    _change(person, name, new.value, by=request.user)
    return [field_out(field) for field in profile_of(person, request.user, audiences_of(request.user))]


def _change(person: User, name: str, value: str, *, by: User) -> None:
    if name == "job_title" and not person.is_customer:
        actions.change_place(person, by=by, job_title=value)
    elif name in PROFILE:
        actions.change_profile(person, by=by, **{name: value})
    elif name == "birthday":
        actions.change_birthday(person, by=by, **_birthday(value))
    elif name == "started_on":
        actions.change_place(person, by=by, started_on=_day(value))
    else:
        actions.answer_fields(person, {name: value}, by=by)


def _birthday(value: str) -> dict[str, int | None]:
    """As in "1985-12-03", or "--12-03" without the year; an empty text takes it away."""
    if not value:
        return {"day": None, "month": None, "year": None}
    # Any year that has a 29 February stands for the one that is not told.
    day = _day(f"2000-{value[2:]}" if value.startswith("--") else value)
    if day is None:
        return {"day": None, "month": None, "year": None}
    return {"day": day.day, "month": day.month, "year": None if value.startswith("--") else day.year}


def _day(value: str) -> datetime.date | None:
    if not value:
        return None
    try:
        day = parse_date(value)
    except ValueError:
        day = None
    if day is None:
        raise ValidationError(_("Write a date as year-month-day, such as 2026-11-22."))
    return day


# --- Staff notes ----------------------------------------------------------------------------------------------------


@router.get("/people/{handle}/notes", response=list[NoteOut], summary="Staff notes on a person; reading is logged")
def notes(request: SignedIn, handle: str) -> list[dict[str, Any]]:
    person = get_visible(User, request.user, handle=handle)
    return [_note_out(note) for note in actions.read_notes(person, by=request.user)]


@router.post("/people/{handle}/notes", response={201: NoteOut}, summary="Write a staff note")
def write_note(request: SignedIn, handle: str, new: ProfileNoteIn) -> Any:
    person = get_visible(User, request.user, handle=handle)
    return Status(201, _note_out(actions.write_note(person, new.body, by=request.user)))


@router.delete("/people/{handle}/notes/{int:note_id}", response={204: None}, summary="Delete a staff note")
def delete_note(request: SignedIn, handle: str, note_id: int) -> Any:
    person = get_visible(User, request.user, handle=handle)
    require(policies.can_keep_notes(request.user, person))
    actions.delete_note(
        get_object_or_404(StaffNote.objects.filter(person=person).select_related("person"), pk=note_id), by=request.user
    )
    return Status(204, None)


def _note_out(note: StaffNote) -> dict[str, Any]:
    author = note.author.handle if note.author else None
    return {"id": note.pk, "author": author, "body": note.body, "written_at": note.written_at}
