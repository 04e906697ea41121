"""What Haystack's own commands call on a backend, said in the words of our engines; first among a backend's bases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .documents import Document, documents_of


class HaystackCommands:
    def update(self, index: Any, iterable: Any, commit: bool = True) -> None:
        self.write(documents_of(list(iterable)))

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        self.write([], gone=[int(str(getattr(obj_or_string, "pk", obj_or_string)).rpartition(".")[2])])

    def clear(self, models: Any = None, commit: bool = True) -> None:
        self.rebuild([])

    def search(self, query_string: str, **options: Any) -> dict[str, Any]:
        raise NotImplementedError("Ask intranet.search.queries: this index is never read without a reader.")

    def write(self, documents: Iterable[Document], gone: Iterable[int] = ()) -> None:
        raise NotImplementedError

    def rebuild(self, documents: Iterable[Document]) -> int:
        raise NotImplementedError
