"""Sections of one text that stand in another: always as they are now, or as they were in one version.

Filled in for each reader whenever it is read, one level deep: what is transcluded in a section that is transcluded
stands there as a link, so no two texts can hold each other. Who may not read the text sees a reference they may not
follow, as with any other; who may not read that version is shown the link alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from intranet.core.markup.sections import Section, section_of, settled
from intranet.core.markup.tokens import anchor_of
from intranet.core.templatetags.markup import stored_html
from intranet.core.templatetags.portico import icon_html

from . import kinds
from .models import Entry
from .pointing import Card, cards_for

if TYPE_CHECKING:
    from intranet.spaces.audiences import Viewer

# Of one text, and of how many characters each: what is more is a reference.
MOST = 20
LONGEST = 60_000
_PLACE = re.compile(r'<p dir="auto"><a\b(?=[^>]*\bclass="transclusion")([^>]*)>([^<]*)</a></p>')
# What would end or change the target, were it written between the brackets.
_UNSPEAKABLE = re.compile(r"[\[\]|\n#@]")
_ENTRY = re.compile(r'\bdata-entry="(\d{1,18})"')
_SECTION = re.compile(r'\bdata-section="([^"]*)"')
_VERSION = re.compile(r'\bdata-version="(\d{1,9})"')


class Asked(NamedTuple):
    """The section under the heading ``section`` ("": all of it) of an entry; ``version`` 0 is whatever it says now."""

    entry: int
    section: str = ""
    version: int = 0


def filled(pages: Sequence[str], viewer: Viewer, *, leaves: bool = False) -> list[str]:
    """Stored HTML with what stands in it of other texts, as this reader sees it; ``leaves``: without drawings. A few
    queries for all of them, none where there is nothing of the kind, and one for each version that is asked for."""
    wanted = [_asked_in(html) for html in pages]
    found = transclusions_for(viewer, {one for asked in wanted for one in asked}, leaves=leaves)
    return [_with(html, asked, found) for html, asked in zip(pages, wanted, strict=True)]


def written(entry: int, key: str = "", words: str = "") -> str:
    """What is typed for a section: the words of its heading where they lead to it, else its name."""
    says_it = words and anchor_of(words) == key and not _UNSPEAKABLE.search(words)
    heading = f"#{words if says_it else key.removeprefix('h-')}" if key else ""
    return f"![[#{entry}{heading}]]"


def _asked_in(html: str) -> list[Asked]:
    if 'class="transclusion"' not in html:
        return []
    places = (_read(place[1]) for place in _PLACE.finditer(html))
    return list(dict.fromkeys(one for one in places if one is not None))[:MOST]


def _read(attributes: str) -> Asked | None:
    entry, section, version = (find.search(attributes) for find in (_ENTRY, _SECTION, _VERSION))
    if entry is None:
        return None
    return Asked(int(entry[1]), unescape(section[1]) if section else "", int(version[1]) if version else 0)


def _with(html: str, asked: Sequence[Asked], found: Mapping[Asked, SafeString]) -> str:
    if not asked:
        return as_references(html)

    def put(place: re.Match[str]) -> str:
        one = _read(place[1])
        return str(found[one]) if one is not None and one in asked and one in found else place[0]

    return as_references(_PLACE.sub(put, html))


def as_references(html: str) -> str:
    return html.replace('<a class="transclusion"', '<a class="reference"')


def transclusions_for(viewer: Viewer, asked: Iterable[Asked], *, leaves: bool = False) -> dict[Asked, SafeString]:
    """Of each that this reader may read, its section with where it is from. What is missing in the answer may not be
    read, has gone, or is longer than what can stand in another text."""
    asked = set(asked)
    cards = {pk: card for pk, card in cards_for(viewer, {one.entry for one in asked}).items() if card.sort == "open"}
    if not cards:
        return {}
    heads = {card.leads_to for card in cards.values()}
    rows = Entry.objects.visible_to(viewer).published().filter(pk__in=heads).only("pk", "kind", "body_html")
    texts = {row.pk: row for row in rows if (kind := kinds.known(row.kind)) is not None and kind.anchors}
    found = {}
    for one in asked:
        card = cards.get(one.entry)
        row = texts.get(card.leads_to) if card is not None else None
        if card is None or row is None:
            continue
        at = None
        if one.version and (at := _text_at(row, one.version, viewer)) is None:
            continue
        html = row.body_html if at is None else at.html
        section = section_of(html, one.section)
        if section is not None and len(section.html) > LONGEST:
            continue
        found[one] = _drawn(card, one, section, at, leaves=leaves)
    return found


def _text_at(entry: Entry, number: int, viewer: Viewer) -> kinds.TextAt | None:
    text_at = kinds.find(entry.kind).text_at
    return text_at(entry, number, viewer) if text_at is not None else None


def _drawn(card: Card, asked: Asked, section: Section | None, at: kinds.TextAt | None, *, leaves: bool) -> SafeString:
    anchor = f"#{asked.section}" if asked.section else ""
    address = at.url if at is not None else f"{card.url}{anchor}"
    words = f"{card.title} › {section.words}" if section is not None and section.words else card.title
    source = format_html('<a href="{}">{}</a>', address, words)
    if not leaves:
        source = format_html("{} {}", icon_html(card.icon, "s"), source)
    if at is not None:
        source = format_html("{} · {}", source, _("version %(number)d") % {"number": asked.version})
        if at.newer:
            source = format_html('{} · <a href="{}">{}</a>', source, at.newer, _("What has changed since"))
    if section is None:
        source = format_html("{} · {}", source, _("This section is no longer there."))
    return format_html(
        '<blockquote class="callout transclusion" data-entry="{}" data-section="{}" data-version="{}">'
        '<p dir="auto">{}</p>{}</blockquote>',
        asked.entry,
        asked.section,
        asked.version,
        source,
        stored_html(as_references(settled(section))) if section is not None else "",
    )
