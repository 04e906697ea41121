"""What has changed lately: a line for each page and day, of what the reader may read now."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils.timezone import get_current_timezone, localdate

from intranet.accounts.models import User
from intranet.core.pagination import keyset_page
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space
from wiki.models import Page, Version, Watching

from .reading import EMPTY, people_of, with_people

PAGE = 30
# Versions of those pages and days that are looked at for names and numbers.
_MOST = 1_000


@dataclass(frozen=True)
class Changed:
    """A page on one day. ``older`` is what it said before that day, 0 where it was not there."""

    page: Page
    older: int
    newer: int
    authors: list[User]
    added: int
    removed: int
    versions: int
    notes: list[str]
    # Where it stands; None for who may not know of that space.
    space: Space | None
    last_at: datetime.datetime

    @property
    def is_new(self) -> bool:
        return self.older == EMPTY


@dataclass(frozen=True)
class ChangedDay:
    date: datetime.date
    changes: list[Changed]


@dataclass(frozen=True)
class Recent:
    days: list[ChangedDay]
    next: str | None


def recent_changes(
    viewer: Viewer,
    *,
    space: Space | None = None,
    only_watched: bool = False,
    cursor: str | None = None,
    size: int = PAGE,
) -> Recent:
    """Newest first. The same number of queries for ten changes and for ten thousand."""
    out = _out_to(viewer, space)
    if only_watched:
        out = out.filter(page__in=_watched_by(viewer))
    zone = get_current_timezone()
    of_page = out.filter(page=OuterRef("page")).annotate(day_too=TruncDate("made_at", tzinfo=zone))
    # Of each page and day the last.
    later = of_page.filter(number__gt=OuterRef("number"), day_too=OuterRef("day"))
    before = of_page.filter(day_too__lt=OuterRef("day")).order_by("-number").values("number")[:1]
    listed = (
        out.annotate(day=TruncDate("made_at", tzinfo=zone)).filter(~Exists(later)).annotate(before=Subquery(before))
    )
    listed = listed.select_related("page").defer("packed", "page__body", "page__body_html", "page__body_text")
    found = keyset_page(listed, by=("-made_at", "-pk"), cursor=cursor, size=size)
    changes = _told(found.items, out, viewer)
    days = groupby(changes, key=lambda change: localdate(change.last_at))
    return Recent([ChangedDay(date, list(of_day)) for date, of_day in days], found.next)


def _out_to(viewer: Viewer, space: Space | None) -> QuerySet[Version]:
    pages = Page.objects.visible_to(viewer).published()
    if space is not None:
        pages = pages.filter(space=space)
    return Version.objects.visible_to(viewer).filter(page__in=pages.values("pk"), published_at__isnull=False)


def _watched_by(viewer: Viewer) -> QuerySet[Page]:
    """The pages that somebody watches by themselves; trees and spaces are places of their own."""
    rows = Watching.objects.filter(person_id=viewer.pk).exclude(way=Watching.Way.NOT)
    return Page.objects.filter(pk__in=rows.values("page"))


def _told(last_ones: Sequence[Version], out: QuerySet[Version], viewer: Viewer) -> list[Changed]:
    """With everybody who wrote on that day, and how much."""
    if not last_ones:
        return []
    days = [localdate(version.made_at) for version in last_ones]
    earliest = datetime.datetime.combine(min(days), datetime.time.min, get_current_timezone())
    pages = {version.page_id for version in last_ones}
    rows = out.filter(page__in=pages, made_at__gte=earliest, made_at__lte=max(one.made_at for one in last_ones))
    by_day: dict[tuple[int, datetime.date], list[Version]] = {}
    for row in with_people(rows.defer("packed")).order_by("-pk")[:_MOST]:
        by_day.setdefault((row.page_id, localdate(row.made_at)), []).append(row)
    known = Space.objects.visible_to(viewer).filter(pk__in={version.page.space_id for version in last_ones}).in_bulk()
    return [
        _changed(version, by_day.get((version.page_id, day)) or [version], known)
        for version, day in zip(last_ones, days, strict=True)
    ]


def _changed(last: Version, versions: Sequence[Version], known: Mapping[int, Space]) -> Changed:
    people = {person.pk: person for version in versions for person in people_of(version)}
    return Changed(
        page=last.page,
        older=getattr(last, "before", None) or EMPTY,
        newer=last.number,
        authors=list(people.values()),
        added=sum(version.added for version in versions),
        removed=sum(version.removed for version in versions),
        versions=len(versions),
        notes=[version.note for version in versions if version.note][:3],
        space=known.get(last.page.space_id or 0),
        last_at=last.made_at,
    )
