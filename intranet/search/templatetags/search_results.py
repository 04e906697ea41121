"""How a result is shown: its kind, and its words with the found ones marked."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from intranet.content import kinds
from intranet.content.kinds import Kind
from intranet.content.models import Entry
from intranet.core.text import excerpt, fold
from intranet.search.headings import Heading, heading_of
from intranet.search.highlight import marked, snippet
from intranet.search.page import State

register = template.Library()


@register.simple_tag
def manifest(entry: Entry) -> Kind:
    return kinds.kind_of(entry)


@register.simple_tag
def found_title(entry: Entry, words: list[str]) -> SafeString:
    return marked(entry.title or excerpt(_told(entry), 80), words)


@register.simple_tag
def found_text(entry: Entry, words: list[str]) -> SafeString:
    return snippet(_told(entry), words)


def _told(entry: Entry) -> str:
    """Its words, with what they point at called by its title where the search has asked for that."""
    return getattr(entry, "told", entry.body_text)


@register.simple_tag
def found_heading(entry: Entry, words: list[str]) -> Heading | None:
    """Where in a long text it stands; nothing for what has no headings to link to."""
    return heading_of(entry.body_html, words) if kinds.kind_of(entry).anchors and words else None


@register.simple_tag
def found_name(name: str, words: list[str]) -> SafeString:
    """A name of somebody or something, with the found words marked."""
    return marked(name, [fold(word) for word in words])


@register.simple_tag
def suggested(state: State, text: str) -> str:
    """The address of the same search with the suggested words."""
    return state.url(q=text)


@register.simple_tag
def sorted_by(state: State) -> list[dict[str, Any]]:
    return [
        {"label": _("Best first"), "url": state.url(sort=""), "current": not state.newest},
        {"label": _("Newest first"), "url": state.url(sort="newest"), "current": state.newest},
    ]


@register.simple_tag
def found_in_file(entry: Any, words: list[str]) -> SafeString | str:
    """Which file the words stand in, and the lines around them; nothing where the entry itself says them."""
    here = getattr(entry, "found_in", None)
    if here is None:
        return ""
    return format_html("<b>{}</b> {}", marked(here.name, words), snippet(here.text, words))
