"""From answer to document, for programs: the worklists, a page made of a topic, and which page documents what."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from forum.documenting import actions as documenting
from forum.documenting import repeats, worklists
from forum.documenting.policies import can_see_worklists
from forum.models import LeftOut, Topic
from intranet.api.credits import EntryRef, entry_ref
from intranet.api.keys import client_id_of
from intranet.api.main import register
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import Written, absolute
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space
from wiki.models import Page

from . import actions
from .promoting.api import router as promoting
from .setting_up.api import router as setting_up

router = Router(tags=["documenting"])


class Floors(Paging):
    views: int | None = Field(None, ge=0, description="Readers from which a topic is listed; else as the site has it.")
    voices: int | None = Field(None, ge=0, description="Or people with the same question.")


class UndocumentedOut(EntryRef):
    views: int
    voices: int
    accepted: int = Field(description="The accepted answer.")


class MissingOut(Schema):
    words: str
    people: int = Field(description="At least three; nobody knows who.")
    times: int
    found: bool = Field(description="Something was found, and nobody opened it.")
    last_at: datetime


class LittleHelpOut(EntryRef):
    percent: int
    said: int


class RepeatedOut(Schema):
    best: EntryRef = Field(description="Solved if one of them is, else met by most.")
    others: list[EntryRef]


class FlowPlaceIn(Schema):
    space: int
    under: int | None = Field(None, description="The page it will stand under; without it, the top.")
    title: str = ""
    client_id: UUID | None = None


class DocumentIn(FlowPlaceIn):
    question: bool = True
    chosen: list[int] | None = Field(None, description="Answers and comments; without it, the accepted answer.")


class FlowWordsIn(FlowPlaceIn):
    words: str = Field(min_length=1, max_length=120)


class AnsweredIn(Schema):
    words: str = Field(min_length=1, max_length=120)
    page: int


class LeftOutIn(Schema):
    list: Literal["undocumented", "not_found", "unhelpful", "repeated"]
    entry: int | None = None
    words: str = Field("", max_length=120)
    reason: str = Field(max_length=200)


class LeftOutOut(Schema):
    id: int
    list: str
    entry: int | None
    words: str
    reason: str


@router.get("/worklists/undocumented", response=PageOf[UndocumentedOut], summary="Solved and documented nowhere")
def undocumented(request: SignedIn, wanted: Query[Floors]) -> dict[str, Any]:
    require(can_see_worklists(request.user))
    rows = worklists.undocumented(request.user, views=wanted.views, voices=wanted.voices)

    def out(topic: Topic) -> dict[str, Any]:
        numbers = {"views": topic.views_count, "voices": topic.votes_count, "accepted": topic.accepted_id}
        return entry_ref(topic) | numbers

    return page_of(rows, wanted, out, by=worklists.BY_WORTH)


@router.get("/worklists/not-found", response=list[MissingOut], summary="Searched for and not found")
def not_found(request: SignedIn, side: Literal["outside", "inside"] = "outside") -> list[dict[str, Any]]:
    require(can_see_worklists(request.user))
    return [
        {
            "words": row.line.text,
            "people": row.line.people,
            "times": row.line.times,
            "found": row.found,
            "last_at": row.line.last_at,
        }
        for row in worklists.not_found(outside=side == "outside")
    ]


@router.get("/worklists/unhelpful", response=list[LittleHelpOut], summary="Pages that helped few of their readers")
def unhelpful(request: SignedIn) -> list[dict[str, Any]]:
    require(can_see_worklists(request.user))
    rows = worklists.unhelpful(request.user)
    return [entry_ref(row.entry) | {"percent": row.percent, "said": row.said} for row in rows]


@router.get("/worklists/repeated", response=list[RepeatedOut], summary="Asked again and again, in much the same words")
def repeated(request: SignedIn) -> list[dict[str, Any]]:
    require(can_see_worklists(request.user))
    rows = repeats.repeated(request.user)
    return [{"best": entry_ref(row.best), "others": [entry_ref(topic) for topic in row.others]} for row in rows]


@router.post("/worklists/left-out", response={201: LeftOutOut}, summary="Take something off a worklist, and say why")
def leave_something_out(request: SignedIn, wanted: LeftOutIn) -> Any:
    entry = get_visible(Entry, request.user, pk=wanted.entry) if wanted.entry is not None else None
    row = documenting.leave_out(
        wanted.list, by=request.user, reason=wanted.reason, entry=entry, text="" if entry else wanted.words
    )
    said = {"id": row.pk, "list": row.list, "entry": row.entry_id, "words": row.text, "reason": row.reason}
    return Status(201, said)


@router.delete("/worklists/left-out/{int:row_id}", response={204: None}, summary="Put it on its list again")
def bring_something_back(request: SignedIn, row_id: int) -> Any:
    require(can_see_worklists(request.user))
    if (row := LeftOut.objects.filter(pk=row_id).first()) is not None:
        documenting.bring_back(row, by=request.user)
    return Status(204, None)


@router.post("/topics/{int:topic_id}/document", response={201: Written}, summary="Begin a page from a topic")
def document_a_topic(request: SignedIn, topic_id: int, new: DocumentIn) -> Any:
    topic = _topic(request, topic_id)
    chosen = None
    if new.chosen is not None:
        chosen = [get_visible(Entry, request.user, pk=pk) for pk in dict.fromkeys(new.chosen[: actions.MOST_CHOSEN])]
    space, parent = _place(request, new)
    made = actions.document_topic(
        topic,
        by=request.user,
        space=space,
        parent=parent,
        title=new.title,
        question=new.question,
        chosen=chosen,
        client_id=client_id_of(request, new.client_id),
    )
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.put("/topics/{int:topic_id}/documents/{int:page_id}", response={204: None}, summary="A page documents it")
def link_a_page(request: SignedIn, topic_id: int, page_id: int) -> Any:
    actions.link_page(_topic(request, topic_id), _page(request, page_id), by=request.user)
    return Status(204, None)


@router.delete("/topics/{int:topic_id}/documents/{int:page_id}", response={204: None}, summary="It does not, after all")
def unlink_a_page(request: SignedIn, topic_id: int, page_id: int) -> Any:
    actions.unlink_page(_topic(request, topic_id), _page(request, page_id), by=request.user)
    return Status(204, None)


@router.post("/worklists/not-found/pages", response={201: Written}, summary="Begin a page for words searched for")
def write_for_words(request: SignedIn, new: FlowWordsIn) -> Any:
    space, parent = _place(request, new)
    made = actions.write_for_words(
        new.words,
        by=request.user,
        space=space,
        parent=parent,
        title=new.title,
        client_id=client_id_of(request, new.client_id),
    )
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.put("/worklists/not-found/answered", response={204: None}, summary="A page is what is searched for")
def words_are_answered(request: SignedIn, said: AnsweredIn) -> Any:
    require(can_see_worklists(request.user))
    actions.answer_words(said.words, _page(request, said.page), by=request.user)
    return Status(204, None)


def _topic(request: SignedIn, topic_id: int) -> Topic:
    topic: Topic = get_visible(Topic.objects.with_place(), request.user, pk=topic_id)
    return topic


def _page(request: SignedIn, page_id: int) -> Page:
    page: Page = get_visible(Page.objects.published().select_related("space"), request.user, pk=page_id)
    return page


def _place(request: SignedIn, new: FlowPlaceIn) -> tuple[Space, Page | None]:
    space: Space = get_visible(Space, request.user, pk=new.space)
    return space, _page(request, new.under) if new.under is not None else None


register("", router)
register("", promoting)
register("", setting_up)
