"""The badge of a level beside a name: only of those who have earned one."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from intranet.moderation.trust.levels import NAMES

register = template.Library()
LEAST_SHOWN = 2


@register.simple_tag
def trust_badge(person: Any) -> SafeString | str:
    """``{% trust_badge entry.author %}``: nothing for newcomers, and for who works here. The same for every reader."""
    if person is None or not person.is_customer or person.trust < LEAST_SHOWN:
        return ""
    return format_html('<span class="badge">{}</span>', NAMES.get(person.trust, ""))
