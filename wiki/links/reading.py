"""What points at a page, and what is wrong with the links of a space. All of it as one reader may see it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from intranet.content.models import Entry, Reference
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space
from wiki.models import Page, Tree


class Want(NamedTuple):
    """A title that is linked to and has no page."""

    written: str
    times: int


class Broken(NamedTuple):
    """A page, and what it points at that is not there any more."""

    page: Page
    written: str


def backlinks_of(page: Page, viewer: Viewer) -> QuerySet[Entry]:
    """What points at this page, the latest first: pages, posts, messages, whatever it is."""
    pointing = Reference.objects.filter(target=page.entry_id).values("source")
    seen = Entry.objects.visible_to(viewer).published().filter(pk__in=pointing)
    return seen.without_blocked(viewer).with_people()


def wanted_in(space: Space, viewer: Viewer) -> list[Want]:
    """The titles that pages of this space point at and nobody has written, the most wanted first."""
    seen = Page.objects.visible_to(viewer).in_tree(space).order_by().values("pk")
    found = Reference.objects.filter(target=None, space=space, source__in=seen).exclude(wanted="")
    counted = found.values("wanted").annotate(times=Count("source"), written=Max("written"))
    return [Want(row["written"], row["times"]) for row in counted.order_by("-times", "wanted")[:200]]


def broken_in(space: Space, viewer: Viewer) -> list[Broken]:
    """Links of its pages to what was deleted, or to a number that nothing has."""
    seen = Page.objects.visible_to(viewer).in_tree(space).order_by()
    gone = Q(target__state=Entry.State.DELETED) | Q(target=None, wanted="")
    found = Reference.objects.filter(gone, source__in=seen.values("pk")).order_by("source", "pk")[:200]
    pages = seen.in_bulk({one.source_id for one in found})
    return [Broken(pages[one.source_id], one.written) for one in found if one.source_id in pages]


def orphans_in(space: Space, viewer: Viewer) -> QuerySet[Any]:
    """Pages that nothing leads to but the tree: no other page points at them, and nothing stands under or over them."""
    pointed: Any = Reference.objects.filter(target=OuterRef("pk")).exclude(source=OuterRef("pk"))
    below: Any = Page.objects.published().filter(parent=OuterRef("pk")).order_by()
    start = Tree.objects.filter(space=space, start__isnull=False).values("start")
    found = Page.objects.visible_to(viewer).in_tree(space).filter(parent=None, is_template=False).exclude(pk__in=start)
    return found.exclude(Exists(pointed)).exclude(Exists(below))
