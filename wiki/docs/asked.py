"""What people asked about a page: what the street finds besides pages, and points at it or is linked with it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from intranet.content.models import Entry, Link, Reference
from intranet.search import street
from intranet.spaces.audiences import Viewer
from wiki.models import Page

MOST = 6


def asked_about(page: Page, viewer: Viewer) -> list[Any]:
    """The threads, the latest first; what was said in one of them stands for it."""
    kinds = street.kinds_besides(page.kind)
    known = page.__dict__
    if not kinds or not (known.get("is_pointed_at", True) or known.get("has_sources", True)):
        return []
    pointing = Reference.objects.filter(target=page.entry_id).values("source")
    to_it = Link.objects.filter(target=page.entry_id).values("source")
    from_it = Link.objects.filter(source=page.entry_id).values("target")
    ends = Q(pk__in=pointing) | Q(pk__in=to_it) | Q(pk__in=from_it)
    saying = Entry.objects.visible_to(viewer).published().filter(ends, kind__in=kinds)
    roots = saying.order_by().values_list("root", "pk")
    numbers = {root or pk for root, pk in roots[: MOST * 5]}
    found = Entry.objects.visible_to(viewer).published().filter(pk__in=numbers, kind__in=kinds, root=None)
    return list(found.order_by("-published_at", "-pk")[:MOST])
