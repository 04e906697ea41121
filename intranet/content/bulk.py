"""Many entries at once, for importers and load data: what the actions would leave, without a transaction each.

Django cannot ``bulk_create`` objects with a parent table, so parents and children are inserted apart, in batches. The
rows are those of ``publish_entry`` (a test compares): the entry, its tags, its mentions and watchers, its activity,
the counts of its root. Nobody is notified and no frame is published; the index is rebuilt afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Count, Max

from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.core.markup import RENDERER_VERSION, Person, Rendered, render
from intranet.core.text import tag_slug

from .kinds import all_kinds, find, kind_of
from .models import Entry, Tag, TaggedEntry

BATCH = 500
OnMany = Callable[[Sequence[tuple[Entry, Rendered]]], None]
_listeners: list[OnMany] = []


def on_many_texts(listener: OnMany) -> OnMany:
    """Register the bulk twin of a ``texts.on_text`` listener: it gets a batch of written entries."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def insert_entries(entries: Iterable[Any], *, told: Callable[[int], None] = lambda _count: None) -> int:
    """Insert unsaved, published entries of any kinds; ``told`` hears how many are in after each batch.

    Each has its author, audience, space, root, title, body and ``published_at`` set. Roots come before what is said
    under them. Returns how many were inserted.
    """
    people = {handle: Person(pk, handle, name) for pk, handle, name in _everybody()}
    tags: dict[str, Tag] = {tag.slug: tag for tag in Tag.objects.all()}
    count = 0
    waiting = iter(entries)
    while batch := list(islice(waiting, BATCH)):
        with transaction.atomic():
            written = [(entry, _write(entry, people)) for entry in batch]
            insert_rows([entry for entry, _result in written])
            follow(written, tags)
            _note([entry for entry, _result in written])
            _count(written)
        count += len(batch)
        told(count)
    return count


def _everybody() -> Iterable[tuple[int, str, str]]:
    return User.objects.active().values_list("pk", "handle", "name")


def _write(entry: Any, people: dict[str, Person]) -> Rendered:
    def known(handles: set[str]) -> dict[str, Person]:
        return {handle: people[handle] for handle in handles if handle in people}

    result = render(entry.body, people=known, anchors=find(entry._meta.label_lower).anchors)
    entry.body_html, entry.body_text = result.html, result.text
    entry.renderer = RENDERER_VERSION
    entry.kind = entry._meta.label_lower
    entry.in_feed = kind_of(entry).in_feed
    entry.state = Entry.State.PUBLISHED
    entry.active_at = entry.published_at
    entry.created_at = entry.published_at
    entry.language = entry.language or entry.author.language
    return result


def insert_rows(entries: Sequence[Any]) -> None:
    """The rows of unsaved entries and nothing that follows from them. Parents first, which gives the keys; then each
    model's own columns."""
    columns = [field for field in Entry._meta.concrete_fields if not field.primary_key]
    parents = [Entry(**{field.attname: getattr(entry, field.attname) for field in columns}) for entry in entries]
    Entry.objects.bulk_create(parents)
    for entry, parent in zip(entries, parents, strict=True):
        entry.entry_ptr_id = entry.id = parent.pk
        entry._state.adding = False
    by_model: dict[type[Any], list[Any]] = {}
    for entry in entries:
        by_model.setdefault(type(entry), []).append(entry)
    for model, children in by_model.items():
        model._base_manager._insert(children, fields=model._meta.local_concrete_fields, using="default")


def follow(written: Sequence[tuple[Any, Rendered]], tags: dict[str, Tag]) -> None:
    """What follows from texts that are in their rows: tags (``tags`` knows those there are), mentions, watchers."""
    _file(written, tags)
    for listener in _listeners:
        listener(written)


def _file(written: Sequence[tuple[Any, Rendered]], tags: dict[str, Tag]) -> None:
    rows = []
    for entry, result in written:
        for name in dict.fromkeys([*result.tags, *kind_of(entry).own_tags(entry)]):
            slug = tag_slug(name)
            if (tag := tags.get(slug)) is None:
                tag = tags[slug] = Tag.objects.create(name=name, slug=slug)
            rows.append(TaggedEntry(content_object_id=entry.entry_id, tag=tag))
    TaggedEntry.objects.bulk_create(rows, ignore_conflicts=True)


def _note(entries: Sequence[Any]) -> None:
    rows = [
        Activity(
            verb=kind_of(entry).verb("published"),
            actor=entry.author,
            subject=entry.key,
            label=entry.audit_label,
            audience=entry.audience,
            created_at=entry.published_at,
        )
        for entry in entries
        if kind_of(entry).announce is None  # else the kind says itself what is written down
    ]
    Activity.objects.bulk_create(rows)


def _count(written: Sequence[tuple[Any, Rendered]]) -> None:
    touched = {entry.root_id for entry, _result in written if entry.root_id is not None}
    said = (
        Entry.objects.filter(root__in=touched, state=Entry.State.PUBLISHED)
        .exclude(kind__in=[kind.model for kind in all_kinds() if kind.counts is not None or kind.narrower])
        .order_by()
    )
    counted = said.values("root").annotate(many=Count("pk"), latest=Max("published_at"))
    roots = Entry.objects.in_bulk(touched)
    for row in counted:
        root = roots[row["root"]]
        root.comments_count = row["many"]
        root.active_at = max(row["latest"], root.published_at or row["latest"])
    Entry.objects.bulk_update(roots.values(), ["comments_count", "active_at"])
