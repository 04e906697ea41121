"""Finding watched words in what people write, however they are written.

Nothing an admin types is run as a regular expression: a phrase is words, a word may carry ``*`` (any letters), and both
sides are brought to the same plain letters before they are compared. The work grows with the length of the text, and
with the number of lines that begin with a star (``MOST_OPEN``), and with nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from intranet.core.text import fold

from .lookalikes import DIGITS, LETTERS

MOST_PATTERNS = 500
MOST_OPEN = 50
LONGEST_PATTERN = 100
# More of a text than anybody reads is not looked at twice.
MOST_CHARACTERS = 250_000
_THRICE = re.compile(r"(.)\1{2,}")
_RUN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of a list: the words of a phrase, in plain letters, and what is said instead."""

    said: str
    words: tuple[str, ...]
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A watched word in a text: which, where it stands, and the letters as they were written."""

    pattern: Pattern
    start: int
    end: int
    written: str


@dataclass(frozen=True, slots=True)
class _Token:
    # The plain spellings it may stand for, and the characters of the text that it is.
    spellings: tuple[str, ...]
    start: int
    end: int


class BadPattern(ValueError):
    """A line that no text could ever match, or every text."""


def pattern_of(line: str) -> Pattern:
    """One line of a list: "free money", "casino*", "cretino => stimato collega". BadPattern for what means nothing."""
    said, _arrow, instead = (part.strip() for part in line.partition("=>"))
    words = tuple(word for word in (_plain_pattern(part) for part in said.split()) if word)
    if not words or len(said) > LONGEST_PATTERN or len(instead) > LONGEST_PATTERN:
        raise BadPattern(said)
    if any(not word.strip("*") for word in words) or len("".join(words).replace("*", "")) < 2:
        raise BadPattern(said)
    return Pattern(said, words, instead)


def is_open(pattern: Pattern) -> bool:
    """Whether it can only be looked for one by one, since its first letters may be any."""
    return "*" in pattern.words[0].rstrip("*")


def patterns_of(text: str | Iterable[str]) -> list[Pattern]:
    """The lines of a list; empty ones, and those that begin with #, are left out."""
    lines = text.splitlines() if isinstance(text, str) else text
    return [pattern_of(line) for line in map(str.strip, lines) if line and not line.startswith("#")]


@lru_cache(maxsize=64)
def _compiled(lines: tuple[str, ...]) -> _Matcher:
    return _Matcher(patterns_of(lines))


def find(lines: Sequence[str], text: str) -> list[Found]:
    """Every watched word in ``text``, in order, none within another. Lines that mean nothing were refused when the
    list was saved."""
    return _compiled(tuple(lines)).find(text)


def replaced(text: str, found: Sequence[Found], *, otherwise: str) -> str:
    """``text`` with each of ``found`` said as its line says, or ``otherwise``."""
    pieces, at = [], 0
    for one in found:
        pieces += [text[at : one.start], one.pattern.instead or otherwise]
        at = one.end
    return "".join([*pieces, text[at:]])


def plain(text: str) -> str:
    """``text`` in the letters it passes for, in small ones, without accents and without what cannot be seen."""
    return "".join(letter for letter, _at in _plain_letters(text))


def sameness(text: str) -> str:
    """What two texts have in common that say the same: plain words in a row."""
    return " ".join(token.spellings[0] for token in _tokens(text))


class _Matcher:
    """Patterns by how their first word can be looked up: whole, by its beginning, or one by one."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.whole: dict[str, list[Pattern]] = {}
        self.beginning: dict[str, list[Pattern]] = {}
        self.others: list[Pattern] = []
        for pattern in patterns:
            first = pattern.words[0]
            stem = first.rstrip("*")
            if "*" not in first:
                self.whole.setdefault(first, []).append(pattern)
            elif "*" not in stem:
                self.beginning.setdefault(stem, []).append(pattern)
            else:
                self.others.append(pattern)
        self.lengths = sorted({len(stem) for stem in self.beginning})

    def find(self, text: str) -> list[Found]:
        tokens = list(_tokens(text))
        known: dict[str, list[Pattern]] = {}
        hits = []
        for at, token in enumerate(tokens):
            if (hit := self._at(tokens, at, known)) is not None:
                pattern, last = hit
                hits.append(Found(pattern, token.start, tokens[last].end, text[token.start : tokens[last].end]))
        found: list[Found] = []
        for one in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
            if not found or one.start >= found[-1].end:
                found.append(one)
        return found

    def _at(self, tokens: Sequence[_Token], at: int, known: dict[str, list[Pattern]]) -> tuple[Pattern, int] | None:
        for spelling in tokens[at].spellings:
            if (begins := known.get(spelling)) is None:
                begins = known[spelling] = list(self._beginning_with(spelling))
            for pattern in begins:
                if (last := _goes_on(pattern, tokens, at)) is not None:
                    return pattern, last
        return None

    def _beginning_with(self, spelling: str) -> Iterator[Pattern]:
        yield from self.whole.get(spelling, ())
        for length in self.lengths:
            if length > len(spelling):
                break
            yield from self.beginning.get(spelling[:length], ())
        for pattern in self.others:
            if glob(pattern.words[0], spelling):
                yield pattern


def _goes_on(pattern: Pattern, tokens: Sequence[_Token], at: int) -> int | None:
    """Where the phrase ends that begins with the token ``at``, if it goes on there."""
    for word in pattern.words[1:]:
        before = tokens[at].end
        # The pieces of a word that was taken apart follow the whole one, and begin before its end.
        at = next((later for later in range(at + 1, len(tokens)) if tokens[later].start >= before), len(tokens))
        if at == len(tokens) or not any(glob(word, spelling) for spelling in tokens[at].spellings):
            return None
    return at


def glob(pattern: str, word: str) -> bool:
    """Whether ``word`` is what ``pattern`` means. Each piece between stars is looked for once, from left to right."""
    if "*" not in pattern:
        return pattern == word
    first, *middle, last = pattern.split("*")
    if not word.startswith(first) or not word.endswith(last) or len(word) < len(first) + len(last):
        return False
    at, end = len(first), len(word) - len(last)
    for piece in middle:
        found = word.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _plain_pattern(word: str) -> str:
    """The plain letters of one word of a line; its stars stay."""
    return "*".join("".join(letter for letter in plain(part) if letter.isalnum()) for part in word.split("*"))


def _plain_letters(text: str) -> Iterator[tuple[str, int]]:
    """Each plain letter, with its place in the text. What cannot be seen, and marks on letters, are no letters."""
    for at, letter in enumerate(text[:MOST_CHARACTERS]):
        if letter.isascii():
            yield letter.lower(), at
            continue
        # Before and after folding: some letters are like Latin ones only with their mark, others only without.
        if (same := LETTERS.get(letter) or LETTERS.get(letter.lower())) is not None:
            yield same, at
            continue
        if unicodedata.category(letter) in ("Cf", "Mn", "Me", "Cc"):
            continue
        for folded in fold(letter):
            yield LETTERS.get(folded, folded), at


def _tokens(text: str) -> Iterator[_Token]:
    """The words of a text: each run between spaces whole and, where something stands within it, its pieces; letters
    that stand alone in a row are the word they spell."""
    letters = list(_plain_letters(text))
    plain_text = "".join(letter for letter, _at in letters)
    spelled: list[tuple[int, int]] = []
    for run in _RUN.finditer(plain_text):
        pieces = [(run.start() + m.start(), run.start() + m.end()) for m in _PIECE.finditer(run.group())]
        if not pieces:
            continue
        lone = len(pieces) == 1 and pieces[0][1] - pieces[0][0] == 1
        if not lone:
            yield from _spelled_out(spelled, plain_text, letters)
            spelled = []
        if len(pieces) > 1:
            whole = "".join(plain_text[start:end] for start, end in pieces)
            yield _token(whole, letters, pieces[0][0], pieces[-1][1])
        for start, end in pieces:
            yield _token(plain_text[start:end], letters, start, end)
        if lone:
            spelled.append(pieces[0])
    yield from _spelled_out(spelled, plain_text, letters)


_PIECE = re.compile(r"[^\W_]+(?:[@$][^\W_]+)*|[@$][^\W_]+")


def _spelled_out(spelled: list[tuple[int, int]], text: str, letters: list[tuple[str, int]]) -> Iterator[_Token]:
    if len(spelled) >= 3:
        word = "".join(text[start:end] for start, end in spelled)
        yield _token(word, letters, spelled[0][0], spelled[-1][1])


def _token(word: str, letters: list[tuple[str, int]], start: int, end: int) -> _Token:
    spellings = {word: None}
    if any(letter.isalpha() for letter in word):
        spellings["".join(DIGITS.get(letter, letter) for letter in word)] = None
    for spelling in list(spellings):
        if _THRICE.search(spelling):
            spellings[_THRICE.sub(r"\1", spelling)] = None
            spellings[_THRICE.sub(r"\1\1", spelling)] = None
    return _Token(tuple(spellings), letters[start][1], letters[end - 1][1] + 1)
