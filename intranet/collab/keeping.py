"""Keeping logs short: snapshots, and the end of what is behind them."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from . import crdt, limits, log
from .models import Document, Snapshot, Update

logger = logging.getLogger(__name__)

_AT_ONCE = 500
# Where somebody has it open, the server makes the snapshots.
_AT_REST = timedelta(minutes=10)


def keep_snapshot(document: int, data: bytes, seq: int) -> bool:
    """False where there is a later one already. Nothing is lost by a snapshot: what it stands for stays in the log."""
    with transaction.atomic():
        rows = Document.objects.filter(pk=document, snapshot_seq__lt=seq, head__gte=seq)
        if not rows.update(snapshot_seq=seq):
            return False
        Snapshot.objects.update_or_create(document_id=document, defaults={"data": data})
        return True


def snapshot_long_tails() -> int:
    """For documents that only the program writes, or whose server was killed."""
    long = Document.objects.filter(
        head__gte=F("snapshot_seq") + limits.SNAPSHOT_AFTER, written_at__lt=now() - _AT_REST
    ).order_by("pk")
    made = 0
    for document in long.iterator(chunk_size=20):
        try:
            data = crdt.folded(log.updates_of(document, upto=document.head))
        except ValueError:
            logger.exception("%s keeps its log: a snapshot of it would not say the same", document.name)
            continue
        made += keep_snapshot(document.pk, data, document.head)
    return made


def forget_old() -> int:
    """Delete what is older than thirty days, behind a snapshot, and settled: who wrote it stands in the page's own
    history by then. A transaction each, so that a large night keeps nobody waiting."""
    forgotten = 0
    while True:
        old = Update.objects.filter(
            made_at__lt=now() - timedelta(days=limits.LOG_DAYS),
            seq__lte=F("document__snapshot_seq"),
            document__settled__gte=F("seq"),
        ).order_by("pk")
        some = list(old.values_list("pk", flat=True)[:_AT_ONCE])
        if not some:
            return forgotten
        forgotten += Update.objects.filter(pk__in=some).delete()[0]
