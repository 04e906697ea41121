"""Under which heading of a long text something was found, so that one lands there and not at its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from .highlight import matches

_HEADING = re.compile(r'<h[2-6]\b[^>]*\bid="(h-[^"]{1,80})"[^>]*>(.*?)</h[2-6]>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# Of a long text, so much is looked through.
_LOOKED_THROUGH = 200_000


class Heading(NamedTuple):
    anchor: str
    title: str


def heading_of(html: str, words: Iterable[str]) -> Heading | None:
    """The heading that has one of the words in it; else the one under which the first of them stands. None where they
    stand above all headings, or not in the text. ``html`` is a rendered text whose headings have names."""
    words = list(words)
    under = None
    parts = list(_parts(html[:_LOOKED_THROUGH]))
    for heading, _text in parts:
        if heading is not None and matches(heading.title, words):
            return heading
    for heading, text in parts:
        if matches(text, words):
            under = heading
            break
    return under


def _parts(html: str) -> Iterator[tuple[Heading | None, str]]:
    """Each heading with the words under it; before the first there is none."""
    heading, start = None, 0
    for found in _HEADING.finditer(html):
        yield heading, _words(html[start : found.start()])
        heading, start = Heading(found[1], _words(found[2]).strip()), found.end()
    yield heading, _words(html[start:])


def _words(html: str) -> str:
    return unescape(_TAG.sub(" ", html))
