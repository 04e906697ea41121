"""What of an entry is searched: one index over the envelope, whatever the kind."""

from __future__ import annotations

from typing import Any

from haystack import indexes
from whoosh.analysis import CharsetFilter, LanguageAnalyzer, LowercaseFilter, RegexTokenizer, StemmingAnalyzer
from whoosh.support.charset import accent_map

from intranet.content.models import Entry

# Accents are folded before the stem is cut, so "perché" and "perche" meet.
_WORDS = RegexTokenizer(r"\w+(?:\.\w+)*")
ENGLISH = StemmingAnalyzer() | CharsetFilter(accent_map)
ITALIAN = LanguageAnalyzer("it") | CharsetFilter(accent_map)
PLAIN = _WORDS | LowercaseFilter() | CharsetFilter(accent_map)


class EntryIndex(indexes.SearchIndex, indexes.Indexable):
    """Documents of every published entry of a searched kind, each with the audience that may find it."""

    text = indexes.CharField(document=True, analyzer=ENGLISH)
    text_it = indexes.CharField(analyzer=ITALIAN)
    title = indexes.CharField(analyzer=PLAIN)
    audience = indexes.MultiValueField()
    kind = indexes.MultiValueField()
    tags = indexes.MultiValueField()
    author = indexes.IntegerField(model_attr="author_id")
    published = indexes.DateTimeField(model_attr="published_at")

    def get_model(self) -> type[Entry]:
        return Entry

    def get_updated_field(self) -> None:
        return None

    def prepare_text(self, entry: Entry) -> str:
        return f"{entry.title}\n{entry.body_text}\n{entry.author.name}"

    def prepare_text_it(self, entry: Entry) -> str:
        return self.prepare_text(entry)

    def prepare_title(self, entry: Entry) -> str:
        return entry.title or entry.body_text[:120]

    def prepare_audience(self, entry: Entry) -> list[str]:
        return [entry.audience]

    def prepare_kind(self, entry: Entry) -> list[str]:
        return [entry.kind.replace(".", "_")]

    def prepare_tags(self, entry: Entry) -> list[str]:
        return [tag.slug.replace("-", "_") for tag in entry.tags.all()]

    def index_queryset(self, using: str | None = None) -> Any:
        return indexable()


def indexable() -> Any:
    """The entries that belong in the index, ready to be prepared without a query each."""
    from intranet.content import kinds  # noqa: PLC0415 - haystack imports this while apps still load

    searched = [kind.model for kind in kinds.all_kinds() if kind.searched]
    entries = Entry.objects.filter(state=Entry.State.PUBLISHED, kind__in=searched).select_related("author")
    # taggit's manager hides itself from mypy.
    return entries.prefetch_related("tags")  # type: ignore[misc]
