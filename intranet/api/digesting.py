"""``me/digest``: what is worth my minutes, since when, how it is mailed, and what I want more and less of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import is_naive, now
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.notifications import actions
from intranet.notifications.digests import interests, tastes, visits, when
from intranet.notifications.digests.engine import MOST_ITEMS, Item, pick
from intranet.notifications.digests.sources import EXECUTIVE
from intranet.notifications.digests.summary import figures_for
from intranet.notifications.digests.wishes import mode_for, wish_of
from intranet.notifications.policies import can_have_summary, can_propose_summary

from .schemas import EntryOut, entry_out

router = Router(tags=["digest"])


class DigestAsked(Schema):
    since: datetime | None = Field(None, description="With an offset; empty: a week back, or since I knew it all.")
    most: int = Field(MOST_ITEMS, ge=1, le=30)
    seconds: int = Field(300, ge=8, le=1800, description="How long I want to read.")


class ItemOut(Schema):
    entry: EntryOut
    title: str
    place: str
    reason: str = Field(description="Its name, for programs.")
    reason_text: str
    why_ranked: list[str]
    seconds: int
    at: datetime
    more: int = Field(description="How much else there is about the same thing.")
    verdict: int = Field(description="1: I want more like it; -1: less; 0: I have not said.")


class DigestFigureOut(Schema):
    label: str
    value: str
    url: str
    against: str = Field(description="How it stands against the time before; empty where that says nothing.")


class DigestOut(Schema):
    since: datetime
    items: list[ItemOut]
    figures: list[DigestFigureOut] = []


class WishesIn(Schema):
    rhythm: str | None = Field(None, description="`never`, `daily` or `weekly`.")
    weekday: int | None = Field(None, ge=0, le=6, description="0 for Monday.")
    hour: int | None = Field(None, ge=0, le=23)
    zone: str | None = Field(None, max_length=40, description="Empty: my own.")
    most: int | None = None
    minutes: int | None = None
    executive: bool | None = Field(None, description="The summary for those who decide in place of the digest.")


class WishesOut(Schema):
    rhythm: str
    weekday: int
    hour: int
    zone: str
    most: int
    minutes: int
    executive: bool
    next_at: datetime | None


class DigestWayIn(Schema):
    way: str = Field(description="`more`, `less`, or empty to take it back.")


class TasteOut(Schema):
    feature: str
    label: str
    weight: int


class DigestUntilIn(Schema):
    until: datetime | None = None


class InterestsIn(Schema):
    keys: list[str] = Field(max_length=200)


class InterestOut(Schema):
    key: str
    name: str
    sort: str
    chosen: bool


class SummaryIn(Schema):
    wanted: bool = True


def _item(item: Item) -> dict[str, Any]:
    fields = ("title", "place", "reason", "reason_text", "why_ranked", "seconds", "at", "more", "verdict")
    return {name: getattr(item, name) for name in fields} | {"entry": entry_out(item.entry)}


def _aware(moment: datetime | None) -> datetime | None:
    if moment is not None and is_naive(moment):
        raise ValidationError(_("Say the time zone too: 2026-12-03T18:00:00Z."))
    return moment


def _told(request: SignedIn, asked: DigestAsked, since: datetime, mode: str) -> dict[str, Any]:
    moment = now()
    since = max(_aware(asked.since) or since, moment - visits.LONGEST)
    return {
        "since": since,
        "items": [_item(item) for item in pick(request.user, since, moment, asked.most, asked.seconds, mode=mode)],
        "figures": figures_for(request.user, since, moment) if mode == EXECUTIVE else [],
    }


@router.get("/me/digest", response=DigestOut, summary="What is worth my minutes")
def own_digest(request: SignedIn, asked: Query[DigestAsked]) -> dict[str, Any]:
    return _told(request, asked, visits.unknown_since(request.user, now()), mode_for(request.user))


@router.get("/me/digest/since", response=DigestOut, summary="What has happened since I was away")
def digest_since(request: SignedIn, asked: Query[DigestAsked]) -> dict[str, Any]:
    return _told(request, asked, visits.away_since(request.user, now()), mode_for(request.user))


@router.get("/me/digest/executive", response=DigestOut, summary="The summary for those who decide")
def digest_executive(request: SignedIn, asked: Query[DigestAsked]) -> dict[str, Any]:
    require(can_have_summary(request.user))
    return _told(request, asked, now() - visits.A_WEEK, EXECUTIVE)


@router.get("/me/digest/wishes", response=WishesOut, summary="How my digest is mailed")
def digest_wishes(request: SignedIn) -> dict[str, Any]:
    wish = wish_of(request.user)
    due = when.next_due(when.times_of(wish, request.user.time_zone), now())
    names = ("rhythm", "weekday", "hour", "zone", "most", "minutes", "executive")
    return {name: getattr(wish, name) for name in names} | {"next_at": due.moment if due is not None else None}


@router.put("/me/digest/wishes", response=WishesOut, summary="Have it mailed at another time, or not; more or less")
def choose_digest(request: SignedIn, wanted: WishesIn) -> dict[str, Any]:
    said = {name: value for name, value in wanted.dict().items() if value is not None}
    actions.choose_digest(by=request.user, **said)
    return digest_wishes(request)


@router.put("/me/digest/entries/{int:entry_id}", response=list[str], summary="More or less like this")
def taste_entry(request: SignedIn, entry_id: int, wanted: DigestWayIn) -> Any:
    return actions.want(get_visible(Entry, request.user, pk=entry_id), by=request.user, way=wanted.way)


@router.get("/me/digest/tastes", response=list[TasteOut], summary="What I want more and less of")
def own_tastes(request: SignedIn) -> Any:
    return tastes.named(request.user)


@router.delete("/me/digest/tastes/{feature}", response={204: None}, summary="That counts no more")
def forget_taste(request: SignedIn, feature: str) -> Any:
    actions.forget_taste(feature[:60], by=request.user)
    return Status(204, None)


@router.post("/me/digest/caught-up", response={204: None}, summary="I know all that there was up to then")
def caught_up(request: SignedIn, said: DigestUntilIn) -> Any:
    actions.catch_up(by=request.user, until=_aware(said.until))
    return Status(204, None)


@router.get("/me/interests", response=list[InterestOut], summary="What I can choose for my first page, and have")
def own_interests(request: SignedIn) -> Any:
    return [
        {"key": key, "name": name, "sort": heading.sort.name, "chosen": chosen}
        for heading in interests.choices_for(request.user)
        for key, name, chosen in heading.options
    ]


@router.put("/me/interests", response={204: None}, summary="Choose what my first page is made of")
def choose_interests(request: SignedIn, wanted: InterestsIn) -> Any:
    actions.choose_interests(wanted.keys, by=request.user)
    return Status(204, None)


@router.put("/people/{handle}/summary", response={204: None}, summary="Say that somebody decides things here")
def propose_summary(request: SignedIn, handle: str, said: SummaryIn) -> Any:
    require(can_propose_summary(request.user, request.user))
    person = get_visible(User, request.user, handle=handle)
    actions.propose_summary(person, by=request.user, wanted=said.wanted)
    return Status(204, None)
