"""How often a topic is looked at, counted at the price of an entry in a dictionary: what is noted in memory is written
every few seconds, all of it in one statement, beside the requests.

Each process keeps its own notes. One that is killed loses those of the last seconds; one that is stopped writes them
first. Who comes back to a topic within the hour is not counted again.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter, OrderedDict
from time import monotonic

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Case, F, IntegerField, Value, When
from django.http import HttpRequest

from forum.models import Topic
from intranet.core.http import client_address

log = logging.getLogger(__name__)

SECONDS = 10.0
MANY = 500
# Who has looked lately: so many are remembered, for so long.
MOST_LOOKS, AN_HOUR = 20_000, 3600.0
_MACHINES = ("bot", "crawl", "spider", "slurp", "preview", "fetch", "monitor", "curl", "wget", "python")

_lock = threading.Lock()
_noted: Counter[int] = Counter()
_looks: OrderedDict[tuple[str, int], float] = OrderedDict()
_last_written = 0.0


def note_view(request: HttpRequest, topic_id: int) -> None:
    """Somebody is shown a topic. Machines, and what a browser fetches ahead, count for nothing."""
    if not settings.COUNT_READERS or request.method != "GET" or _is_no_reader(request):
        return
    viewer = request.user
    who = f"person {viewer.pk}" if viewer.is_authenticated else client_address(request)
    moment = monotonic()
    with _lock:
        if moment - _looks.get((who, topic_id), -AN_HOUR) < AN_HOUR:
            return
        _looks[who, topic_id] = moment
        _looks.move_to_end((who, topic_id))
        while len(_looks) > MOST_LOOKS:
            _looks.popitem(last=False)
        _noted[topic_id] += 1
        is_due = len(_noted) >= MANY or moment - _last_written > SECONDS
    if is_due:
        _write_aside()


def write_views() -> int:
    """Write what was noted. Returns of how many topics."""
    global _last_written  # noqa: PLW0603 - one clock for the process
    with _lock:
        _last_written = monotonic()
        taken = dict(_noted)
        _noted.clear()
    if taken:
        more = Case(*(When(pk=pk, then=Value(n)) for pk, n in taken.items()), output_field=IntegerField())
        Topic.objects.filter(pk__in=taken).update(views_count=F("views_count") + more)
    return len(taken)


async def write_what_waits() -> None:
    await sync_to_async(write_views, thread_sensitive=False)()


def forget() -> None:
    """Who has looked at what. For tests."""
    with _lock:
        _noted.clear()
        _looks.clear()


def _write_aside() -> None:
    global _last_written  # noqa: PLW0603
    _last_written = monotonic()
    threading.Thread(target=_write_and_close, name="topic-views", daemon=True).start()


def _write_and_close() -> None:
    try:
        write_views()
    except DatabaseError:
        log.warning("The views of the last seconds could not be counted", exc_info=True)
    finally:
        connection.close()


def _is_no_reader(request: HttpRequest) -> bool:
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return True
    agent = request.headers.get("User-Agent", "").lower()
    return not request.user.is_authenticated and (not agent or any(word in agent for word in _MACHINES))
