"""How a result is shown: its kind, and its words with the found ones marked."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from intranet.content import kinds
from intranet.content.kinds import Kind
from intranet.content.models import Entry
from intranet.core.text import excerpt
from intranet.search.highlight import marked, snippet

register = template.Library()


@register.simple_tag
def manifest(entry: Entry) -> Kind:
    return kinds.kind_of(entry)


@register.simple_tag
def found_title(entry: Entry, words: list[str]) -> SafeString:
    return marked(str(entry) or excerpt(entry.body_text, 80), words)


@register.simple_tag
def found_text(entry: Entry, words: list[str]) -> SafeString:
    return snippet(entry.body_text, words)


@register.simple_tag
def found_in_file(entry: Any, words: list[str]) -> SafeString | str:
    """Which file the words stand in, and the lines around them; nothing where the entry itself says them."""
    here = getattr(entry, "found_in", None)
    if here is None:
        return ""
    return format_html("<b>{}</b> {}", marked(here.name, words), snippet(here.text, words))
