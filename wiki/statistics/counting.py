"""Counting readers at next to no cost: what is read is noted in memory, and written every few seconds, many at once and
beside the request (a page view pays for a hash and an entry in a dictionary, some microseconds).

Each process keeps its own notes. A process that is killed loses those of the last seconds; one that is stopped writes
them first. They are figures, and no figure is worth a write in a page view.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import logging
import threading
from functools import lru_cache
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.utils.timezone import localdate

from intranet.accounts import view_as
from intranet.core.http import client_address
from intranet.spaces.audiences import Viewer
from wiki.models import Page
from wiki.models.statistics import Reader

log = logging.getLogger(__name__)

SECONDS = 10.0
# Written earlier when so many wait; beyond ten times that (no database), further ones are let go.
MANY = 500
_MACHINES = (
    "bot",
    "crawl",
    "spider",
    "slurp",
    "preview",
    "fetch",
    "monitor",
    "curl",
    "wget",
    "python",
    "headlesschrome",
)

# (page, day, who) to (sort, number of the version).
Notes = dict[tuple[int, datetime.date, str], tuple[str, int]]
_notes: Notes = {}
_lock = threading.Lock()
_last_written = 0.0


def note_reading(request: HttpRequest, page: Page) -> None:
    """Somebody is shown a page as it is. Borrowed eyes, machines and what a browser fetches ahead count for nothing."""
    if not settings.COUNT_READERS or not page.is_published or _is_no_reader(request):
        return
    viewer = request.user
    key = page.pk, localdate(), _who(request, viewer, page.pk)
    if key not in _notes and len(_notes) < 10 * MANY:
        _notes[key] = _sort_of(viewer), page.published_number
    if _notes and (len(_notes) >= MANY or monotonic() - _last_written > SECONDS):
        _write_aside()


def write_notes() -> int:
    """Write what has been noted. Returns how many notes that were."""
    global _last_written  # noqa: PLW0603 - one clock for the process
    from wiki.actions.statistics import keep_readings  # noqa: PLC0415 - views count, actions are above

    with _lock:
        _last_written = monotonic()
        taken = dict(_notes)
        for key in taken:
            _notes.pop(key, None)
    if taken:
        keep_readings(taken)
    return len(taken)


def _write_aside() -> None:
    global _last_written  # noqa: PLW0603
    _last_written = monotonic()
    threading.Thread(target=_write_and_close, name="readers", daemon=True).start()


def _write_and_close() -> None:
    try:
        write_notes()
    except DatabaseError:
        log.warning("The readers of the last seconds could not be counted", exc_info=True)
    finally:
        connection.close()


def _sort_of(viewer: Viewer) -> str:
    if not viewer.is_authenticated:
        return Reader.GUEST
    return Reader.STAFF if viewer.is_staff_member else Reader.CUSTOMER


def _is_no_reader(request: HttpRequest) -> bool:
    if request.method != "GET" or "prefetch" in request.headers.get("Sec-Purpose", ""):
        return True
    if view_as.current(request.session) is not None:
        return True
    if request.user.is_authenticated:
        return False
    agent = request.headers.get("User-Agent", "").lower()
    return not agent or any(word in agent for word in _MACHINES)


def _who(request: HttpRequest, viewer: Viewer, page_id: int) -> str:
    if viewer.is_authenticated:
        person = f"person {viewer.pk}"
    else:
        person = f"{client_address(request)} {request.headers.get('User-Agent', '')}"
    return hmac.new(_key(localdate()), f"{page_id}:{person}".encode(), hashlib.sha256).hexdigest()[:32]


@lru_cache(maxsize=2)
def _key(day: datetime.date) -> bytes:
    """Another one each day."""
    return hashlib.sha256(f"wiki.readers:{day}:{settings.SECRET_KEY}".encode()).digest()
