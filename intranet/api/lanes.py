"""``spaces/{slug}/lanes``: how what is written in a space comes out; ``moderation/calendar``: what is planned."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.moderation.lanes import actions, calendar, policies, trying
from intranet.moderation.lanes.views import Row, rows_of
from intranet.moderation.models import Lane
from intranet.spaces.models import Space

router = Router(tags=["moderation"])
MOST_DAYS = 92


class LaneIn(Schema):
    sort: Lane.Sort
    approvals: int = Field(1, ge=1, le=3, description="How many approve it; the author never counts.")
    hours: int = Field(24, ge=1, le=720)
    at_deadline: Lane.AtDeadline = Lane.AtDeadline.ESCALATE
    replies: bool = Field(False, description="Whether comments and answers take it, too.")
    deputies: list[str] = Field([], description="Handles.")
    trusted: list[str] = Field([], description="Handles of those who go direct.")
    trial_until: date | None = Field(None, description="After that day it goes back to what it was.")


class LaneTrialIn(Schema):
    author: str = Field("", max_length=60, description="A handle: whose words alone come out at once on trial.")


class WindowOut(Schema):
    came_out: int
    after_waiting: int
    median_seconds: float | None
    changed: int
    declined: int
    hidden_afterwards: int


class LaneTrialOut(Schema):
    since: datetime
    author: str | None = Field(description="A handle: of whose words alone it is.")
    before: WindowOut = Field(description="As long a time before it.")
    during: WindowOut


class LaneOut(Schema):
    reach: str = Field(description="`inside`, `customers` or `street`: who reads it.")
    sort: str
    approvals: int
    hours: int
    at_deadline: str
    replies: bool
    deputies: list[str]
    trusted: list[str]
    trial_until: date | None
    waiting: int
    came_out: int = Field(description="Of what was decided in ninety days.")
    median_seconds: float | None = Field(description="How long half of what came out had waited.")
    changed_percent: int | None
    declined_percent: int | None
    trial: LaneTrialOut | None = Field(description="What has come of it until now.")


class PlannedOut(Schema):
    day: date
    moment: datetime | None
    sort: str = Field(description="`scheduled`, `lane`, or what another part calls what is due there.")
    title: str
    entry: int | None
    author: str | None = Field(description="A handle.")
    space: str | None = Field(description="A slug.")
    url: str


@router.get("/spaces/{slug}/lanes", response=list[LaneOut], summary="How what is written in a space comes out")
def lanes_of_space(request: SignedIn, slug: str) -> list[dict[str, Any]]:
    """For those who keep the space, and admins."""
    return [_out(row) for row in rows_of(_kept(request, slug))]


@router.put("/spaces/{slug}/lanes/{reach}", response=LaneOut, summary="Set a lane of a space")
def set_lane(request: SignedIn, slug: str, reach: str, said: LaneIn) -> dict[str, Any]:
    space = _kept(request, slug)
    wanted = said.dict() | {
        "deputies": _people(request.user, said.deputies),
        "trusted": _people(request.user, said.trusted),
    }
    actions.set_lane(space, reach, by=request.user, **wanted)
    return next(_out(row) for row in rows_of(space) if row.lane.reach == reach)


@router.post("/spaces/{slug}/lanes/{reach}/trial", response=LaneOut, summary="Try a freer lane for four weeks")
def try_freer_lane(request: SignedIn, slug: str, reach: str, said: LaneTrialIn | None = None) -> dict[str, Any]:
    """For all who write there, or for one `author`."""
    space = _kept(request, slug)
    if said is not None and said.author:
        actions.try_trusting(_lane(space, reach), _people(request.user, [said.author])[0], by=request.user)
    else:
        actions.try_freer(_lane(space, reach), by=request.user)
    return next(_out(row) for row in rows_of(space) if row.lane.reach == reach)


@router.delete("/spaces/{slug}/lanes/{reach}/trial", response=LaneOut, summary="End the trial: go back, or keep it")
def end_lane_trial(request: SignedIn, slug: str, reach: str, keep: bool = False) -> dict[str, Any]:
    space = _kept(request, slug)
    actions.end_trial(_lane(space, reach), by=request.user, keep=keep)
    return next(_out(row) for row in rows_of(space) if row.lane.reach == reach)


@router.get("/moderation/calendar", response=list[PlannedOut], summary="What is planned")
def planned_entries(
    request: SignedIn, first: date | None = None, last: date | None = None, space: str = ""
) -> list[dict[str, Any]]:
    """What one may see of it, day by day; a quarter at most, a week where nothing is said."""
    require(policies.can_see_calendar(request.user))
    first = first or localdate()
    last = min(last or first + timedelta(days=6), first + timedelta(days=MOST_DAYS))
    within = get_visible(Space, request.user, slug=space).pk if space else 0
    return [
        {
            "day": one.day,
            "moment": one.moment,
            "sort": one.sort,
            "title": one.title,
            "entry": one.entry_id,
            "author": one.author.handle if one.author else None,
            "space": one.space.slug if one.space else None,
            "url": one.url,
        }
        for one in calendar.planned(request.user, first, last, space=within)
    ]


def _kept(request: SignedIn, slug: str) -> Space:
    space = get_visible(Space, request.user, slug=slug)
    require(policies.can_set_lanes(request.user, space))
    return space


def _lane(space: Space, reach: str) -> Lane:
    return get_object_or_404(space.lanes.all(), reach=reach)


def _people(viewer: User, handles: list[str]) -> list[User]:
    found = list(User.objects.visible_to(viewer).active().filter(handle__in=handles[:50]))
    if len(found) < len(set(handles)):
        raise ValidationError(_("There is nobody of that name."), code="people")
    return found


def _out(row: Row) -> dict[str, Any]:
    lane, figures = row.lane, row.figures
    tried = trying.compared(lane)
    return lane.settings | {
        "reach": lane.reach,
        "deputies": _handles(lane, "deputies"),
        "trusted": _handles(lane, "trusted"),
        "trial_until": lane.trial_until,
        "waiting": figures.waiting,
        "came_out": figures.out,
        "median_seconds": figures.median.total_seconds() if figures.median is not None else None,
        "changed_percent": figures.changed_share,
        "declined_percent": figures.declined_share,
        "trial": {
            "since": tried.since,
            "author": tried.author.handle if tried.author is not None else None,
            "before": _window(tried.before),
            "during": _window(tried.during),
        }
        if tried is not None
        else None,
    }


def _window(window: trying.Window) -> dict[str, Any]:
    waited = window.waited
    return {
        "came_out": window.out,
        "after_waiting": waited.out,
        "median_seconds": waited.median.total_seconds() if waited.median is not None else None,
        "changed": waited.changed,
        "declined": waited.declined,
        "hidden_afterwards": window.taken_away,
    }


def _handles(lane: Lane, name: str) -> list[str]:
    return list(getattr(lane, name).order_by("handle").values_list("handle", flat=True)) if lane.pk else []
