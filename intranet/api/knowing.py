"""Who knows about what, as work shows it; and what is known of oneself."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404
from ninja import Router, Schema
from pydantic import Field

from intranet.content import evidence
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.insights import actions
from intranet.insights.expertise.asking import Expert, own_evidence, themes_in, themes_known, who_know
from intranet.insights.models import LeftOut
from intranet.insights.policies import can_ask_who_knows
from intranet.spaces.audiences import audiences_of

from .schemas import PersonOut, absolute, person_out

router = Router(tags=["people"])


class ThemeOut(Schema):
    key: str
    name: str
    people: int | None = Field(description="How many people know about it; null: fewer than five.")


class ExpertiseAskIn(Schema):
    text: str = Field("", max_length=20000, description="What is being written: its tags and products are found in it.")
    themes: list[str] = Field([], max_length=20)
    audience: str = Field("", max_length=40, description="Where it will stand: only people who read there are named.")
    most: int = Field(3, ge=1, le=20)


class ExpertOut(Schema):
    person: PersonOut
    reasons: list[str]
    answered_this_week: int


class ExpertisePieceOut(Schema):
    evidence: str
    at: datetime.datetime
    url: str


class ShownOut(Schema):
    key: str
    name: str
    hidden: bool
    evidence: list[ExpertisePieceOut]


class OwnOut(Schema):
    takes_part: bool
    themes: list[ShownOut]


class TakesPartIn(Schema):
    takes_part: bool


class HiddenIn(Schema):
    hidden: bool


@router.get("/knowledge", response=list[ThemeOut], summary="What people here know about, as I may see it")
def knowledge_themes(request: SignedIn) -> list[dict[str, Any]]:
    require(can_ask_who_knows(request.user))
    return [{"key": one.key, "name": one.name, "people": one.people} for one in themes_known(request.user)]


@router.post("/knowledge/experts", response=list[ExpertOut], summary="Whom to ask about something, and why")
def knowledge_experts(request: SignedIn, sent: ExpertiseAskIn) -> list[dict[str, Any]]:
    require(can_ask_who_knows(request.user))
    if sent.audience and sent.audience not in audiences_of(request.user):
        raise Http404
    found = themes_in(sent.text, request.user, more=sent.themes)
    return [_expert(one) for one in who_know(found, request.user, audience=sent.audience, most=sent.most)]


@router.get("/me/knowledge", response=OwnOut, summary="What shows what I know")
def own_knowledge(request: SignedIn) -> dict[str, Any]:
    is_out = LeftOut.objects.filter(person=request.user).exists()
    shown = [] if is_out else own_evidence(request.user)
    rows = [{"key": one.key, "name": one.name, "hidden": one.is_hidden, "evidence": _pieces(one)} for one in shown]
    return {"takes_part": not is_out, "themes": rows}


@router.put("/me/knowledge", response=OwnOut, summary="Take part, or be left out")
def take_part_in_knowledge(request: SignedIn, sent: TakesPartIn) -> dict[str, Any]:
    (actions.opt_in if sent.takes_part else actions.opt_out)(by=request.user)
    return own_knowledge(request)


@router.put("/me/knowledge/{theme}", response=OwnOut, summary="Hide what I do not want to be known for, or show it")
def hide_knowledge(request: SignedIn, theme: str, sent: HiddenIn) -> dict[str, Any]:
    (actions.hide_theme if sent.hidden else actions.show_theme)(theme, by=request.user)
    return own_knowledge(request)


def _expert(one: Expert) -> dict[str, Any]:
    return {"person": person_out(one.person), "reasons": one.reasons, "answered_this_week": one.answered}


def _pieces(shown: Any) -> list[dict[str, Any]]:
    return [
        {
            "evidence": source.said(1) if (source := evidence.known(piece.source)) is not None else piece.source,
            "at": piece.at,
            "url": absolute(piece.entry.get_absolute_url()),
        }
        for piece in shown.pieces
    ]
