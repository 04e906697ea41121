"""What Haystack is told: that entries are searched. What of them, and how, is in ``documents`` and the engines."""

from __future__ import annotations

from typing import Any

from haystack import indexes

from intranet.content.models import Entry


class EntryIndex(indexes.SearchIndex, indexes.Indexable):
    text = indexes.CharField(document=True)

    def get_model(self) -> type[Entry]:
        return Entry

    def get_updated_field(self) -> None:
        return None

    def prepare_text(self, entry: Entry) -> str:
        return f"{entry.title}\n{entry.body_text}\n{entry.author.name}"

    def index_queryset(self, using: str | None = None) -> Any:
        from .documents import indexable  # noqa: PLC0415 - haystack imports this while apps still load

        return indexable()
