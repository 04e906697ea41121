"""Showing what was rendered when it was written."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def stored_html(html: str) -> SafeString:
    """The ``body_html`` of an entry, as it was sanitised by ``core.markup.render``. Never for anything else but
    the terms, which are rendered the same way."""
    return SafeString(html)
