"""Telling people what their saved searches find.

Each entry that the index has learnt of is put down (``ToMatch``) before it is struck off the index's own list, and is
held against all saved searches by a job of its own. So nothing is missed, whatever is killed; and a row for each person
and entry (``Match``), written with what is told, keeps everything from being told twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import parse_qsl

from django.db.models import Min, QuerySet
from django.utils.timezone import get_default_timezone, localtime, now

from intranet.activity.ledger import record
from intranet.activity.models import Activity
from intranet.content import kinds
from intranet.content.models import Entry
from intranet.jobs import job, scheduled
from intranet.realtime.units import action

from .asked import Asked, read
from .documents import BATCH, documents_of, indexable
from .matching import Held
from .models import Match, SavedSearch, ToMatch
from .verbs import GATHERED, MATCHED, SAID

# What was published longer ago is no news, whatever is done to it.
NEWS = timedelta(days=30)
KEPT = timedelta(days=60)
# So many a day are told at once for one search; the rest come together in the morning. A word that everybody writes
# fills no inbox.
MOST_AT_ONCE = 20


def note_indexed(entry_ids: Iterable[int]) -> None:
    """Have the saved searches look at these entries soon."""
    if not _alerting().exists():
        return
    ToMatch.objects.bulk_create(
        [ToMatch(entry_id=pk) for pk in entry_ids],
        update_conflicts=True,
        unique_fields=["entry_id"],
        update_fields=["since"],
    )
    match_new.enqueue_once(key="search.saved")


@job(attempts=8, backoff=5)
def match_new() -> int:
    """Hold what is new against the saved searches. Returns how many entries somebody is told of."""
    told = 0
    while waiting := list(ToMatch.objects.order_by("since", "pk")[:BATCH].values_list("pk", "since")):
        told += _match([pk for pk, _since in waiting])
        for pk, since in waiting:
            ToMatch.objects.filter(pk=pk, since=since).delete()
    return told


def _match(ids: list[int]) -> int:
    oldest = _alerting().aggregate(oldest=Min("since"))["oldest"]
    if oldest is None:
        return 0
    news = indexable().filter(pk__in=ids, published_at__gte=max(oldest, now() - NEWS))
    held = [Held(document) for document in documents_of(list(news))]
    if not held:
        return 0
    told = 0
    # At once before once a day: who has both is told at once.
    for search in _alerting().select_related("person").order_by("alert", "pk").iterator(200):
        if not (news_to_them := [one for one in held if _is_news(one, search)]):
            continue
        asked = asked_by(search)
        found = [one.document.entry_id for one in news_to_them if _finds(one, search, asked)]
        for entry in _readable(search, found):
            told += note_match(search, entry)
    return told


def asked_by(search: SavedSearch) -> Asked:
    """What it asks, now and for its holder. The last word is whole."""
    params = dict(parse_qsl(search.query))
    return read(f"{params.pop('q', '')} ", search.person, params)


def _is_news(held: Held, search: SavedSearch) -> bool:
    return held.document.published >= search.since and held.document.author != search.person_id


def _finds(held: Held, search: SavedSearch, asked: Asked) -> bool:
    kind = kinds.known(held.document.kind)
    if search.is_watch and kind is not None and not kind.watched:
        return False
    return held.finds(asked) and (not search.exactly or held.says_exactly(search.name))


def _readable(search: SavedSearch, ids: list[int]) -> list[Entry]:
    person = search.person
    return list(Entry.objects.visible_to(person).without_blocked(person).published().filter(pk__in=ids)) if ids else []


def _alerting() -> QuerySet[SavedSearch]:
    return SavedSearch.objects.exclude(alert=SavedSearch.Alert.OFF).filter(person__is_active=True)


@action
def note_match(search: SavedSearch, entry: Entry) -> bool:
    """Put down that a saved search found an entry, and tell its holder if that is to be at once and is not too much for
    one day. False if the holder
    has heard of the entry already."""
    kept = SavedSearch.objects.select_for_update().filter(pk=search.pk).first()
    if kept is None or kept.alert == SavedSearch.Alert.OFF:
        return False
    match, is_new = Match.objects.get_or_create(person=kept.person, entry=entry, defaults={"search": kept})
    if not is_new:
        return False
    if kept.alert == SavedSearch.Alert.AT_ONCE and _told_today(kept) < MOST_AT_ONCE:
        match.told_at = now()
        match.save(update_fields=["told_at"])
        # As the author's doing: whoever is blocked or muted is not heard of this way either.
        record(SAID if kept.is_watch else MATCHED, by=entry.author, on=entry, search=kept.pk)
    return True


def _told_today(search: SavedSearch) -> int:
    midnight = localtime(timezone=get_default_timezone()).replace(hour=0, minute=0, second=0, microsecond=0)
    return Match.objects.filter(search=search, found_at__gte=midnight, told_at__isnull=False).count()


@scheduled(cron="0 8 * * *", name="search-saved")
def tell_daily() -> None:
    """What the searches have found that tell once a day, and what was too much to be told at once; and what nobody
    needs any more is thrown away."""
    waiting = Match.objects.filter(told_at=None).values("search")
    for search in SavedSearch.objects.filter(pk__in=waiting).select_related("person"):
        tell_gathered(search)
    Match.objects.filter(found_at__lt=now() - KEPT).delete()


@action
def tell_gathered(search: SavedSearch) -> int:
    """Tell the holder once of all that waits, if any of it may still be read. Returns how much that was."""
    kept = SavedSearch.objects.select_for_update().filter(pk=search.pk).first()
    if kept is None:
        return 0
    waiting = Match.objects.filter(search=kept, told_at=None)
    found = _readable(search, list(waiting.values_list("entry_id", flat=True)))
    waiting.update(told_at=now())
    if found and kept.alert != SavedSearch.Alert.OFF:
        record(GATHERED, by=None, on=kept, search=kept.pk, page=f"{kept.get_absolute_url()}&sort=newest")
    return len(found)


def forget_told(searches: Iterable[SavedSearch]) -> None:
    """Take the names of these searches out of what was told."""
    Activity.objects.filter(verb=GATHERED, subject__in=[search.key for search in searches]).delete()
