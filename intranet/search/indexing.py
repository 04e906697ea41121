"""Keeping the index true: what changed is written down with the change, and one job at a time tells the index."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from haystack import connections

from intranet.activity.ledger import Reactor
from intranet.activity.models import Activity
from intranet.content.models import Entry
from intranet.jobs import job

from .models import Pending
from .search_indexes import indexable
from .whoosh_engine import PorticoWhooshBackend

log = logging.getLogger(__name__)

BATCH = 200
# After these verbs the audience of the whole discussion is another one.
_WHOLE_DISCUSSION = (".deleted", ".undeleted", ".hidden", ".restored", ".moved", ".placed", ".unplaced")


def backend() -> PorticoWhooshBackend:
    return connections["default"].get_backend()


def mark_changed(entry_ids: Iterable[int]) -> None:
    """Remember, in the caller's transaction, that the index must look at these entries again."""
    Pending.objects.bulk_create(
        [Pending(entry_id=pk) for pk in entry_ids],
        update_conflicts=True,
        unique_fields=["entry_id"],
        update_fields=["since"],
    )
    index_pending.enqueue_once(key="search.index")


@job(attempts=8, backoff=5)
def index_pending() -> int:
    """Bring the index up to date with everything that waits. Returns how many entries it looked at."""
    if backend().is_missing:
        rebuild_index.call()
    looked_at = 0
    while waiting := list(Pending.objects.order_by("since", "pk")[:BATCH].values_list("pk", "since")):
        _write([pk for pk, _since in waiting])
        # Only now: whoever is killed before this line looks again. A change that came in meanwhile has another time.
        for pk, since in waiting:
            Pending.objects.filter(pk=pk, since=since).delete()
        looked_at += len(waiting)
    return looked_at


def _write(ids: list[int]) -> None:
    index = connections["default"].get_unified_index().get_index(Entry)
    entries = list(indexable().filter(pk__in=ids))
    found = {entry.pk for entry in entries}
    documents = [index.full_prepare(entry) for entry in entries]
    backend().write(documents, gone=[pk for pk in ids if pk not in found])


@job(attempts=2, backoff=60)
def rebuild_index() -> int:
    """Build the index anew from the database and swap it in. What changes meanwhile is looked at again after."""
    index = connections["default"].get_unified_index().get_index(Entry)
    count = backend().rebuild(index.full_prepare(entry) for entry in indexable().order_by("pk").iterator(BATCH))
    log.info("The search index was rebuilt: %s entries.", count)
    return count


def _mark(activity: Activity) -> None:
    ids = [activity.subject_id]
    if activity.verb.endswith(_WHOLE_DISCUSSION):
        ids += Entry.objects.filter(root_id=activity.subject_id).values_list("pk", flat=True)
    mark_changed(ids)


INDEX = Reactor("index", concerns=lambda verb: verb.indexed, enqueue=_mark)
