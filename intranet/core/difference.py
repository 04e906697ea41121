"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from diff_match_patch import diff_match_patch

# After this many seconds the difference is coarser, but it is there.
_PATIENCE = 0.5
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


class Piece(NamedTuple):
    """A stretch of text that stayed, came or went."""

    change: Literal["same", "added", "removed"]
    text: str


def difference(older: str, newer: str) -> list[Piece]:
    """What changed from ``older`` to ``newer``, in whole words; equal and neighbouring pieces are joined."""
    alphabet: dict[str, str] = {}
    before, after = (_as_letters(text, alphabet) for text in (older, newer))
    words = {letter: word for word, letter in alphabet.items()}
    engine = diff_match_patch()
    engine.Diff_Timeout = _PATIENCE
    diffs = engine.diff_main(before, after, False)
    engine.diff_cleanupSemantic(diffs)
    names: dict[int, Literal["same", "added", "removed"]] = {0: "same", 1: "added", -1: "removed"}
    return [Piece(names[change], "".join(words[letter] for letter in letters)) for change, letters in diffs]


def _as_letters(text: str, alphabet: dict[str, str]) -> str:
    """The text with a letter for each word, so that the engine, which compares letters, compares words."""
    letters = []
    for word in _WORDS.findall(text):
        if word not in alphabet:
            alphabet[word] = chr(_code(len(alphabet)))
        letters.append(alphabet[word])
    return "".join(letters)


def _code(place: int) -> int:
    """The code point of the nth word, past the surrogates, which are no letters."""
    return place + 1 if place + 1 < 0xD800 else place + 1 + 0x800
