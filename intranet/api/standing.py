"""Where an entry stands: ``places``, ``pins`` and ``series``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.content import actions
from intranet.content.kinds import real
from intranet.content.models import Entry, Pin, Placement, Series, SeriesPart
from intranet.content.pins import pins_of
from intranet.content.places import shown_in
from intranet.content.series import parts_of, series_seen_by
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.audiences import ORG, spaces_joined
from intranet.spaces.models import Space

from .pages import PageOf, Paging, page_of
from .schemas import EntryOut, SpaceOut, absolute, entry_out, space_out, whole

router = Router(tags=["standing"])


class MoveIn(Schema):
    space_id: int | None = Field(None, description="Null: before all staff.")


class StandingPinIn(Schema):
    until: datetime | None = Field(None, description="When it comes off by itself; null for never.")


class PinOut(Schema):
    entry_id: int
    until: datetime | None


class StandingOrderIn(Schema):
    entries: list[int]


class SeriesIn(Schema):
    name: str = Field(max_length=120)


class SeriesOut(Schema):
    id: int
    name: str
    entries: list[int] = Field(description="The parts that I may read, in order.")
    url: str


def _entry(request: SignedIn, entry_id: int) -> Any:
    return real(get_visible(Entry.objects.with_people(), request.user, pk=entry_id))


def _shown(request: SignedIn, entry: Any) -> dict[str, Any]:
    return entry_out(whole([entry], request.user)[0])


# --- Places ----------------------------------------------------------------------------------------------------------


@router.put("/entries/{int:entry_id}/space", response=EntryOut, summary="Move it to another space")
def move_entry(request: SignedIn, entry_id: int, to: MoveIn) -> dict[str, Any]:
    found = _entry(request, entry_id)
    space = get_visible(Space, request.user, pk=to.space_id) if to.space_id is not None else None
    moved = actions.move_entry(found, by=request.user, space=space, audience=space.audience if space else ORG)
    return _shown(request, moved)


@router.get("/entries/{int:entry_id}/places", response=list[SpaceOut], summary="Further spaces that show it")
def places_of_entry(request: SignedIn, entry_id: int) -> list[dict[str, Any]]:
    joined = spaces_joined(request.user)
    return [space_out(space, joined) for space in shown_in(_entry(request, entry_id), request.user)]


@router.put("/entries/{int:entry_id}/places/{int:space_id}", response=EntryOut, summary="Show it in a further space")
def place_entry(request: SignedIn, entry_id: int, space_id: int) -> dict[str, Any]:
    found = _entry(request, entry_id)
    actions.place_entry(found, by=request.user, space=get_visible(Space, request.user, pk=space_id))
    return _shown(request, found)


@router.delete("/entries/{int:entry_id}/places/{int:space_id}", response={204: None}, summary="No longer show it there")
def unplace_entry(request: SignedIn, entry_id: int, space_id: int) -> Any:
    found = _entry(request, entry_id)
    placed = Placement.objects.filter(entry_id=found.entry_id).values("space_id")
    space = get_visible(Space.objects.filter(pk__in=placed), request.user, pk=space_id)
    actions.unplace_entry(found, by=request.user, space=space)
    return Status(204, None)


# --- Pins ------------------------------------------------------------------------------------------------------------


@router.get("/spaces/{int:space_id}/pins", response=list[PinOut], summary="What stands at the top of a space")
def pins(request: SignedIn, space_id: int) -> list[Pin]:
    return pins_of(get_visible(Space, request.user, pk=space_id), request.user)


@router.put("/spaces/{int:space_id}/pins", response=list[PinOut], summary="Order what stands at the top")
def order_pins(request: SignedIn, space_id: int, order: StandingOrderIn) -> list[Pin]:
    space = get_visible(Space, request.user, pk=space_id)
    actions.order_pins(space, by=request.user, entries=order.entries)
    return pins_of(space, request.user)


@router.put("/spaces/{int:space_id}/pins/{int:entry_id}", response=list[PinOut], summary="Pin an entry")
def pin_entry(request: SignedIn, space_id: int, entry_id: int, pin: StandingPinIn) -> list[Pin]:
    space = get_visible(Space, request.user, pk=space_id)
    actions.pin_entry(_entry(request, entry_id), by=request.user, space=space, until=pin.until)
    return pins_of(space, request.user)


@router.delete("/spaces/{int:space_id}/pins/{int:entry_id}", response={204: None}, summary="Unpin an entry")
def unpin_entry(request: SignedIn, space_id: int, entry_id: int) -> Any:
    space = get_visible(Space, request.user, pk=space_id)
    actions.unpin_entry(_entry(request, entry_id), by=request.user, space=space)
    return Status(204, None)


# --- Series ----------------------------------------------------------------------------------------------------------


def _series_out(series: Series, request: SignedIn) -> dict[str, Any]:
    return _with_parts(series, [part.entry_id for part in parts_of(series, request.user)])


def _with_parts(series: Series, entries: list[int]) -> dict[str, Any]:
    return {"id": series.pk, "name": series.name, "entries": entries, "url": absolute(series.get_absolute_url())}


def _series(request: SignedIn, series_id: int) -> Series:
    if (found := series_seen_by(request.user, series_id)) is None:
        raise Http404
    return found


@router.get("/series", response=PageOf[SeriesOut], summary="My series", tags=["series"])
def all_series(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    mine = Series.objects.filter(owner=request.user)

    def shown(found: list[Series]) -> list[dict[str, Any]]:
        parts = SeriesPart.objects.filter(series__in=found, entry__in=Entry.objects.visible_to(request.user))
        entries: dict[int, list[int]] = {one.pk: [] for one in found}
        for part in parts.order_by("position", "pk"):
            entries[part.series_id].append(part.entry_id)
        return [_with_parts(one, entries[one.pk]) for one in found]

    return page_of(mine, paging, lambda one: one, by=("name", "pk"), complete=shown)


@router.post(
    "/series", response={201: SeriesOut}, summary="Begin a series; one of that name is given back", tags=["series"]
)
def begin_series(request: SignedIn, new: SeriesIn) -> Any:
    return Status(201, _series_out(actions.open_series(by=request.user, name=new.name), request))


@router.get("/series/{int:series_id}", response=SeriesOut, summary="One series", tags=["series"])
def series(request: SignedIn, series_id: int) -> dict[str, Any]:
    return _series_out(_series(request, series_id), request)


@router.put("/series/{int:series_id}", response=SeriesOut, summary="Rename it", tags=["series"])
def rename_series(request: SignedIn, series_id: int, change: SeriesIn) -> dict[str, Any]:
    found = _series(request, series_id)
    actions.rename_series(found, by=request.user, name=change.name)
    return _series_out(found, request)


@router.put("/series/{int:series_id}/parts", response=SeriesOut, summary="Order its parts", tags=["series"])
def order_series(request: SignedIn, series_id: int, order: StandingOrderIn) -> dict[str, Any]:
    found = _series(request, series_id)
    actions.order_series(found, by=request.user, entries=order.entries)
    return _series_out(found, request)


@router.put("/series/{int:series_id}/parts/{int:entry_id}", response=SeriesOut, summary="Add my entry", tags=["series"])
def add_part(request: SignedIn, series_id: int, entry_id: int) -> dict[str, Any]:
    found = _series(request, series_id)
    actions.put_into_series(_entry(request, entry_id), by=request.user, series=found)
    return _series_out(found, request)


@router.delete(
    "/series/{int:series_id}/parts/{int:entry_id}", response={204: None}, summary="Take it out", tags=["series"]
)
def remove_part(request: SignedIn, series_id: int, entry_id: int) -> Any:
    found = _series(request, series_id)
    part = get_visible(Entry.objects.filter(series_part__series=found), request.user, pk=entry_id)
    actions.take_out_of_series(part, by=request.user)
    return Status(204, None)


@router.delete("/series/{int:series_id}", response={204: None}, summary="End it; its entries stay", tags=["series"])
def end_series(request: SignedIn, series_id: int) -> Any:
    actions.close_series(_series(request, series_id), by=request.user)
    return Status(204, None)
