"""What results can be narrowed by, with how many would be left: as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from intranet.accounts.models import User
from intranet.content import kinds
from intranet.content.models import Tag
from intranet.core.text import fold
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space

from .engine import Facets

MOST_VALUES = 30


@dataclass(frozen=True)
class FacetValue:
    """``value`` is what the filter of that name takes in the address of the page."""

    value: str
    label: str
    count: int


def labelled(facets: Facets, viewer: Viewer) -> dict[str, list[FacetValue]]:
    """The largest values of each facet, with their names. A space that this viewer may not know of has none."""
    if not facets:
        return {}
    top = {name: _largest(values) for name, values in facets.items()}
    spaces = {pk: (slug, name) for pk, slug, name in _spaces(top, viewer)}
    people = {pk: (handle, name) for pk, handle, name in _people(top)}
    tags = dict(Tag.objects.filter(slug__in=[slug for slug, _many in top["tag"]]).values_list("slug", "name"))
    plurals = {kind.model: str(kind.plural) for kind in kinds.all_kinds()}
    return {
        "kind": [FacetValue(str(pk), plurals[str(pk)], many) for pk, many in top["kind"] if pk in plurals],
        "space": [FacetValue(*spaces[int(pk)], many) for pk, many in top["space"] if pk in spaces],
        "author": [FacetValue(*people[int(pk)], many) for pk, many in top["author"] if pk in people],
        "tag": [FacetValue(str(slug), tags[str(slug)], many) for slug, many in top["tag"] if slug in tags],
        "year": [FacetValue(str(year), str(year), many) for year, many in sorted(top["year"], reverse=True)],
    }


def _largest(values: dict[str | int, int]) -> list[tuple[str | int, int]]:
    return sorted(values.items(), key=lambda pair: (-pair[1], fold(str(pair[0]))))[:MOST_VALUES]


def _spaces(top: dict[str, list[tuple[str | int, int]]], viewer: Viewer) -> list[tuple[int, str, str]]:
    wanted = [pk for pk, _many in top["space"]]
    return list(Space.objects.visible_to(viewer).filter(pk__in=wanted).values_list("pk", "slug", "name"))


def _people(top: dict[str, list[tuple[str | int, int]]]) -> list[tuple[int, str, str]]:
    wanted = [pk for pk, _many in top["author"]]
    return list(User.objects.filter(pk__in=wanted).values_list("pk", "handle", "name"))
