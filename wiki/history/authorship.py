"""Who wrote what: for each word of a text, the version in which it came.

Carried on from version to version: what stayed keeps the version it came in, what is new has the new one. Spaces belong
to nobody. A text that was restored belongs to those who had written it, not to who brought it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from intranet.core.difference import changes_between

from .blocks import Block, blocks_of
from .inline import words_of

# In seconds, for one step from a version to the next.
_PATIENCE = 0.3
# So many words in a row are the same ones, wherever they stand.
_SHORTEST_MOVED = 6
_SIGNS = re.compile(r"\w+|[^\w\s]")

# Numbers of versions, one for each word of a text.
Origins = list[int]


class Span(NamedTuple):
    """Words that came in one version and are set alike. 0: nobody's, a space."""

    text: str
    number: int
    ways: tuple[str, ...] = ()
    address: str = ""


class OwnedBlock(NamedTuple):
    block: Block
    spans: list[Span]

    @property
    def numbers(self) -> list[int]:
        """The versions it is from, the one with most of its words first."""
        words: dict[int, int] = {}
        for span in self.spans:
            if span.number:
                words[span.number] = words.get(span.number, 0) + len(span.text)
        return sorted(words, key=lambda number: (-words[number], number))


def signs_in(text: str) -> list[str]:
    return _SIGNS.findall(text)


def first_origins(text: str, number: int) -> Origins:
    return [number] * len(signs_in(text))


def carried(origins: Origins, before: str, after: str, number: int) -> Origins:
    """The origins of ``after``, which came in version ``number`` and took the place of ``before``."""
    found: Origins = []
    place = 0
    came: list[tuple[int, list[str]]] = []
    gone: list[tuple[list[str], Origins]] = []
    for change, signs in changes_between(signs_in(before), signs_in(after), patience=_PATIENCE):
        if change == "added":
            came.append((len(found), signs))
            found += [number] * len(signs)
            continue
        theirs = origins[place : place + len(signs)]
        place += len(signs)
        if change == "same":
            found += theirs
        else:
            gone.append((signs, theirs))
    if gone:
        for begin, signs in came:
            _moved(signs, gone, found, begin)
    return found


def _moved(signs: list[str], gone: Sequence[tuple[list[str], Origins]], found: Origins, begin: int) -> None:
    """What was taken out in one place and put in at another is still by whoever wrote it."""
    if len(signs) < _SHORTEST_MOVED:
        return
    places: dict[tuple[str, ...], tuple[int, int]] = {}
    for run, (old, _theirs) in enumerate(gone):
        for at in range(len(old) - _SHORTEST_MOVED + 1):
            places.setdefault(tuple(old[at : at + _SHORTEST_MOVED]), (run, at))
    at = 0
    while at <= len(signs) - _SHORTEST_MOVED:
        known = places.get(tuple(signs[at : at + _SHORTEST_MOVED]))
        if known is None:
            at += 1
            continue
        (old, theirs), there = gone[known[0]], known[1]
        length = 0
        while at + length < len(signs) and there + length < len(old) and signs[at + length] == old[there + length]:
            found[begin + at + length] = theirs[there + length]
            length += 1
        at += length


def owned_blocks(text: str, origins: Origins) -> Iterator[OwnedBlock]:
    """The text, block by block, with its origins. A block has no characters that the text has not, in no other order:
    so each of its words is found by going on from the last."""
    signs = signs_in(text)
    place = 0
    for block in blocks_of(text):
        spans: list[Span] = []
        for word in words_of(block.text, as_written=block.sort == "code"):
            number = 0
            for sign in signs_in(word.text):
                while place < len(signs) and signs[place] != sign:
                    place += 1
                number = origins[place] if place < len(origins) else number
                place += 1
            spans.append(Span(word.text, number, word.ways, word.address))
        yield OwnedBlock(block, list(_joined(spans)))


def packed(origins: Origins) -> list[int]:
    """As runs, [version, words, version, words, …]: what is kept of it."""
    return list(chain.from_iterable((number, len(list(run))) for number, run in groupby(origins)))


def unpacked(runs: Sequence[int]) -> Origins:
    return list(chain.from_iterable([runs[place]] * runs[place + 1] for place in range(0, len(runs), 2)))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """A space goes with what stands before it, if that goes on after it."""
    last: Span | None = None
    for span in spans:
        if last is None:
            last = span
        elif (span.ways, span.address) == (last.ways, last.address) and (
            span.number == last.number or not span.number or not last.number
        ):
            last = last._replace(text=last.text + span.text, number=last.number or span.number)
        else:
            yield last
            last = span
    if last is not None:
        yield last
