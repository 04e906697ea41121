"""What the API says of a page and of its versions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from intranet.accounts.models import User
from intranet.api.schemas import EntryOut, PersonOut, absolute, entry_out, person_out, whole
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space
from wiki.models import Contribution, Page, Version


class PageLine(Schema):
    """A page in a list: where it stands, without its text."""

    id: int
    title: str
    parent_id: int | None = Field(
        description="The page it stands under; null at the top, and where that is not yours to read."
    )
    space_id: int
    depth: int
    number: int = Field(description="The version that readers see.")
    changed_at: datetime | None
    locked: bool
    stale: bool = Field(description="Whether nobody has looked by the day by which somebody was to.")
    url: str


class PageOut(EntryOut):
    parent_id: int | None
    language: str
    number: int = Field(description="The version that readers see, which `body` is of.")
    newest: int = Field(description="The newest version; a higher number is not published yet.")
    reads: Page.Reads = Field(description="What is said of it itself; empty: as the page above it.")
    edits: Page.Edits
    proposals: Page.Proposing
    locked: bool
    lock_reason: str
    is_template: bool
    owner: PersonOut | None
    owner_team_id: int | None
    review_months: int | None
    review_due: date | None
    verified_at: datetime | None
    verified_by: PersonOut | None
    translation_of: int | None
    may_edit: bool


class RevisionLine(Schema):
    number: int
    sort: Version.Sort
    title: str
    note: str
    made_at: datetime
    published_at: datetime | None = Field(description="When readers got it; null where they never did.")
    restored_from: int | None
    added: int = Field(description="Words that came, against the version before.")
    removed: int
    authors: list[PersonOut]
    proposers: list[PersonOut]
    reviewers: list[PersonOut]


class RevisionOut(RevisionLine):
    text: str = Field(description="Markdown; empty where it was taken out of the history.")


def find_page(request: SignedIn, page_id: int) -> Page:
    pages = Page.objects.with_people().select_related(
        "space", "author", "owner__department", "owner__company", "verified_by__department", "verified_by__company"
    )
    found: Page = get_visible(pages, request.user, pk=page_id)
    return found


def page_line(page: Page, shown: set[int]) -> dict[str, Any]:
    """``shown``: the pages of which the reader may know, to stand under."""
    return {
        "id": page.pk,
        "title": page.title,
        "parent_id": page.parent_id if page.parent_id in shown else None,
        "space_id": page.space_id,
        "depth": page.depth,
        "number": page.published_number,
        "changed_at": page.active_at,
        "locked": page.is_locked,
        "stale": page.is_stale,
        "url": absolute(page.get_absolute_url()),
    }


def page_out(page: Page, viewer: Any, *, may_edit: bool) -> dict[str, Any]:
    above = Page.objects.visible_to(viewer).filter(pk=page.parent_id).exists() if page.parent_id else False
    teams = page.owner_team_id if page.owner_team_id and _knows_space(viewer, page.owner_team_id) else None
    origin = page.translation_of_id
    if origin is not None and not Page.objects.visible_to(viewer).filter(pk=origin).exists():
        origin = None
    return entry_out(whole([page], viewer)[0]) | {
        "parent_id": page.parent_id if above else None,
        "language": page.language,
        "number": page.published_number,
        "newest": page.version_number if may_edit else page.published_number,
        "reads": page.reads,
        "edits": page.edits,
        "proposals": page.proposals,
        "locked": page.is_locked,
        "lock_reason": page.lock_reason,
        "is_template": page.is_template,
        "owner": _person(page.owner),
        "owner_team_id": teams,
        "review_months": page.review_months,
        "review_due": page.review_due,
        "verified_at": page.verified_at,
        "verified_by": _person(page.verified_by),
        "translation_of": origin,
        "may_edit": may_edit,
    }


def _knows_space(viewer: Any, pk: int) -> bool:
    return Space.objects.visible_to(viewer).filter(pk=pk).exists()


def _person(person: User | None) -> dict[str, Any] | None:
    return person_out(person) if person is not None else None


def revision_line(version: Version) -> dict[str, Any]:
    parts: dict[str, list[dict[str, Any]]] = {part: [] for part in Contribution.Part.values}
    for one in version.contributions.all():
        parts[one.part].append(person_out(one.person))
    return {
        "number": version.number,
        "sort": version.sort,
        "title": version.title,
        "note": version.note,
        "made_at": version.made_at,
        "published_at": version.published_at,
        "restored_from": version.restored_from,
        "added": version.added,
        "removed": version.removed,
        "authors": parts[Contribution.Part.AUTHOR],
        "proposers": parts[Contribution.Part.PROPOSER],
        "reviewers": parts[Contribution.Part.REVIEWER],
    }
