"""What people asked about a page: what the street finds besides pages, and points at it or is linked with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from intranet.content import floors
from intranet.content.models import Entry, Link, Reference
from intranet.core.prepared import prepared
from intranet.search import street
from intranet.spaces.audiences import Viewer, standing_in, told_of
from wiki.models import Page

MOST = 6


def asked_about(page: Page, viewer: Viewer) -> list[Any]:
    """The threads, the latest first; what was said in one of them stands for it."""
    kinds = street.kinds_besides(page.kind)
    known = page.__dict__
    if not kinds or not (known.get("is_pointed_at", True) or known.get("has_sources", True)):
        return []
    if floors.has_any(viewer):
        roots: Any = _ends(Entry.objects.visible_to(viewer), page.entry_id, kinds)
    else:
        roots = _saying(page=page.entry_id, kinds=tuple(sorted(kinds)), **told_of(viewer))
    numbers = {root or pk for root, pk in roots}
    if not numbers:
        return []
    found = Entry.objects.visible_to(viewer).published().filter(pk__in=numbers, kind__in=kinds, root=None)
    return list(found.order_by("-published_at", "-pk")[:MOST])


def _ends(entries: Any, page: int, kinds: Iterable[str]) -> Any:
    """The root and the number of what is at the other end of a reference or a link."""
    pointing = Reference.objects.filter(target=page).values("source")
    to_it = Link.objects.filter(target=page).values("source")
    from_it = Link.objects.filter(source=page).values("target")
    ends = Q(pk__in=pointing) | Q(pk__in=to_it) | Q(pk__in=from_it)
    saying = entries.published().filter(ends, kind__in=kinds).order_by()
    return saying.values_list("root", "pk")[: MOST * 5]


@prepared(page=int, person=int, audiences=[str])
def _saying(*, page: int, person: int, audiences: Iterable[str], is_guest: bool, kinds: tuple[str, ...]) -> Any:
    reader = standing_in(None if is_guest else person, audiences)
    return _ends(Entry.objects.visible_to(reader), page, kinds)
