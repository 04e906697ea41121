"""The log of a document: reading what it says, and adding to it. The log is the truth, whatever a process remembers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.timezone import now

from . import crdt
from .models import Document, Snapshot, Update
from .sorts import taken_apart


def find(name: str) -> Document | None:
    return Document.objects.filter(name=name).first()


def held(name: str) -> Document:
    """The document, begun if it was not yet, and its row locked until the caller's transaction ends."""
    sort, key = taken_apart(name)
    rows = Document.objects.select_for_update()
    document = rows.filter(name=name).first()
    if document is None:
        document, is_new = Document.objects.get_or_create(name=name)
        document = rows.get(pk=document.pk)
        if is_new and (text := sort.begin(key)):
            # In the snapshot and not in the log: nobody has written it here.
            Snapshot.objects.create(document=document, data=crdt.begun(as_kept(text), writer=document.writer))
    return document


def begun(name: str) -> Document:
    """The document as it is now, begun if it was not yet."""
    if (document := find(name)) is not None:
        return document
    with transaction.atomic():
        return held(name)


def heads(names: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Epoch and head of each of these that exists."""
    rows = Document.objects.filter(name__in=names)
    return {name: (epoch, head) for name, epoch, head in rows.values_list("name", "epoch", "head")}


def updates_of(document: Document, upto: int | None = None) -> list[bytes]:
    """All there is of it, to be applied in this order."""
    tail = document.updates.filter(seq__gt=document.snapshot_seq).order_by("seq")
    if upto is not None:
        tail = tail.filter(seq__lte=upto)
    # It may be newer than the row that was read, and then some of the tail comes twice, which is as good as once.
    first = Snapshot.objects.filter(document=document).values_list("data", flat=True)
    return [bytes(data) for data in (*first, *tail.values_list("data", flat=True))]


def between(document: int, after: int, upto: int) -> list[bytes]:
    rows = Update.objects.filter(document_id=document, seq__gt=after, seq__lte=upto).order_by("seq")
    return [bytes(data) for data in rows.values_list("data", flat=True)]


def add(document: Document, updates: Sequence[tuple[bytes, int | None]]) -> int:
    """Write them at the end, each with whose it is; gives the number of the last. The row must be held."""
    moment = now()
    first = document.head + 1
    Update.objects.bulk_create(
        Update(document=document, seq=seq, data=data, person_id=person, made_at=moment)
        for seq, (data, person) in enumerate(updates, first)
    )
    document.head += len(updates)
    document.written_at = moment
    document.save(update_fields=["head", "written_at"])
    return document.head


def writers(document: Document, after: int, upto: int | None) -> list[int]:
    """Who wrote in that part of the log, the first of them first."""
    rows = document.updates.filter(seq__gt=after, person__isnull=False)
    if upto is not None:
        rows = rows.filter(seq__lte=upto)
    return list(dict.fromkeys(_people(rows.order_by("seq").values_list("person_id", flat=True))))


def _people(ids: Iterable[int | None]) -> Iterable[int]:
    return (person for person in ids if person is not None)


def as_kept(text: str) -> str:
    """As documents hold it: lines end one way, and nothing is in it that no database keeps."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return whole.encode("utf-8", "replace").decode() if any("\ud800" <= sign <= "\udfff" for sign in whole) else whole
