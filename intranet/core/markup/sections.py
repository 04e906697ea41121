"""A section of a stored text, cut out to stand in another one."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from django.utils.safestring import SafeString

from .page_text import with_large_pictures

# Cut out of what ``clean`` let through, so elements are closed and attributes quoted.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>')
_VOID = frozenset({"br", "hr", "img", "input"})
_ID = re.compile(r'\bid="([^"]*)"')
_HEADING = re.compile(r"h([2-6])")
_FOOTNOTES = re.compile(r'<section class="footnotes">.*?</section>', re.DOTALL)
_FOOTNOTE = re.compile(r'<sup class="footnote-ref">.*?</sup>', re.DOTALL)
_OWN_ID = re.compile(r'(<[a-z][a-z0-9]*\b(?:[^>"]|"[^"]*")*?) id="[^"]*"')
_HEADING_TAG = re.compile(r"<h[2-6]\b[^>]*>(.*?)</h[2-6]>", re.DOTALL)


class Section(NamedTuple):
    """``key`` is the id of its heading, ``words`` what that says; both are "" for a whole text."""

    key: str
    words: str
    html: str


def headings_of(html: str) -> list[tuple[str, str]]:
    """The key and the words of each heading that begins a section."""
    return [(section.key, section.words) for section in _sections(html)]


def section_of(html: str, key: str) -> Section | None:
    """What stands under the heading ``key``, up to the next one of its level, or the whole text where ``key`` is empty;
    None where there is no such heading."""
    if not key:
        return Section("", "", _FOOTNOTES.sub("", html))
    return next((section for section in _sections(html) if section.key == key), None)


def settled(section: Section) -> SafeString:
    """As it can stand in another text: without names that this one may have given already, without footnotes, which are
    at the end of its own, and its headings as lines in bold, since they are none of this text's."""
    html = _OWN_ID.sub(r"\1", _FOOTNOTE.sub("", section.html))
    html = _HEADING_TAG.sub(r'<p dir="auto"><strong>\1</strong></p>', html)
    return SafeString(with_large_pictures(html.strip()))


def _sections(html: str) -> list[Section]:
    """Under headings that stand in nothing else: what a quotation has is not cut."""
    html = _FOOTNOTES.sub("", html)
    depth = 0
    # Of each heading: its level, its key, and where it begins and ends.
    found: list[tuple[int, str, int, int]] = []
    begun: tuple[int, str, int] | None = None
    for tag in _TAG.finditer(html):
        closes, name, attributes = tag.groups()
        if name in _VOID:
            continue
        level = _HEADING.fullmatch(name)
        if closes:
            depth -= 1
            if begun is not None and depth == 0 and level:
                found.append((*begun, tag.end()))
                begun = None
            continue
        if level and depth == 0 and (key := _ID.search(attributes)):
            begun = int(level[1]), unescape(key[1]), tag.start()
        depth += 1
    sections = []
    for place, (level_of_it, key_of_it, begin, inside) in enumerate(found):
        end = next((other[2] for other in found[place + 1 :] if other[0] <= level_of_it), len(html))
        words = unescape(_TAG.sub("", html[begin:inside])).strip()
        sections.append(Section(key_of_it, words, html[inside:end]))
    return sections
