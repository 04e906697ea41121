"""The words of one block, each with how it is set: bold, a link, code. So a word that became bold is a change that one
sees, and nobody has to read asterisks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from intranet.core.difference import words_in

# What is set goes no further than so many characters, so that a text of nothing but asterisks is read quickly, too.
_MARKS = re.compile(
    r"""
      (?P<ticks>`{1,3})(?!`)(?P<code>[^\n]{1,400}?)(?<!`)(?P=ticks)(?!`)
    | !\[(?P<alt>[^\]\n]{0,300})\]\((?P<src>[^)\s]{1,500})[^)\n]{0,200}\)
    | \[\[(?P<page>[^\[\]|\n]{1,200})(?:\|(?P<label>[^\[\]\n]{1,200}))?\]\]
    | \[(?P<words>[^\[\]\n]{1,300})\]\((?P<href>[^)\s]{1,500})[^)\n]{0,200}\)
    | \*\*(?=\S)(?P<strong>[^\n]{1,400}?)(?<=\S)\*\*
    | ~~(?=\S)(?P<struck>[^\n]{1,400}?)(?<=\S)~~
    | (?<![\w*])\*(?=[^\s*])(?P<em>[^*\n]{1,400}?)(?<=\S)\*(?![\w*])
    | (?<!\w)_(?=[^\s_])(?P<em2>[^_\n]{1,400}?)(?<=\S)_(?!\w)
    """,
    re.VERBOSE,
)
_SET = {"strong": "strong", "struck": "struck", "em": "em", "em2": "em"}
_DEEPEST = 4
# Longer ones are compared as they are written.
_LONGEST = 20_000


class Word(NamedTuple):
    """A word, a space or a sign. ``ways``: "strong", "em", "struck", "code", "link", "page", "picture"."""

    text: str
    ways: tuple[str, ...] = ()
    # Where a link goes, or which file a picture is: another address is another word.
    address: str = ""


def words_of(text: str, *, as_written: bool = False) -> list[Word]:
    if as_written or len(text) > _LONGEST:
        return [Word(word) for word in words_in(text)]
    return list(_words(text, (), "", 0))


def _words(text: str, ways: tuple[str, ...], address: str, depth: int) -> Iterator[Word]:
    place = 0
    for found in _MARKS.finditer(text) if depth < _DEEPEST else ():
        yield from _plain(text[place : found.start()], ways, address)
        place = found.end()
        yield from _marked(found, ways, address, depth + 1)
    yield from _plain(text[place:], ways, address)


def _marked(found: re.Match[str], ways: tuple[str, ...], address: str, depth: int) -> Iterator[Word]:
    if found["code"] is not None:
        yield from _plain(found["code"].strip(), (*ways, "code"), address)
    elif found["src"] is not None:
        yield Word(found["alt"] or found["src"].rpartition("/")[2], (*ways, "picture"), found["src"])
    elif found["page"] is not None:
        yield from _plain((found["label"] or found["page"]).strip(), (*ways, "page"), found["page"].strip())
    elif found["words"] is not None:
        yield from _words(found["words"], (*ways, "link"), found["href"], depth)
    else:
        name = next(name for name in _SET if found[name] is not None)
        yield from _words(found[name], (*ways, _SET[name]), address, depth)


def _plain(text: str, ways: tuple[str, ...], address: str) -> Iterator[Word]:
    for word in words_in(text):
        yield Word(word, ways, address)
