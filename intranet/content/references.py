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

from . import kinds
from .models import Entry, Reference

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
    """Stored HTML with its references as this reader sees them. One query, and none where there are none."""
    return fill_in_all([html], viewer)[0]


def fill_in_all(pages: Sequence[str], viewer: Viewer) -> list[SafeString]:
    numbers = {int(found[1]) for html in pages for one in _ANCHORED.finditer(html) if (found := _NUMBER.search(one[1]))}
    if not numbers:
        return [stored_html(html) for html in pages]
    seen = Entry.objects.visible_to(viewer).published().filter(pk__in=numbers)
    known = {entry.pk: entry for entry in seen.only("pk", "kind", "title", "body_text", "root", "audience", "state")}
    return [stored_html(_ANCHORED.sub(partial(_shown, known=known), html)) for html in pages]


def _shown(found: re.Match[str], *, known: Mapping[int, Entry]) -> str:
    number = _NUMBER.search(found[1])
    entry = known.get(int(number[1])) if number else None
    if entry is None or (kind := kinds.known(entry.kind)) is None:
        return f'<span class="reference reference--closed">{found[2]}</span>'
    words = escape(str(entry)) if 'data-titled="yes"' in found[1] else found[2]
    heading = _HEADING.search(found[1])
    address = escape(kind.url(entry)) + (heading[1] if heading else "")
    return f'<a class="reference" data-entry="{entry.pk}" href="{address}">{words}</a>'


def titles_for(viewer: Viewer, numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What these entries are called now, for who may read them: the answer to a page of cards."""
    found = Entry.objects.visible_to(viewer).published().filter(pk__in=set(numbers))
    return {
        entry.pk: {"title": unescape(str(entry)), "url": kind.url(entry), "kind": str(kind.label)}
        for entry in found
        if (kind := kinds.known(entry.kind)) is not None
    }
