"""What of an entry is searched: the same for every kind, and for every engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Any

from django.utils.timezone import localtime

from intranet.content import kinds
from intranet.content.models import Attachment, Entry, Placement
from intranet.conversation.models import Poll

from .models import FileText
from .words import each_word

BATCH = 200
# Of very long texts the beginning is searched: about a hundred pages.
MOST_WORDS = 40_000


@dataclass(frozen=True)
class Document:
    """One entry as the index knows it."""

    entry_id: int
    audience: str
    kind: str
    author: int
    published: datetime
    spaces: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    # "file", "image", "poll", "link", …, and "unanswered".
    has: frozenset[str] = field(default_factory=frozenset)
    title: str = ""
    text: str = ""
    author_name: str = ""
    files: str = ""

    @property
    def key(self) -> str:
        return f"content.entry.{self.entry_id}"

    @cached_property
    def strong_words(self) -> set[str]:
        """What stands in the title or is a tag."""
        return {*each_word(self.title), *each_word(" ".join(self.tags))}

    @cached_property
    def said(self) -> list[str]:
        """Its own words, in order. "" stands between the parts, so that no phrase reaches from one into the next."""
        parts = (self.title, self.text, self.author_name, " ".join(self.tags))
        return [word for part in parts for word in (*each_word(part), "")][:MOST_WORDS]

    @cached_property
    def in_files(self) -> list[str]:
        return list(islice(each_word(self.files), MOST_WORDS))

    @property
    def year(self) -> int:
        return localtime(self.published).year


def indexable() -> Any:
    """The entries that belong in an index, with what every document needs."""
    searched = [kind.model for kind in kinds.all_kinds() if kind.searched]
    entries = Entry.objects.filter(state=Entry.State.PUBLISHED, kind__in=searched).select_related("author")
    # taggit's manager hides itself from mypy.
    return entries.prefetch_related("tags")  # type: ignore[misc]


def each_document(entries: Any) -> Iterator[Document]:
    """The documents of a queryset of ``indexable()`` entries, however many, a batch at a time."""
    rows = entries.order_by("pk").iterator(BATCH)
    while batch := list(islice(rows, BATCH)):
        yield from documents_of(batch)


def documents_of(entries: Sequence[Entry]) -> list[Document]:
    """The documents of these entries, in a number of queries that does not depend on how many they are."""
    ids = [entry.pk for entry in entries]
    files, texts, polls, placed = _files_of(ids), _file_texts_of(ids), _polls_of(ids), _placements_of(ids)
    reals = _reals_of(entries)
    found = []
    for entry in entries:
        real = reals.get(entry.pk)
        kind = kinds.kind_of(entry)
        if kind.unsearched is not None and kind.unsearched(real):
            continue
        said = [entry.body_text, *polls.get(entry.pk, ())]
        if real is not None and kind.search_text is not None:
            said.append(kind.search_text(real))
        names = [file.name for file in files.get(entry.pk, ())]
        found.append(
            Document(
                entry_id=entry.pk,
                audience=entry.audience,
                kind=entry.kind,
                author=entry.author_id,
                published=entry.published_at or entry.created_at,
                spaces=tuple(dict.fromkeys([*([entry.space_id] if entry.space_id else []), *placed.get(entry.pk, ())])),
                tags=tuple(tag.slug for tag in entry.tags.all()),
                has=frozenset(_has(entry, real, files.get(entry.pk, ()), is_poll=entry.pk in polls)),
                title=entry.title,
                text="\n".join(said),
                author_name=entry.author.name,
                files="\n".join([*names, *texts.get(entry.pk, ())]),
            )
        )
    return found


def _has(entry: Entry, real: Any, files: Iterable[Attachment], *, is_poll: bool) -> Iterator[str]:
    kind = kinds.kind_of(entry)
    for file in files:
        yield "file"
        if file.kind in (Attachment.Kind.IMAGE, Attachment.Kind.DOCUMENT):
            yield str(file.kind.value if isinstance(file.kind, Attachment.Kind) else file.kind)
    if is_poll:
        yield "poll"
    if 'href="http' in entry.body_html or (real is not None and any(kind.own_links(real))):
        yield "link"
    if kind.answered is not None:
        if real is not None and not kind.answered(real):
            yield "unanswered"
    elif kind.takes_comments and not entry.comments_count:
        yield "unanswered"


def _reals_of(entries: Sequence[Entry]) -> dict[int, Any]:
    """Real objects of those kinds that want to say more of themselves than the envelope does."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        by_kind[entry.kind].append(entry.pk)
    found: dict[int, Any] = {}
    for model, ids in by_kind.items():
        kind = kinds.find(model)
        if kind.search_text or kind.answered or kind.unsearched or kind.has_own_links:
            found.update(kind.model_class._default_manager.in_bulk(ids))
    return found


def _files_of(ids: list[int]) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = defaultdict(list)
    for file in Attachment.objects.filter(entry__in=ids).exclude(state=Attachment.State.REFUSED):
        found[file.entry_id or 0].append(file)
    return found


def _file_texts_of(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = FileText.objects.filter(attachment__entry__in=ids).exclude(text="")
    for entry, text in rows.order_by("attachment__position").values_list("attachment__entry", "text"):
        found[entry].append(text)
    return found


def _polls_of(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for pk, option in Poll.objects.filter(pk__in=ids).order_by("options__place").values_list("pk", "options__text"):
        found[pk].append(option or "")
    return found


def _placements_of(ids: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for entry, space in Placement.objects.filter(entry__in=ids).order_by("pk").values_list("entry", "space"):
        found[entry].append(space)
    return found
