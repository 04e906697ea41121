"""What a page that everybody reads says of itself in its head."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template import Context

from wiki.languages.groups import told_once
from wiki.readers.robots import is_kept_from_robots

register = template.Library()


@register.inclusion_tag("wiki/rights/_head.html", takes_context=True)
def for_robots(context: Context, page: Any) -> dict[str, Any]:
    """Nothing, where not everybody reads it: then no robot comes by. Nor does one sign in."""
    if context["request"].user.is_authenticated or page.reach != "street" or not page.is_published:
        return {}
    return {
        "canonical": settings.SITE_URL + page.get_absolute_url(),
        "kept": is_kept_from_robots(page),
        "languages": told_once(context["request"], page),
        "site_url": settings.SITE_URL,
    }
