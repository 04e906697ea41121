"""The lines around what was found, with the found words marked. Text is escaped first; only our own mark is markup."""

from __future__ import annotations

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from intranet.core.text import fold

from .search_indexes import ENGLISH, ITALIAN

_WORD = re.compile(r"\w+")
_ROOM = 220


def snippet(text: str, words: list[str]) -> SafeString:
    """About 220 characters of ``text`` around its first match, as HTML with ``<mark>``; from the start when there is
    none (the match was in the title, a tag, the author's name)."""
    wanted = _stems(words)
    places = [match.span() for match in _WORD.finditer(text[:20_000]) if _matches(match.group(), wanted)]
    start = max(0, places[0][0] - 60) if places else 0
    if start:
        start = text.rfind(" ", 0, start + 1) + 1
    end = min(len(text), start + _ROOM)
    if end < len(text) and (gap := text.rfind(" ", start, end)) > start:
        end = gap
    return format_html("{}{}{}", "… " if start else "", marked(text[start:end], words), " …" if end < len(text) else "")


def marked(text: str, words: list[str]) -> SafeString:
    """``text`` as HTML with every matching word in ``<mark>``."""
    wanted = _stems(words)
    parts, last = [], 0
    for match in _WORD.finditer(text):
        if _matches(match.group(), wanted):
            parts.append(format_html("{}<mark>{}</mark>", text[last : match.start()], match.group()))
            last = match.end()
    parts.append(format_html("{}", text[last:]))
    return format_html_join("", "{}", ((part,) for part in parts))


def _stems(words: list[str]) -> set[str]:
    return {stem for word in words for stem in _stems_of(word)} | {fold(word) for word in words}


def _stems_of(word: str) -> set[str]:
    return {token.text for analyze in (ENGLISH, ITALIAN) for token in analyze(word)}


def _matches(word: str, wanted: set[str]) -> bool:
    folded = fold(word)
    if folded in wanted or _stems_of(word) & wanted:
        return True
    return any(len(stem) > 2 and folded.startswith(stem) for stem in wanted)
