"""Whether a question finds one document: the answer of the engines, worked out without an index. So each new entry is
held against all saved searches at once, and none of them has to be asked again."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from django.utils.timezone import localtime

from .asked import Asked
from .documents import Document
from .words import stems_of, words_of


class Held:
    """A document with its words where they are quickly found."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def words(self) -> list[str]:
        return [*self.document.said, *self.document.in_files]

    @cached_property
    def places(self) -> dict[str, set[int]]:
        """Where each stem stands, and each word that has none."""
        found: dict[str, set[int]] = defaultdict(set)
        for place, word in enumerate(self.words):
            for stem in stems_of(word) or (word,):
                found[stem].add(place)
        return found

    def finds(self, asked: Asked) -> bool:
        """As ``Engine.find`` would, but for the audience."""
        if not asked or asked.impossible or not self._passes(asked):
            return False
        return (
            all(self._has(word) for word, _growing in asked.words_to_find())
            and all(self._has_phrase(phrase) for phrase in asked.phrases)
            and not any(self._has_phrase(words) if len(words) > 1 else self._has(words[0]) for words in asked.without)
        )

    def says_exactly(self, text: str) -> bool:
        """Whether these words follow each other just as they are, but for case and accents."""
        wanted = words_of(text)
        many = len(wanted)
        return bool(wanted) and any(
            self.words[at : at + many] == wanted for at, word in enumerate(self.words) if word == wanted[0]
        )

    def _passes(self, asked: Asked) -> bool:
        document = self.document
        day = localtime(document.published).date()
        wanted_and_there = (
            (asked.kinds, {document.kind}),
            (asked.where, {*document.spaces, document.audience}),
            (asked.authors, {document.author}),
            (asked.tags, set(document.tags)),
        )
        return (
            all(wanted is None or not wanted.isdisjoint(there) for wanted, there in wanted_and_there)
            and asked.has <= document.has
            and (not asked.unanswered or "unanswered" in document.has)
            and (asked.after is None or day >= asked.after)
            and (asked.before is None or day < asked.before)
        )

    def _has(self, word: str) -> bool:
        return any(stem in self.places for stem in stems_of(word) or (word,))

    def _has_phrase(self, words: tuple[str, ...]) -> bool:
        """Words that say nothing may be any others."""
        telling = [(place, word) for place, word in enumerate(words) if stems_of(word)]
        if not telling:
            return False
        if len(telling) == 1:
            return self._has(telling[0][1])
        starts: set[int] | None = None
        for place, word in telling:
            here = {at - place for stem in stems_of(word) for at in self.places.get(stem, ())}
            starts = here if starts is None else starts & here
        return bool(starts)
