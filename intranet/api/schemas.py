"""What the API says of the things every part has."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from ninja import Schema
from pydantic import Field

from intranet.accounts.models import User
from intranet.content import kinds
from intranet.content.models import Entry
from intranet.spaces.models import Space

from .links import absolute


class PersonOut(Schema):
    id: int
    handle: str
    name: str
    kind: str
    job_title: str
    department: str | None
    company: str | None
    url: str


class FieldOut(Schema):
    name: str
    label: str
    value: str
    raw: str = Field(description="The same for programs: dates as 2026-11-22, people by their handle.")
    side: str = Field(description="work (kept by the firm), contact, or personal (its owner's alone).")


class PersonDetailOut(PersonOut):
    fields: list[FieldOut] = Field(description="What this reader may see of the profile.")
    skills: list[str]
    now: dict[str, Any] = Field(description="Status and absence, as `PUT /me/status` answers them.")


class MeOut(PersonOut):
    email: str
    language: str
    time_zone: str
    role: str
    unread: int


class SpaceOut(Schema):
    id: int
    slug: str
    name: str
    purpose: str
    visibility: str
    posting: str = Field(description="`members`, or `keepers` where owners and moderators alone write posts.")
    parts: list[str]
    members_count: int
    archived: bool
    joined: bool
    parent_id: int | None = Field(description="The space in which it stands, if the reader may know of that one.")
    url: str


class AttachmentOut(Schema):
    id: UUID
    name: str
    mime: str
    size: int
    alt_text: str


class EntryOut(Schema):
    id: int
    kind: str
    author: PersonOut
    space_id: int | None
    root_id: int | None
    audience: str
    state: str
    title: str
    body: str = Field(description="Markdown, as it was written.")
    body_html: str = Field(description="The same, rendered and sanitised. References are by id and name no titles.")
    tags: list[str]
    created_at: datetime
    published_at: datetime | None
    edited_at: datetime | None
    comments_count: int
    comments_locked: bool
    reactions: dict[str, int]
    my_reactions: list[str]
    attachments: list[AttachmentOut]
    revision: int
    url: str


class Written(Schema):
    """The answer to a create: the same for the first call and for its repetition."""

    id: int
    url: str


class Problem(Schema):
    """RFC 9457. ``detail`` is a sentence that a person may be shown."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


def person_out(person: User) -> dict[str, Any]:
    return {
        "id": person.pk,
        "handle": person.handle,
        "name": person.name,
        "kind": person.kind,
        "job_title": person.job_title,
        "department": person.department.name if person.department else None,
        "company": person.company.name if person.company else None,
        "url": absolute(person.get_absolute_url()),
    }


def people_out(people: list[User]) -> list[dict[str, Any]]:
    """Several at once, whatever they have been read with."""
    prefetch_related_objects(people, "department", "company")
    return [person_out(person) for person in people]


def space_out(space: Space, joined: frozenset[int]) -> dict[str, Any]:
    return {
        "id": space.pk,
        "slug": space.slug,
        "name": space.name,
        "purpose": space.purpose,
        "visibility": space.visibility,
        "posting": space.posting,
        "parts": space.parts,
        "members_count": space.members_count,
        "archived": space.is_archived,
        "joined": space.pk in joined,
        # Set by who has asked whether the reader may know of it.
        "parent_id": space.__dict__.get("parent_shown"),
        "url": absolute(space.get_absolute_url()),
    }


def entry_out(entry: Any) -> dict[str, Any]:
    """An entry that ``kinds.hydrate`` has completed."""
    return {
        "id": entry.entry_id,
        "kind": entry.kind,
        "author": person_out(entry.author),
        "space_id": entry.space_id,
        "root_id": entry.root_id,
        "audience": entry.audience,
        "state": entry.state,
        "title": entry.title,
        "body": entry.body,
        "body_html": str(entry.body_html),
        "tags": [tag.name for tag in entry.tags.all()],
        "created_at": entry.created_at,
        "published_at": entry.published_at,
        "edited_at": entry.edited_at,
        "comments_count": entry.comments_count,
        "comments_locked": entry.comments_locked,
        "reactions": entry.reaction_counts,
        "my_reactions": sorted(getattr(entry, "mine", ())),
        "attachments": [
            {"id": file.pk, "name": file.name, "mime": file.mime, "size": file.size, "alt_text": file.alt_text}
            for file in entry.attachments.all()
        ],
        "revision": entry.revisions_count,
        "url": absolute(entry.get_absolute_url()),
    }


def whole(entries: list[Entry], viewer: Any) -> list[Any]:
    """A page of entries with all that ``entry_out`` shows, in a fixed number of queries."""
    complete = kinds.hydrate(entries, viewer)
    prefetch_related_objects(complete, "tags")
    return complete
