"""The versions of a page, as a reader may see them: listed without their texts, so that a history of a thousand opens
like one of ten."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.credits import not_named
from intranet.core.pagination import keyset_page
from intranet.spaces.audiences import Viewer
from wiki import policies
from wiki.models import Contribution, Page, Version

PAGE = 30
EMPTY = 0


@dataclass(frozen=True)
class Line:
    """One version in a list."""

    version: Version
    authors: list[User]
    said: str
    # The one it is compared with: that before it which this reader may read; 0 for the empty page.
    before: int
    # "now" for what readers see, "waiting" for what is not out, "" for the others.
    standing: str


@dataclass(frozen=True)
class Day:
    date: datetime.date
    lines: list[Line]


@dataclass(frozen=True)
class HistoryPage:
    days: list[Day]
    next: str | None

    @property
    def lines(self) -> list[Line]:
        return [line for day in self.days for line in day.lines]


def versions_read_by(viewer: Viewer, page: Page) -> QuerySet[Version]:
    """Those of one page that this reader of it may read: all for who edits it or answers for it."""
    if policies.can_edit_page(viewer, page) or policies.is_keeper(viewer, page):
        return Version.objects.filter(page=page)
    return Version.objects.visible_to(viewer).filter(page=page)


def version_of(page: Page, number: int, viewer: Viewer) -> Version:
    """With its text; the same 404 for what is not there and for what is not theirs to read."""
    found = with_people(versions_read_by(viewer, page)).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def history_page(page: Page, viewer: Viewer, *, cursor: str | None = None, size: int = PAGE) -> HistoryPage:
    """A portion of the history, newest first: the same queries, however long it is."""
    listed = with_people(versions_read_by(viewer, page).defer("packed"))
    found = keyset_page(listed, by=("-number", "-pk"), cursor=cursor, size=size)
    numbers = [version.number for version in found.items]
    older = versions_read_by(viewer, page).filter(number__lt=numbers[-1]) if numbers else Version.objects.none()
    after = [*numbers[1:], older.order_by("-number").values_list("number", flat=True).first() or EMPTY]
    lines = [line_of(version, page, before) for version, before in zip(found.items, after, strict=False)]
    days = groupby(lines, key=lambda line: localdate(line.version.made_at))
    return HistoryPage([Day(date, list(of_day)) for date, of_day in days], found.next)


def with_people(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Customers only where they wish to be named by their name."""
    parts = (
        Contribution.objects.exclude(not_named("person", "version__page"))
        .select_related("person__company", "person__department")
        .order_by("pk")
    )
    return versions.select_related("withdrawn_by").prefetch_related(Prefetch("contributions", queryset=parts))


def line_of(version: Version, page: Page, before: int = EMPTY) -> Line:
    if version.number == page.published_number:
        standing = "now"
    else:
        standing = "waiting" if version.number > page.published_number else ""
    return Line(version, people_of(version), sentence_of(version), before, standing)


def people_of(version: Version, *parts: str) -> list[User]:
    """Who had a part in it, each once; of certain parts only, where they are named."""
    wanted = parts or (Contribution.Part.AUTHOR, Contribution.Part.PROPOSER)
    people = [one.person for one in version.contributions.all() if one.part in wanted]
    return list({person.pk: person for person in people}.values())


def sentence_of(version: Version) -> str:
    """How it came to be."""
    match version.sort:
        case Version.Sort.FIRST:
            return _("Began the page")
        case Version.Sort.RESTORED if version.restored_from is not None:
            return _("Restored from version %(number)s") % {"number": version.restored_from}
        case Version.Sort.RESTORED:
            return _("Restored")
        case Version.Sort.IMPORTED:
            return _("Imported")
        case Version.Sort.PROPOSAL:
            return _proposal(version)
        case Version.Sort.PROGRAM:
            return _("Written by a program")
        case Version.Sort.NAMED:
            return _("Saved")
    return _("Written")


def _proposal(version: Version) -> str:
    names = names_of(people_of(version, Contribution.Part.PROPOSER))
    by = names_of(people_of(version, Contribution.Part.REVIEWER))
    if names and by:
        return _("Proposed by %(names)s, accepted by %(by)s") % {"names": names, "by": by}
    return _("Proposed by %(names)s") % {"names": names} if names else _("A proposal that was accepted")


def names_of(people: Iterable[User]) -> str:
    return ", ".join(person.name for person in people)
