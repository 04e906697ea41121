"""What a page adds to its stored text: a link at each heading, pictures that open large, and the table of contents.

Stored HTML comes from the renderer alone (``core.markup``), so its shape is known;
nothing here may be given anything else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from intranet.core.templatetags.portico import icon_html

# Words a minute, of a text that one has to understand.
PACE = 200
# With fewer headings than this there is nothing to find one's way in.
FEWEST = 3

_HEADING = re.compile(r'(<h([2-6])\b[^>]*\bid="([^"]+)"[^>]*>)(.*?)(</h\2>)', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_PIECE = re.compile(r"(<a\b[^>]*>|</a>|<img\b[^>]*>)")
_SOURCE = re.compile(r'\bsrc="([^"]+)"')
_ALT = re.compile(r'\balt="[^"]+"')


class Heading(NamedTuple):
    """A line of the table of contents; ``deep`` is under the one before it."""

    key: str
    words: str
    deep: bool


@dataclass(frozen=True, slots=True)
class PageText:
    html: SafeString
    headings: tuple[Heading, ...]
    minutes: int

    @property
    def has_contents(self) -> bool:
        return len(self.headings) >= FEWEST


def page_text(body_html: str, body_text: str = "") -> PageText:
    """The stored text of a page as it stands on its own page."""
    found: list[tuple[int, str, str]] = []

    def with_link(match: re.Match[str]) -> str:
        begin, level, key, inside, end = match.groups()
        words = unescape(_TAG.sub("", inside)).strip()
        if words:
            found.append((int(level), unescape(key), words))
        return f"{begin}{inside}{_link(key, words)}{end}"

    html = with_large_pictures(_HEADING.sub(with_link, body_html))
    top = sorted({level for level, _key, _words in found})[:2]
    headings = tuple(Heading(key, words, level != top[0]) for level, key, words in found if level in top)
    # Of the renderer's own HTML, with what has just been escaped.
    return PageText(SafeString(html), headings, max(1, round(len(body_text.split()) / PACE)))


def _link(key: str, words: str) -> str:
    label = _("Link to “%(heading)s”") % {"heading": words}
    return f'<a class="heading-link" href="#{key}" data-copy aria-label="{escape(label)}">{icon_html("link", "s")}</a>'


def with_large_pictures(html: str) -> str:
    """Pictures that are no link already become one, to themselves; lightbox.js opens it in place."""
    if "<img" not in html:
        return html
    inside_link, parts = 0, []
    for piece in _PIECE.split(html):
        if piece.startswith("<a"):
            inside_link += 1
        elif piece == "</a>":
            inside_link -= 1
        elif piece.startswith("<img") and not inside_link and (source := _SOURCE.search(piece)):
            label = "" if _ALT.search(piece) else format_html(' aria-label="{}"', _("The picture, large"))
            parts.append(f'<a class="figure" href="{source[1]}" data-lightbox{label}>{piece}</a>')
            continue
        parts.append(piece)
    return "".join(parts)
