"""Keeping the index true: what changed is written down with the change, and one job at a time tells the index."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Min
from django.utils.timezone import now

from intranet.activity.ledger import Reactor
from intranet.activity.models import Activity
from intranet.content.models import Attachment, Entry
from intranet.jobs import job, scheduled

from . import shelves
from .alerts import note_indexed
from .documents import BATCH, documents_of, each_document, indexable
from .engine import INSIDE, OUTSIDE, engine, engines
from .files import READABLE, read_new_files
from .models import Meanwhile, Pending, Rebuild

log = logging.getLogger(__name__)

MOST_FILES_A_NIGHT = 5000
# After these verbs the audience of the whole discussion is another one.
_WHOLE_DISCUSSION = (".deleted", ".undeleted", ".hidden", ".restored", ".moved", ".placed", ".unplaced")


def mark_changed(entry_ids: Iterable[int]) -> None:
    """Remember, in the caller's transaction, that the index must look at these entries again."""
    Pending.objects.bulk_create(
        [Pending(entry_id=pk) for pk in dict.fromkeys(entry_ids)],
        update_conflicts=True,
        unique_fields=["entry_id"],
        update_fields=["since"],
        batch_size=1000,
    )
    index_pending.enqueue_once(key="search.index")


def lag_seconds() -> float:
    """For how long the oldest change has waited for the index."""
    oldest = Pending.objects.aggregate(since=Min("since"))["since"]
    return max(0.0, (now() - oldest).total_seconds()) if oldest else 0.0


@job(attempts=8, backoff=5)
def index_pending() -> int:
    """Bring the index up to date with everything that waits. Returns how many entries it looked at."""
    if any(one.is_missing for one in engines()):
        rebuild_index.call()
    looked_at, mended = 0, False
    while waiting := list(Pending.objects.order_by("since", "pk")[:BATCH].values_list("pk", "since")):
        try:
            _write([pk for pk, _since in waiting])
        except Exception:
            if mended or all(one.is_sound() for one in engines()):
                raise  # a full disk, a database that went away: later
            mended = True
            log.exception("The search index cannot be written, since it is broken; it is built anew.")
            rebuild_index.call()
            continue
        note_indexed(pk for pk, _since in waiting)
        # Only now: whoever is killed before this line looks again. A change that came in meanwhile has another time.
        for pk, since in waiting:
            Pending.objects.filter(pk=pk, since=since).delete()
        looked_at += len(waiting)
    return looked_at


def _write(ids: list[int]) -> None:
    documents = documents_of(list(indexable().filter(pk__in=ids)))
    if Rebuild.objects.exists():
        # Asked after the entries were read: a rebuild that begins now reads what they are now.
        Meanwhile.objects.bulk_create([Meanwhile(entry_id=pk) for pk in ids], ignore_conflicts=True)
    outside = shelves.put({document.audience for document in documents})
    for name in (INSIDE, OUTSIDE):
        here = [document for document in documents if (document.audience in outside) == (name == OUTSIDE)]
        kept = {document.entry_id for document in here}
        engine(name).write(here, gone=[pk for pk in ids if pk not in kept])
    read_new_files(document.entry_id for document in documents if "file" in document.has)


@job(attempts=2, backoff=60)
def rebuild_index() -> int:
    """Build both indexes anew from the database, beside the old ones, and swap them in. What changes meanwhile is
    written to the old ones, and looked at again afterwards."""
    building = Rebuild.objects.create()
    outside = shelves.put_all()
    entries = indexable()
    count = engine(INSIDE).rebuild(each_document(entries.exclude(audience__in=outside)))
    count += engine(OUTSIDE).rebuild(each_document(entries.filter(audience__in=outside)))
    with transaction.atomic():
        Rebuild.objects.filter(pk__lte=building.pk).delete()
        meanwhile = list(Meanwhile.objects.values_list("pk", flat=True))
        if meanwhile:
            mark_changed(meanwhile)
            Meanwhile.objects.filter(pk__in=meanwhile).delete()
    log.info("The search index was rebuilt: %s entries.", count)
    return count


def rebuild_for_an_erasure() -> None:
    """Whoosh takes a word out of its files when it merges them, whenever that is; PostgreSQL keeps a list of all words
    for who mistypes one."""
    if any(hasattr(one, "forget_older") for one in engines()):
        rebuild_index.enqueue_once(key="search-erasure")
    else:
        forget_unsaid_words.enqueue_once(key="search-erasure")


@job(attempts=3, backoff=60)
def forget_unsaid_words() -> None:
    """After what waits to be taken out of the index: words that stand in nothing any more."""
    index_pending.call()
    for one in engines():
        getattr(one, "forget_unsaid", lambda: None)()


@scheduled(cron="5 3 * * *", name="search.forget_older_indexes")
def forget_older_indexes() -> None:
    """The files of the index before the last rebuild, which somebody was reading at that moment; and words that nothing
    says any more."""
    for one in engines():
        getattr(one, "forget_older", lambda: None)()
    forget_unsaid_words.call()


@job(attempts=3, backoff=20)
def mend_index() -> bool:
    """Build the index anew if it is broken. A search that failed for another reason is no ground for that."""
    if all(one.is_sound() for one in engines()):
        return False
    rebuild_index.call()
    return True


@job(attempts=3, backoff=30)
def move_between_shelves() -> int:
    """Take entries from one index to the other after people outside gained or lost what they may read."""
    audiences = shelves.moved()
    if not audiences:
        return 0
    ids = list(Entry.objects.published().filter(audience__in=audiences).values_list("pk", flat=True))
    with transaction.atomic():
        shelves.put(audiences)
        if ids:
            mark_changed(ids)
    return len(ids)


@scheduled(cron="29 2 * * *", name="search-files")
def read_files_left_over() -> None:
    """Once a night: files of entries that came in without the index being told, by an import say."""
    new = Attachment.objects.filter(words__isnull=True, entry__state=Entry.State.PUBLISHED, mime__in=READABLE)
    read_new_files(list(new.order_by("-created_at").values_list("entry_id", flat=True)[:MOST_FILES_A_NIGHT]))


@scheduled(cron="*/5 * * * *", name="search-shelves")
def look_after_shelves() -> None:
    """The net under ``SHELVES``: memberships that come and go by rules, people who change sides."""
    move_between_shelves.call()


def _mark(activity: Activity) -> None:
    ids = [activity.subject_id]
    if activity.verb.endswith(_WHOLE_DISCUSSION):
        ids += Entry.objects.filter(root_id=activity.subject_id).values_list("pk", flat=True)
    # What is said under a question may be its answer.
    ids += Entry.objects.filter(pk=activity.subject_id, root__isnull=False).values_list("root_id", flat=True)
    mark_changed(ids)


def _mark_texts_of_renamed(activity: Activity) -> None:
    if "name" in activity.details.get("fields", ()):
        mark_changed(Entry.objects.filter(author=activity.subject_id).values_list("pk", flat=True))


INDEX = Reactor("index", concerns=lambda verb: verb.indexed, enqueue=_mark)
SHELVES = Reactor(
    "shelves",
    concerns=lambda verb: verb.name.startswith(tuple(shelves.moving)),
    enqueue=lambda activity: move_between_shelves.enqueue_once(key="search.shelves"),
)
# Texts are found by the names of their authors, too.
AUTHORS = Reactor(
    "authors",
    concerns=lambda verb: verb.name == "accounts.person.profile_changed",
    enqueue=_mark_texts_of_renamed,
)
