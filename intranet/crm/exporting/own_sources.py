"""Entries of the kinds that are conversations with customers, and the comments below them."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Coalesce, Greatest

from intranet.api.links import absolute
from intranet.content.kinds import hydrate, kind_of
from intranet.content.models import Entry

from .keyset import beyond
from .sources import Asked, Line, Place, conversations, register

_COMMENT = "conversation.comment"
_GONE = (Entry.State.DELETED, Entry.State.HIDDEN)


def written(asked: Asked, order: int) -> list[Line]:
    """What was written by people of these companies, and by others below it, as far as ``asked.by`` may read it. Of
    what they could read until it was taken away: that it is gone."""
    rows = _dated(Entry.objects.visible_to(asked.by).published() | Entry.objects.taken_from(asked.by))
    rows = rows.filter(Q(of_company__in=asked.companies) | Q(author__company__in=asked.companies))
    rows = rows.filter(beyond("changed_at", asked, order)).order_by("changed_at", "pk")[: asked.limit]
    found = {row["pk"]: row for row in rows.values("pk", "changed_at", "of_company")}
    entries = Entry.objects.filter(pk__in=found).select_related("author__company")
    whole = {entry.entry_id: entry for entry in hydrate(list(entries), asked.by)}
    for kind, relations in conversations.with_.items():
        prefetch_related_objects([entry for entry in whole.values() if entry.kind == kind], *relations)
    lines = []
    for pk, row in found.items():
        entry = whole[pk]
        company = row["of_company"] if row["of_company"] in asked.companies else entry.author.company_id
        lines.append(Line(Place(row["changed_at"], order, pk), company, *_told(entry)))
    return lines


def _dated(entries: QuerySet[Entry]) -> QuerySet[Any]:
    kinds = conversations.kinds
    moments = ["published_at", "edited_at", "withdrawn_at", *conversations.moments]
    companies = [*conversations.companies, "root__author__company", "author__company"]
    known = [Coalesce(F(path), F("created_at")) for path in moments]
    of = Coalesce(*(F(path) for path in companies))
    inside = Q(kind__in=kinds) | Q(kind=_COMMENT, root__kind__in=kinds)
    return entries.filter(inside).annotate(changed_at=Greatest(F("created_at"), *known), of_company=of)


def _told(entry: Any) -> tuple[Any, dict[str, Any]]:
    told: dict[str, Any] = {"kind": entry.kind, "id": entry.entry_id, "thread": entry.root_entry_id, "gone": True}
    if entry.state in _GONE:
        return None, told
    more = kind_of(entry).for_programs(entry)
    return entry.author, told | {
        "gone": False,
        "title": entry.title,
        "body": entry.body,
        "url": absolute(entry.get_absolute_url()),
        "said_at": entry.published_at,
        "facts": dict(more),
    }


def register_all() -> None:
    register(written)
