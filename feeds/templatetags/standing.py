"""What a card says of where an entry stands, and of how long it takes to read."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from feeds.standing import names_of

register = template.Library()

WORDS_A_MINUTE = 200


@register.simple_tag(takes_context=True)
def stands_in(context: template.Context, entry: Any) -> SafeString:
    """The spaces of an entry that stands in several. A card that is made for everybody is rendered without a reader."""
    request = context.get("request")
    return names_of(entry, request.user if request else None, with_home=bool(context.get("show_space")))


@register.simple_tag
def reading_time(entry: Any) -> str:
    """ "4 min to read"; nothing for what is read at a glance."""
    minutes = round(len(entry.body_text.split()) / WORDS_A_MINUTE)
    if minutes < 2:
        return ""
    return ngettext("%(n)s min to read", "%(n)s min to read", minutes) % {"n": minutes}
