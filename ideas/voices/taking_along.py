"""Votes of companies, for the customer system: whose voice was given for which idea, as far as the reader may know."""

from __future__ import annotations

from django.db.models import Q

from ideas.models import Idea
from intranet.api.links import absolute
from intranet.conversation.models import Vote
from intranet.crm.exporting.keyset import beyond
from intranet.crm.exporting.sources import Asked, Line, Place

from .naming import may_name


def votes(asked: Asked, order: int) -> list[Line]:
    """Voices of the companies' people, and those that colleagues gave for a company. A voice that was taken back leaves
    no line."""
    ideas = Idea.objects.visible_to(asked.by).published()
    given = Q(on_behalf_of__in=asked.companies) | Q(on_behalf_of=None, person__company__in=asked.companies)
    rows = Vote.objects.filter(given, beyond("created_at", asked, order), entry__in=ideas.values("pk"))
    rows = rows.select_related("person__company", "entry", "source").order_by("created_at", "pk")
    lines: list[Line] = []
    # Read on past private voices that are not this reader's to know, so that a page of them is no end.
    for vote in rows.iterator(chunk_size=500):
        if len(lines) == asked.limit:
            break
        if vote.on_behalf_of_id is not None and not may_name(asked.by, vote):
            continue
        company = vote.on_behalf_of_id or vote.person.company_id or 0
        lines.append(Line(Place(vote.created_at, order, vote.pk), company, vote.person, _told(vote)))
    return lines


def _told(vote: Vote) -> dict[str, object]:
    return {
        "kind": "ideas.vote",
        "id": vote.pk,
        "thread": vote.entry_id,
        "gone": False,
        "title": vote.entry.title,
        "body": "",
        "url": absolute(vote.entry.get_absolute_url()),
        "said_at": vote.created_at,
        "facts": {"on_behalf": vote.on_behalf_of_id is not None},
    }
