"""Releases as one reader sees them, with what each delivers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ideas.models import Release
from intranet.content.kinds import hydrate
from intranet.content.models import Entry, Link
from intranet.spaces.audiences import Viewer


def releases_for(viewer: Viewer) -> Any:
    return (
        Release.objects.visible_to(viewer)
        .published()
        .select_related("author__company", "author__department", "space", "version__product", "product")
    )


def bring_delivered(releases: Iterable[Release], viewer: Viewer) -> None:
    """Set ``delivered`` on each: what it names and this reader reads."""
    releases = list(releases)
    links = Link.objects.filter(source__in=[one.pk for one in releases], relation=Link.Relation.DELIVERS)
    rows = list(links.order_by("pk").values_list("source", "target"))
    seen = Entry.objects.visible_to(viewer).published().filter(pk__in={target for _source, target in rows})
    real = {entry.entry_id: entry for entry in hydrate(seen, viewer)}
    for release in releases:
        mine = [target for source, target in rows if source == release.pk]
        named: Any = release
        named.delivered = [real[pk] for pk in mine if pk in real]


def releases_of(entry: Entry, viewer: Viewer) -> list[Release]:
    """Those that deliver it, as far as this reader may read them."""
    sources = Link.objects.filter(target=entry.pk, relation=Link.Relation.DELIVERS).values("source")
    return list(releases_for(viewer).filter(pk__in=sources).order_by("-published_at")[:5])
