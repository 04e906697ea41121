"""Which spaces have pages for one reader, and what changed in them lately."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, Max

from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space
from wiki.models import Page


class SpaceLine(NamedTuple):
    space: Space
    pages: int
    changed_at: Any


def spaces_with_pages(viewer: Viewer) -> list[SpaceLine]:
    """The spaces this reader may know of and has pages to read in, with how many and when the last one changed."""
    seen = Page.objects.visible_to(viewer).published().order_by()
    counted = seen.values("space").annotate(n=Count("pk"), last=Max("active_at"))
    figures = {row["space"]: (row["n"], row["last"]) for row in counted}
    spaces = Space.objects.visible_to(viewer).filter(pk__in=figures).order_by("name", "pk")
    return [SpaceLine(space, *figures[space.pk]) for space in spaces]


def changed_lately(viewer: Viewer, space: Space | None = None) -> Any:
    seen = Page.objects.visible_to(viewer).published()
    if space is not None:
        seen = seen.filter(space=space)
    return seen.without_blocked(viewer).select_related("space", "author").order_by("-active_at", "-pk")
