"""What changed between two texts, word by word, and between two lists of anything."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from typing import Literal, NamedTuple, TypeVar

from diff_match_patch import diff_match_patch

T = TypeVar("T", bound=Hashable)
Change = Literal["same", "added", "removed"]

# After this many seconds the difference is coarser, but it is there.
_PATIENCE = 0.5
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_NAMES: dict[int, Change] = {0: "same", 1: "added", -1: "removed"}


class Piece(NamedTuple):
    """A stretch of text that stayed, came or went."""

    change: Change
    text: str


def words_in(text: str) -> list[str]:
    """The text in words, spaces and signs: joined again they are the text."""
    return _WORDS.findall(text)


def difference(older: str, newer: str) -> list[Piece]:
    """What changed from ``older`` to ``newer``, in whole words; equal and neighbouring pieces are joined."""
    runs = changes_between(words_in(older), words_in(newer), readable=True)
    return [Piece(change, "".join(words)) for change, words in runs]


def changes_between(
    before: Sequence[T], after: Sequence[T], *, patience: float = _PATIENCE, readable: bool = False
) -> list[tuple[Change, list[T]]]:
    """Runs of what stayed, came or went. ``readable`` joins what is split by chance (a comma that stayed between two
    sentences that did not); without it as little as possible changes."""
    alphabet: dict[T, str] = {}
    older, newer = (_as_letters(items, alphabet) for items in (before, after))
    meant = {letter: item for item, letter in alphabet.items()}
    engine = diff_match_patch()
    engine.Diff_Timeout = patience
    diffs = engine.diff_main(older, newer, False)
    if readable:
        engine.diff_cleanupSemantic(diffs)
    return [(_NAMES[change], [meant[letter] for letter in letters]) for change, letters in diffs]


def _as_letters(items: Iterable[T], alphabet: dict[T, str]) -> str:
    """A letter for each item, so that the engine, which compares letters, compares items."""
    letters = []
    for item in items:
        if item not in alphabet:
            alphabet[item] = chr(_code(len(alphabet)))
        letters.append(alphabet[item])
    return "".join(letters)


def _code(place: int) -> int:
    """The code point of the nth item, past the surrogates, which are no letters."""
    return place + 1 if place + 1 < 0xD800 else place + 1 + 0x800
