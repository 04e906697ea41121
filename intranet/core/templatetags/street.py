"""What the head of a public page is made of."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from intranet.core.street_head import as_json

register = template.Library()


@register.simple_tag
def linked_data(what: Any) -> SafeString:
    """JSON-LD: data, which no browser runs and no Content-Security-Policy minds. Nothing in it can end the element."""
    told = what if isinstance(what, str) else as_json(what)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(told))
