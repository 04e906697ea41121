"""Searching the audit log, and taking it along. What is in it is written by ``record`` and changed by nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_date
from django.utils.timezone import get_current_timezone, make_aware

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.core.tables import stream_table
from intranet.core.text import fold

COLUMNS = ("when", "who", "handle", "did", "to", "called", "address", "details")


@dataclass(frozen=True)
class Wanted:
    who: str = ""
    verb: str = ""
    subject: str = ""
    address: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, given: Any) -> Wanted:
        def text(name: str) -> str:
            return str(given.get(name, "")).replace("\x00", "").strip()[:100]

        return cls(
            text("who"), text("verb"), text("subject"), text("address"), _day(text("since")), _day(text("until"))
        )

    @property
    def query(self) -> str:
        return urlencode({name: str(value) for name, value in self.__dict__.items() if value})


def found(wanted: Wanted) -> QuerySet[Activity]:
    rows = Activity.objects.audit().select_related("actor")
    if wanted.who:
        named = wanted.who.removeprefix("@")
        rows = rows.filter(Q(actor__handle=named) | Q(actor__folded_name__contains=fold(named)) | Q(actor__email=named))
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb) if verbs.known(wanted.verb) else rows.filter(verb__contains=wanted.verb)
    if wanted.subject:
        rows = rows.filter(Q(subject=wanted.subject) | Q(label__icontains=wanted.subject))
    if wanted.address:
        rows = rows.filter(address=wanted.address)
    if wanted.since:
        rows = rows.filter(created_at__gte=_begin(wanted.since))
    if wanted.until:
        rows = rows.filter(created_at__lt=_begin(wanted.until) + timedelta(days=1))
    return rows


def audited_verbs() -> list[str]:
    return [verb.name for verb in verbs.all_verbs() if verb.audited]


def as_table(rows: QuerySet[Activity]) -> Iterator[str]:
    """CSV, line by line; what a spreadsheet would take for a formula is text."""
    return stream_table(COLUMNS, (_cells(row) for row in rows.order_by("-pk").iterator(chunk_size=500)))


def _cells(row: Activity) -> list[str]:
    actor = row.actor
    return [
        row.created_at.isoformat(),
        actor.name if actor else "",
        actor.handle if actor else "",
        row.verb,
        row.subject,
        row.label,
        row.address,
        json.dumps(row.details, ensure_ascii=False, sort_keys=True) if row.details else "",
    ]


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _begin(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min), get_current_timezone())
