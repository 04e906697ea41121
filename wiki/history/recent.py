"""What has changed lately: a line for each page and day, of what the reader may read now."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from intranet.accounts.models import User
from intranet.core.pagination import cursor_at, keyset_page
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space
from wiki.models import Page, Version, Watching

from .reading import EMPTY, people_of, with_people

PAGE = 30
# Versions that are read for one portion.
_MOST = 300
_BY = ("-made_at", "-pk")
Groups = dict[tuple[int, datetime.date], list[Version]]


@dataclass(frozen=True)
class Changed:
    """A page on one day. ``older`` is what it said before that day: 0 where it was not there, None where that is not
    for this reader."""

    page: Page
    older: int | None
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
    """Newest first. The same number of queries for ten changes and for ten thousand: versions are read from the newest
    on, a portion at a time, and laid together by page and day. One day of a page is in two portions where more was
    written than a portion holds."""
    out = _out_to(viewer, space)
    if only_watched:
        out = out.filter(page__in=_watched_by(viewer))
    found = keyset_page(out.only("pk", "page_id", "number", "made_at"), by=_BY, cursor=cursor, size=_MOST)
    groups, rest = _by_page_and_day(found.items, size)
    last = [version for versions in groups.values() for version in versions]
    after = (
        cursor_at(min(last, key=lambda one: (one.made_at, one.pk)), out, _BY) if last and (rest or found.next) else None
    )
    changes = _told(groups, out, viewer)
    days = groupby(changes, key=lambda change: localdate(change.last_at))
    return Recent([ChangedDay(date, list(of_day)) for date, of_day in days], after)


def _by_page_and_day(versions: Sequence[Version], size: int) -> tuple[Groups, bool]:
    """So many groups, and whether there is more."""
    groups: Groups = {}
    for version in versions:
        key = version.page_id, localdate(version.made_at)
        if key not in groups and len(groups) == size:
            return groups, True
        groups.setdefault(key, []).append(version)
    return groups, False


def _out_to(viewer: Viewer, space: Space | None) -> QuerySet[Version]:
    pages = Page.objects.visible_to(viewer).published()
    if space is not None:
        pages = pages.filter(space=space)
    return Version.objects.visible_to(viewer).filter(page__in=pages.values("pk"), published_at__isnull=False)


def _watched_by(viewer: Viewer) -> QuerySet[Page]:
    """The pages that somebody watches by themselves; trees and spaces are places of their own."""
    rows = Watching.objects.filter(person_id=viewer.pk).exclude(way=Watching.Way.NOT)
    return Page.objects.filter(pk__in=rows.values("page"))


def _told(groups: Groups, out: QuerySet[Version], viewer: Viewer) -> list[Changed]:
    """With everybody who wrote, how much, and what it was before."""
    if not groups:
        return []
    keys = [version.pk for versions in groups.values() for version in versions]
    whole = {one.pk: one for one in with_people(Version.objects.filter(pk__in=keys).defer("packed"))}
    pages = Page.objects.filter(pk__in={page for page, _day in groups})
    by_number = pages.defer("body", "body_html", "body_text").in_bulk()
    before = Q()
    for (page_id, _day), versions in groups.items():
        before |= Q(page=page_id, number=versions[-1].number - 1)
    readable = set(out.filter(before).values_list("page_id", "number"))
    known = Space.objects.visible_to(viewer).filter(pk__in={page.space_id for page in by_number.values()}).in_bulk()
    found = []
    for (page_id, _day), versions in groups.items():
        older = versions[-1].number - 1
        page = by_number[page_id]
        found.append(
            _changed(
                page,
                [whole[version.pk] for version in versions],
                older if older == EMPTY or (page_id, older) in readable else None,
                known.get(page.space_id or 0),
            )
        )
    return found


def _changed(page: Page, versions: Sequence[Version], older: int | None, space: Space | None) -> Changed:
    people = {person.pk: person for version in versions for person in people_of(version)}
    return Changed(
        page=page,
        older=older,
        newer=versions[0].number,
        authors=list(people.values()),
        added=sum(version.added for version in versions),
        removed=sum(version.removed for version in versions),
        versions=len(versions),
        notes=[version.note for version in versions if version.note][:3],
        space=space,
        last_at=versions[0].made_at,
    )
