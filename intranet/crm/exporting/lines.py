"""The lines of all sources in one order, completed with the numbers of the customer system; as JSON and as a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.timezone import now

from intranet.accounts.models import Company, User
from intranet.core.tables import stream_table
from intranet.crm.models import Contact
from intranet.crm.policies import companies_for

from .keyset import written_down
from .sources import Asked, Line, Place, all_sources

# Writes that began earlier and are not committed yet would slip in behind a cursor: they have this long.
_SETTLED = timedelta(seconds=5)
COLUMNS = (
    *("cursor", "changed_at", "kind", "id", "thread", "gone", "company_external_id", "company", "author_external_id"),
    *("author", "side", "title", "body", "url", "said_at", "facts"),
)


def lines_for(
    by: User, *, company: Company | None = None, after: Place | None = None, since: datetime | None = None, limit: int
) -> list[dict[str, Any]]:
    """Up to ``limit`` lines that ``by`` may read, of one company or of all they answer for, the longest unchanged
    first. ``since`` counts where there is no ``after``."""
    allowed = companies_for(by)
    if company is not None:
        allowed = allowed.filter(pk=company.pk)
    firms = {firm.pk: firm for firm in allowed}
    start = after if after is not None else Place(since, 0, -1) if since is not None else None
    asked = Asked(by, frozenset(firms), start, now() - _SETTLED, limit)
    found = [source(asked, order) for order, source in enumerate(all_sources())]
    ordered = merge(*found, key=lambda line: (line.place.at, line.place.source, line.place.number))
    chosen = list(islice(ordered, limit))
    numbers = _numbers(chosen)
    return [_whole(line, firms, numbers) for line in chosen]


def _numbers(lines: Iterable[Line]) -> dict[int, str]:
    people = {line.author.pk for line in lines if line.author is not None}
    return dict(Contact.objects.filter(person__in=people).values_list("person_id", "external_id"))


def _whole(line: Line, firms: dict[int, Company], numbers: dict[int, str]) -> dict[str, Any]:
    firm = firms[line.company]
    whole: dict[str, Any] = {
        "cursor": written_down(line.place),
        "changed_at": line.place.at,
        "company": {"external_id": firm.external_id, "name": firm.name},
        "author": None,
    }
    if (author := line.author) is not None:
        # Somebody of another company is named as everybody reads them, and not by a number that is not theirs to tell.
        own = author.company_id in firms
        side = "customer" if author.is_customer else "house"
        whole["author"] = {"external_id": numbers.get(author.pk, "") if own else "", "name": author.name, "side": side}
    return whole | line.told


def as_json_lines(lines: Iterable[dict[str, Any]]) -> Iterator[str]:
    for line in lines:
        yield json.dumps(line, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")) + "\n"


def as_table(lines: Iterable[dict[str, Any]]) -> Iterator[str]:
    return stream_table(COLUMNS, map(_cells, lines))


def _cells(line: dict[str, Any]) -> list[object]:
    author = line["author"] or {"external_id": "", "name": "", "side": ""}
    flat = line | {
        "company_external_id": line["company"]["external_id"],
        "company": line["company"]["name"],
        "author_external_id": author["external_id"],
        "author": author["name"],
        "side": author["side"],
        "facts": json.dumps(line.get("facts", {}), cls=DjangoJSONEncoder, ensure_ascii=False),
    }
    return [_cell(flat.get(name, "")) for name in COLUMNS]


def _cell(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
