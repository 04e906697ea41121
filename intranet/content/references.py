"""What texts point at: kept when they are written, called by its present name when they are shown.

A part whose things have titles says what a title means, where it is written (``names_of``). What is stored holds the
number of the thing and the words that were typed; who may not read the thing sees those words and no link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from intranet.accounts.models import User
from intranet.core.markup import Meant, Name, Pointed, Rendered, Wanted
from intranet.core.templatetags.markup import stored_html
from intranet.core.text import fold

from .models import Entry, Reference
from .pointing import IN_WORDS, Card, cards_for, chip, plain, words_of
from .transclusions import filled

if TYPE_CHECKING:
    from intranet.spaces.audiences import Viewer

Resolver = Callable[[set[Name], User, int | None], Mapping[Name, Pointed | Wanted]]
_resolvers: list[Resolver] = []

_ANCHORED = re.compile(r'<a\b(?=[^>]*\bclass="reference")([^>]*)>([^<]*)</a>')
_NUMBER = re.compile(r'\bdata-entry="(\d{1,18})"')
_HEADING = re.compile(r'\bhref="[^"#]*(#[^"]*)"')


def names_of(resolver: Resolver) -> Resolver:
    """Register ``resolver(names, writer, home)``: what each name means, to this writer, in what stands in the space
    ``home``. A name that it does not answer for is no reference."""
    if resolver not in _resolvers:
        _resolvers.append(resolver)
    return resolver


def meant_by(writer: User, *, home: int | None) -> Meant:
    """For ``core.markup.render``: what names in double brackets mean."""
    return partial(_ask, writer=writer, home=home)


def _ask(names: set[Name], *, writer: User, home: int | None) -> Mapping[Name, Pointed | Wanted]:
    found: dict[Name, Pointed | Wanted] = {}
    for resolver in _resolvers:
        if names - found.keys():
            found |= resolver(names - found.keys(), writer, home)
    return found


# --- Keeping ----------------------------------------------------------------------------------------------------------


def keep_references(entry: Entry, result: Rendered, by: User | None = None) -> None:
    """What the words of an entry point at, as they are now."""
    if not entry.is_new:
        Reference.objects.filter(source=entry.entry_id).delete()
    if result.references:
        _insert([(entry.entry_id, result)])


def keep_many_references(written: Sequence[tuple[Entry, Rendered]]) -> None:
    _insert([(entry.entry_id, result) for entry, result in written if result.references])


def _insert(found: Iterable[tuple[int, Rendered]]) -> None:
    found = list(found)
    numbers = {one.entry for _source, result in found for one in result.references if one.entry is not None}
    there = set(Entry.objects.filter(pk__in=numbers).values_list("pk", flat=True)) if numbers else set()
    rows = [
        Reference(
            source_id=source,
            target_id=one.entry if one.entry in there else None,
            written=(one.written or f"#{one.entry}")[:260],
            space_id=one.space,
            wanted=fold(one.written)[:260] if one.entry is None else "",
        )
        for source, result in found
        for one in result.references
        if one.entry != source
    ]
    Reference.objects.bulk_create(rows, batch_size=500)


# --- Showing ----------------------------------------------------------------------------------------------------------


def fill_in(html: str, viewer: Viewer) -> SafeString:
    """Stored HTML with its references as this reader sees them. A few queries, and none where there are none."""
    return fill_in_all([html], viewer)[0]


def fill_in_all(pages: Sequence[str], viewer: Viewer, *, leaves: bool = False) -> list[SafeString]:
    """``leaves``: for what is read elsewhere, in a file or another program, which has none of our drawings."""
    pages = filled(pages, viewer, leaves=leaves)
    cards = cards_for(viewer, numbers_in(pages))
    if not cards:
        return [stored_html(html) for html in pages]
    shown = partial(_shown, cards=cards, drawn=plain if leaves else chip)
    return [stored_html(_ANCHORED.sub(shown, html)) for html in pages]


def numbers_in(pages: Iterable[str]) -> set[int]:
    return {int(found[1]) for html in pages for one in _ANCHORED.finditer(html) if (found := _NUMBER.search(one[1]))}


def _shown(found: re.Match[str], *, cards: Mapping[int, Card], drawn: Callable[..., str]) -> str:
    number = _NUMBER.search(found[1])
    card = cards.get(int(number[1])) if number else None
    heading = unescape(anchor[1]) if (anchor := _HEADING.search(found[1])) else ""
    if card is not None and found[2] == f"#{card.entry}":
        return drawn(card, heading=heading)
    if card is None or card.sort != "open":
        return f'<span class="reference reference--closed">{found[2]}</span>'
    # What somebody has named in their own words, or by its title, stands in the line as they have put it.
    words = escape(card.title) if 'data-titled="yes"' in found[1] else found[2]
    address = escape(card.url + heading)
    return f'<a class="reference" data-entry="{card.entry}" href="{address}">{words}</a>'


def told_in(texts: Sequence[str], viewer: Viewer) -> list[str]:
    """Plain words with their numbers (#12) called by their titles, for who may read them: in mail and in feeds."""
    numbers = {int(found[1]) for text in texts for found in IN_WORDS.finditer(text)}
    cards = cards_for(viewer, numbers)
    if not cards:
        return list(texts)

    def named(found: re.Match[str]) -> str:
        card = cards.get(int(found[1]))
        return found[0] if card is None else f"{found[0]} ({words_of(card)})"

    return [IN_WORDS.sub(named, text) for text in texts]


def titles_for(viewer: Viewer, numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What these entries are called now, for who may read them."""
    return {
        number: {"title": card.title, "url": card.url, "kind": card.label, "state": card.standing.label}
        for number, card in cards_for(viewer, numbers).items()
        if card.sort == "open"
    }
