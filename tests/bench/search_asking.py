# ruff: noqa: E402 - Django is set up before anything of it is imported
"""What is run inside a house of load data: one reader of a hundred audiences asks, and every way of asking is timed.

Prints one line of JSON. Run by ``search.py``, in a process of its own, since the settings choose database and engine.
"""

from __future__ import annotations

import json
import statistics
import sys
import time

import django

django.setup()

from django.db import connection
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.accounts.models import Company, CompanyAssignment, User
from intranet.content.models import Entry
from intranet.demo.loads import _ENGLISH, _ITALIAN
from intranet.search import indexing, typos
from intranet.search.engine import engines
from intranet.search.queries import search
from intranet.spaces.audiences import audiences_of, forget

ROUNDS = 15
RARE = "quetzalcoatlus"


def reader() -> User:
    person = User.objects.active().staff().order_by("pk").first()
    assert person is not None
    companies = [Company.objects.get_or_create(name=f"Bench {number}")[0] for number in range(75)]
    rows = [CompanyAssignment(company=company, person=person) for company in companies]
    CompanyAssignment.objects.bulk_create(rows, ignore_conflicts=True)
    forget(person)
    return person


def timed(ask) -> tuple[float, float, float]:
    """(the first, the median after it, CPU of one) in milliseconds."""
    started = time.perf_counter()
    ask()
    first = time.perf_counter() - started
    walls, cpu = [], time.process_time()
    for _round in range(ROUNDS):
        started = time.perf_counter()
        ask()
        walls.append(time.perf_counter() - started)
    used = (time.process_time() - cpu) / ROUNDS
    return first * 1000, statistics.median(walls) * 1000, used * 1000


def main() -> None:
    if connection.vendor == "postgresql":  # what its own housekeeping does within a minute
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    person = reader()
    report: dict[str, object] = {}
    if "--build" in sys.argv or any(one.is_missing for one in engines()):
        started = time.process_time()
        report["build"] = [indexing.rebuild_index.call(), time.process_time() - started]
    if not search(person, RARE).total:
        publish_post(by=person, body=f"Una {RARE} tra i budget. A rare one.", title="")
    indexing.index_pending.call()
    english, italian = _ENGLISH[0], _ITALIAN[0]
    ways = {
        "rare word": lambda: search(person, RARE, limit=20),
        "common English": lambda: search(person, f"{english} ", limit=20),
        "common Italian": lambda: search(person, f"{italian} ", limit=20),
        "two common words": lambda: search(person, f"{english} {_ENGLISH[1]} ", limit=20),
        "phrase": lambda: search(person, f'"{english} {_ENGLISH[1]}"', limit=20),
        "beginning": lambda: search(person, english[:3], limit=20),
        "word and filters": lambda: search(person, f"{italian} after:2026-01 kind:post ", limit=20),
        "with facets": lambda: search(person, f"{english} ", limit=20, facets=True),
        "newest first": lambda: search(person, f"{english} ", limit=20, params={"sort": "newest"}),
        "palette": lambda: search(person, english[:4], limit=6, counted=False),
        "suggestion": lambda: search(person, "quetzalcoatlsu", limit=20),
        "completion": lambda: typos.complete(english[:2], person),
    }
    report["ways"] = {name: timed(ask) for name, ask in ways.items()}
    report["totals"] = {name: ways[name]().total for name in ("common English", "phrase", "rare word")}
    started = time.perf_counter()
    publish_post(by=person, body=f"zugzwang {now().timestamp()}")
    waited = time.perf_counter()
    indexing.index_pending.call()
    report["findable"] = [(time.perf_counter() - waited) * 1000, (waited - started) * 1000]
    assert search(person, "zugzwang").total
    started = time.perf_counter()
    search(person, f"{english} ", limit=20)
    report["after a commit"] = (time.perf_counter() - started) * 1000
    report |= {"audiences": len(audiences_of(person)), "entries": Entry.objects.count(), "vendor": connection.vendor}
    print("REPORT " + json.dumps(report))


main()
