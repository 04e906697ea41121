"""The same question to the database alone, for as long as there is no index: whole words as they are written, in the
order of their dates."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import get_current_timezone

from intranet.content import kinds
from intranet.content.models import Attachment, Entry
from intranet.spaces.audiences import Viewer

from .asked import Asked


def ask_the_database(asked: Asked, viewer: Viewer, *, limit: int, offset: int) -> list[Entry]:
    searched = [kind.model for kind in kinds.all_kinds() if kind.searched]
    entries = Entry.objects.visible_to(viewer).without_blocked(viewer).published().filter(kind__in=searched)
    for column, wanted in (
        ("kind__in", asked.kinds),
        ("author__in", asked.authors),
        ("tagged_entries__tag__slug__in", asked.tags),
    ):
        if wanted is not None:
            entries = entries.filter(**{column: wanted})
    if asked.where is not None:
        entries = entries.filter(Q(space__in=asked.spaces or ()) | Q(audience__in=asked.audiences or ()))
    for sort in asked.has & {"file", "image", "document"}:
        files = Attachment.objects.filter(entry=OuterRef("pk"), **({} if sort == "file" else {"kind": sort}))
        entries = entries.filter(Exists(files))
    zone = get_current_timezone()
    if asked.after:
        entries = entries.filter(published_at__gte=datetime.combine(asked.after, time.min, zone))
    if asked.before:
        entries = entries.filter(published_at__lt=datetime.combine(asked.before, time.min, zone))
    for words in [*((word,) for word in asked.words), *asked.phrases]:
        said = " ".join(words)
        entries = entries.filter(Q(title__icontains=said) | Q(body_text__icontains=said))
    for words in asked.without:
        said = " ".join(words)
        entries = entries.exclude(Q(title__icontains=said) | Q(body_text__icontains=said))
    found = list(entries.order_by("-published_at", "-pk").distinct()[offset : offset + limit])
    return [
        entry
        for entry in found
        if (left_out := kinds.kind_of(entry).unsearched) is None or not left_out(kinds.real(entry))
    ]
