"""In which spaces an entry stands, for one reader: those of them that the reader may know of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from intranet.content.models import Placement
from intranet.conversation.personal import fill_places, left_open
from intranet.core.kept import Place, open_place
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space

STANDS_IN = "stands-in"


def spaces_of(viewer: Viewer, homes: dict[int, int]) -> dict[int, list[Space]]:
    """The spaces of each entry, its own first, given its number and its own space: two queries, however many."""
    shown: dict[int, list[int]] = {entry: [space] for entry, space in homes.items()}
    placements = Placement.objects.filter(entry__in=homes).order_by("space__name")
    for entry, space in placements.values_list("entry_id", "space_id"):
        shown[entry].append(space)
    known = Space.objects.visible_to(viewer).in_bulk({pk for spaces in shown.values() for pk in spaces})
    return {entry: [known[pk] for pk in spaces if pk in known] for entry, spaces in shown.items()}


def mark_spaces(entries: Iterable[Any], viewer: Viewer | None) -> None:
    """Complete a page of entries that is made for one reader."""
    shared = {entry.entry_id: entry for entry in entries if entry.is_shared}
    if viewer is None or not shared:
        return
    found = spaces_of(viewer, {pk: entry.space_id for pk, entry in shared.items()})
    for pk, entry in shared.items():
        entry.stands_in = found[pk]


def home_of(entry: Any, viewer: Viewer) -> Space | None:
    """The space an entry lives in, if it lives in one that this viewer may know of."""
    if not entry.is_shared:
        return entry.space
    return Space.objects.visible_to(viewer).filter(pk=entry.space_id).first()


def names_of(entry: Any, viewer: Viewer | None, *, with_home: bool) -> SafeString:
    """On a card: "in Lab, Plaza", or "also in Plaza"; an open place in what is made for everybody."""
    if viewer is None or left_open(entry):
        return open_place(STANDS_IN, entry.entry_id, entry.space_id, int(with_home))
    if (spaces := getattr(entry, "stands_in", None)) is None:
        spaces = spaces_of(viewer, {entry.entry_id: entry.space_id})[entry.entry_id]
    return _named(spaces, entry.space_id, with_home=with_home)


def _named(spaces: list[Space], home: int, *, with_home: bool) -> SafeString:
    names = [space for space in spaces if with_home or space.pk != home]
    if not names:
        return conditional_escape("")
    links = format_html_join(", ", '<a href="{}">{}</a>', ((space.get_absolute_url(), space.name) for space in names))
    return format_html('<span class="in">{} {}</span>', _("in") if with_home else _("also in"), links)


def _know(viewer: Viewer, places: Sequence[Place]) -> dict[int, list[Space]]:
    return spaces_of(viewer, {int(place.told[0]): int(place.told[1]) for place in places})


def _fill(place: Place, known: dict[int, list[Space]], viewer: Viewer) -> SafeString:
    entry, home, with_home = map(int, place.told)
    return _named(known.get(entry, []), home, with_home=bool(with_home))


def register() -> None:
    fill_places(STANDS_IN, know=_know, fill=_fill)
