"""The lines around what was found, with the found words marked. Text is escaped first; only our own mark is markup."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .words import ELISION, WORD, folded, stems_of

_ROOM = 220
# Of a long text, the beginning is looked through for a first match.
_LOOKED_THROUGH = 20_000


def snippet(text: str, words: Iterable[str]) -> SafeString:
    """About 220 characters of ``text`` around its first match, as HTML with ``<mark>``; from the start when there is
    none (the match was in the title, a tag, the author's name)."""
    words = list(words)
    places = matches(text[:_LOOKED_THROUGH], words)
    start = max(0, places[0][0] - 60) if places else 0
    if start:
        start = text.rfind(" ", 0, start + 1) + 1
    end = min(len(text), start + _ROOM)
    if end < len(text) and (gap := text.rfind(" ", start, end)) > start:
        end = gap
    return format_html("{}{}{}", "… " if start else "", marked(text[start:end], words), " …" if end < len(text) else "")


def marked(text: str, words: Iterable[str]) -> SafeString:
    """``text`` as HTML with every matching word in ``<mark>``; of a phrase all its words, where they follow each
    other."""
    parts, last = [], 0
    for start, end in matches(text, words):
        parts.append(format_html("{}<mark>{}</mark>", text[last:start], text[start:end]))
        last = end
    parts.append(format_html("{}", text[last:]))
    return format_html_join("", "{}", ((part,) for part in parts))


def matches(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where in ``text`` the words and phrases stand, in order and without overlaps."""
    wanted = [tuple(piece.split()) for piece in words]
    singles = {piece[0] for piece in wanted if len(piece) == 1}
    stems = {stem for word in singles for stem in stems_of(word)} | singles
    beginnings = tuple(stem for stem in stems if len(stem) > 2)
    phrases = [[_forms(word) for word in piece] for piece in wanted if len(piece) > 1]
    said = [(found.start(), found.end(), folded(found[0].lower())) for found in WORD.finditer(_without_elisions(text))]
    hit = [False] * len(said)
    for at, (_start, _end, word) in enumerate(said):
        if word in singles or not stems.isdisjoint(stems_of(word)) or (beginnings and word.startswith(beginnings)):
            hit[at] = True
        for phrase in phrases:
            here = said[at : at + len(phrase)]
            if len(here) == len(phrase) and all(
                not forms.isdisjoint(_forms(one[2])) for forms, one in zip(phrase, here, strict=True)
            ):
                hit[at : at + len(phrase)] = [True] * len(phrase)
    return [(start, end) for (start, end, _word), is_hit in zip(said, hit, strict=True) if is_hit]


def _forms(word: str) -> set[str]:
    return {word, *stems_of(word)}


def _without_elisions(text: str) -> str:
    """The same length, so that places stay places."""
    return ELISION.sub(lambda found: " " * len(found[0]), text) if "'" in text or "’" in text else text
