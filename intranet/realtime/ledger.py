"""The streams in the database: numbering frames, and reading what was missed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, CharField, Max, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.timezone import now

from intranet.core.prepared import prepared

from .frames import Draft, Numbered
from .models import Frame, Stream

# More than this is not replayed: the reader loads the page afresh ("resync").
MOST_REPLAYED = 500
KEPT = timedelta(days=7)
_AT_ONCE = 400


def write(drafts: Sequence[Draft]) -> list[Numbered]:
    """Number the drafts and keep them. The caller's transaction ends right after: the counters stay locked until then.

    All counters are raised in one statement in name order, so two writers never wait for each other in a ring.
    """
    heads = _raise_heads(drafts)
    frames = []
    for draft in reversed(drafts):
        seq = heads[draft.stream]
        heads[draft.stream] = seq - 1
        frames.append(Numbered(draft.stream, seq, draft.event, draft.payload))
    frames.reverse()
    for draft, frame in zip(drafts, frames, strict=True):
        if draft.numbered is not None:
            draft.numbered(frame.seq)
    Frame.objects.bulk_create(
        Frame(stream=frame.stream, seq=frame.seq, event=frame.event, payload=frame.payload) for frame in frames
    )
    return frames


def _raise_heads(drafts: Sequence[Draft]) -> dict[str, int]:
    more: dict[str, int] = {}
    for draft in drafts:
        more[draft.stream] = more.get(draft.stream, 0) + 1
    heads: dict[str, int] = {}
    table = connection.ops.quote_name(Stream._meta.db_table)
    names = sorted(more)
    with connection.cursor() as cursor:
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            places = ", ".join(["(%s, %s)"] * len(some))
            cursor.execute(
                f"INSERT INTO {table} (name, head) VALUES {places} "  # noqa: S608
                f"ON CONFLICT (name) DO UPDATE SET head = {table}.head + excluded.head RETURNING name, head",
                [value for name in some for value in (name, more[name])],
            )
            heads.update(cursor.fetchall())
    return heads


def heads(names: Iterable[str]) -> dict[str, int]:
    """The last number of each stream; 0 where nothing was ever said.

    A page that follows a stream reads this *before* its content and puts the number into the page, so that what is
    said while it renders arrives by ``since``.
    """
    wanted = list(names)
    found = dict.fromkeys(wanted, 0)
    for start in range(0, len(wanted), _AT_ONCE):
        found.update(_heads(names=wanted[start : start + _AT_ONCE]))
    return found


@prepared(names=[str])
def _heads(*, names: Iterable[str]) -> QuerySet[Any, Any]:
    return Stream.objects.filter(name__in=names).values_list("name", "head")


def head_of(prefix: str, key: str) -> Any:
    """The head of the stream ``<prefix><key>`` beside each row that is read: the database tells both of one moment."""
    name = Concat(Value(prefix), Cast(OuterRef(key), CharField()))
    return Coalesce(Subquery(Stream.objects.filter(name=name).values("head")[:1]), 0, output_field=BigIntegerField())


def frames_after(name: str, seq: int, limit: int = MOST_REPLAYED + 1) -> list[Numbered]:
    """The frames of one stream after ``seq``, in order. What is older than seven days is missing from the start."""
    rows = Frame.objects.filter(stream=name, seq__gt=seq).order_by("seq")
    return [Numbered(*row) for row in rows.values_list("stream", "seq", "event", "payload")[:limit]]


def forget_old(*, batch: int = 500) -> int:
    """Delete frames past their seven days, a batch per transaction so that nobody waits long for the writer's turn."""
    forgotten = 0
    while True:
        old = Frame.objects.filter(created_at__lt=now() - KEPT).order_by("created_at").values_list("pk", flat=True)
        batch_of_old = list(old[:batch])
        if not batch_of_old:
            return forgotten
        forgotten += Frame.objects.filter(pk__in=batch_of_old).delete()[0]


def forget_said(words: str) -> int:
    """Delete the frames in which these words stand, and on their streams whatever came before: whoever asks for those
    frames gets "resync" and reads the page as it is now. Plain words without quotation marks."""
    said = Frame.objects.annotate(text=Cast("payload", TextField())).filter(text__contains=words)
    last = said.order_by("stream").values("stream").annotate(last=Max("seq"))
    return sum(Frame.objects.filter(stream=row["stream"], seq__lte=row["last"]).delete()[0] for row in last)


def newest_frame() -> int:
    """The number of the frame that was told last, on whatever stream."""
    return Frame.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
