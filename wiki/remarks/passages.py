"""Passages of what readers see: how they are counted, found, and found again in a newer text.

Places are counted in the words of the page as a browser shows them, white space made one space. A reference to another
page counts as one character, whatever it is called for whom. ``static/js/wiki/passages.js`` counts in the same way.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from intranet.core.edits import Edit, edits

AROUND = 48
LONGEST = 1000
# Stands for what is called differently for different readers.
OPAQUE = "\ufffc"
_OPAQUE_CLASSES = frozenset({"reference", "wanted"})
_SILENT = frozenset({"script", "style", "template", "svg", "button"})
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_BLOCKS = frozenset(
    "address article aside blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section "
    "summary table tbody td tfoot th thead tr ul br".split()
)
_SPACE = re.compile(r"\s+")
# How much of a passage must still be there for it to be the same passage.
_STILL = 0.5


class Passage(NamedTuple):
    start: int
    end: int


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._say(" ")
        if tag in _VOID:
            return
        if self._inside:
            self._inside.append(tag)
            return
        known = dict(attrs)
        if _OPAQUE_CLASSES & set((known.get("class") or "").split()):
            self.said.append(OPAQUE)
            self._inside.append(tag)
        elif tag in _SILENT or "data-silent" in known:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside and self._inside.pop() != tag:
                pass
        if tag in _BLOCKS:
            self._say(" ")

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _say(self, text: str) -> None:
        if not self._inside:
            self.said.append(text)


def words_of(html: str) -> str:
    """The words of a page as its passages are counted."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return _SPACE.sub(" ", "".join(reader.said)).strip()


def tidy(text: str) -> str:
    return _SPACE.sub(" ", text.replace("\x00", "")).strip()


def find(words: str, quote: str, prefix: str = "", suffix: str = "") -> Passage | None:
    """Where a quote stands: of several places the one whose surroundings are most alike."""
    if not quote:
        return None
    best, best_score = None, -1
    at = words.find(quote)
    while at >= 0:
        end = at + len(quote)
        score = _alike(words[:at][::-1], prefix[::-1]) + _alike(words[end:], suffix)
        if score > best_score:
            best, best_score = Passage(at, end), score
        at = words.find(quote, at + 1)
    return best


def _alike(there: str, kept: str) -> int:
    there, kept = there.lstrip(), kept.lstrip()
    return next((place for place, letter in enumerate(kept) if there[place : place + 1] != letter), len(kept))


def around(words: str, passage: Passage) -> tuple[str, str]:
    """What stands before and behind it."""
    return words[max(passage.start - AROUND, 0) : passage.start], words[passage.end : passage.end + AROUND]


def carried(passage: Passage, changes: list[Edit]) -> Passage | None:
    """A passage in the text that came of these edits; None where less than half of it has stayed."""
    start, end, kept = passage.start, passage.end, passage.end - passage.start
    moved_start = moved_end = 0
    for change in changes:
        if change.end <= start and not (change.start == change.end == start):
            moved_start += change.grows
            moved_end += change.grows
        elif change.start >= end:
            break
        elif change.start == change.end == start:
            # What comes in right before it is not of it.
            moved_start += change.grows
            moved_end += change.grows
        else:
            kept -= min(change.end, end) - max(change.start, start)
            if change.start < start:
                # The beginning went: the passage begins behind what came instead.
                moved_start += change.start + len(change.text) - start
            if change.end > end:
                moved_end += change.start - end
            else:
                moved_end += change.grows
    found = Passage(start + moved_start, end + moved_end)
    if kept < _STILL * (end - start) or found.end <= found.start:
        return None
    return found


def changes_between(older: str, newer: str) -> list[Edit]:
    """The edits between two texts of words; sentences take the place of lines, which such a text has not."""
    return edits(_SENTENCES.sub(r"\1\n", older), _SENTENCES.sub(r"\1\n", newer))


# The space behind a sentence becomes the end of a line: as many characters as before.
_SENTENCES = re.compile(r"([.!?:;]) ")
