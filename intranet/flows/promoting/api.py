"""Making one thing of another, for programs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field

from intranet.api.keys import client_id_of
from intranet.api.schemas import Written, absolute
from intranet.content.models import Entry
from intranet.core.http import SignedIn, get_visible

from .actions import promote
from .passages import MOST_SOURCES
from .targets import TARGETS, Target

router = Router(tags=["promoting"])


class PlaceOut(Schema):
    place: str
    name: str
    group: str


class PromoteIn(Schema):
    to: str = Field(description="idea, question, page, section, task or note.")
    place: str = Field(description="One of `/promote/{to}/places`.")
    title: str = Field("", max_length=200)
    words: str = Field("", description="By me; stands before what goes along.")
    also: list[int] = Field([], max_length=MOST_SOURCES, description="Further messages of the same room.")
    keep: list[int] = Field([], description="What goes along: of these, and of what was said under it. Else nothing.")
    client_id: UUID | None = None


@router.get("/promote/{to}/places", response=list[PlaceOut], summary="Where something can be made of an entry")
def promote_places(request: SignedIn, to: str) -> list[dict[str, Any]]:
    return [
        {"place": key, "name": name.strip(), "group": group}
        for group, choices in _target(to).places(request.user)
        for key, name in choices
    ]


@router.post("/entries/{int:entry_id}/promote", response={201: Written}, summary="Make something else of it")
def promote_entry(request: SignedIn, entry_id: int, new: PromoteIn) -> Any:
    target = _target(new.to)
    sources = [_readable(request, pk) for pk in dict.fromkeys([entry_id, *new.also])]
    spot = target.spot(request.user, new.place)
    if spot is None:
        raise Http404
    made = promote(
        sorted(sources, key=lambda source: (source.published_at is None, source.published_at, source.pk)),
        by=request.user,
        target=target,
        spot=spot,
        title=new.title,
        words=new.words,
        keep=[_readable(request, pk) for pk in dict.fromkeys(new.keep)],
        client_id=client_id_of(request, new.client_id),
    )
    return Status(201, {"id": made.entry_id, "url": absolute(made.get_absolute_url())})


def _readable(request: SignedIn, pk: int) -> Entry:
    found: Entry = get_visible(Entry.objects.published().select_related("author", "space", "root"), request.user, pk=pk)
    return found


def _target(name: str) -> Target:
    if (target := TARGETS.get(name)) is None:
        raise Http404
    return target
