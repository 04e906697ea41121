"""Which spaces have pages for one reader, and what changed in them lately."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, Max

from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space
from wiki.models import Page, Version

RECENT = 12
_LOOKED_AT = 120


class SpaceLine(NamedTuple):
    space: Space
    pages: int
    changed_at: Any


def spaces_with_pages(viewer: Viewer) -> list[SpaceLine]:
    """The spaces this reader may know of and has pages to read in, with how many and when the last one changed."""
    # Of the entries alone: joined with what the pages add, thousands of rows cost twice as much.
    seen = Entry.objects.visible_to(viewer).published().filter(kind=Page._meta.label_lower).order_by()
    counted = seen.values("space").annotate(n=Count("pk"), last=Max("active_at"))
    figures = {row["space"]: (row["n"], row["last"]) for row in counted}
    spaces = Space.objects.visible_to(viewer).filter(pk__in=figures).order_by("name", "pk")
    return [SpaceLine(space, *figures[space.pk]) for space in spaces]


def changed_lately(viewer: Viewer, space: Space | None = None) -> list[Page]:
    """The pages that changed last, of those this reader sees. They are nearly always among the versions that came out
    last, of which there is an index; only who sees few of many pages has all of them looked through."""
    seen = Page.objects.visible_to(viewer).published().without_blocked(viewer)
    out = Version.objects.filter(published_at__isnull=False).order_by("-made_at", "-pk")
    if space is not None:
        seen, out = seen.filter(space=space), out.filter(page__space=space)
    shown = seen.select_related("space").order_by("-active_at", "-pk")
    latest = set(out.values_list("page", flat=True)[:_LOOKED_AT])
    found = list(shown.filter(pk__in=latest)[:RECENT])
    return found if len(found) == RECENT else list(shown[:RECENT])
