"""What a page that everybody reads says of itself in its head."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from wiki.languages.groups import told_of
from wiki.readers.robots import is_kept_from_robots

register = template.Library()


@register.inclusion_tag("wiki/rights/_head.html")
def for_robots(page: Any) -> dict[str, Any]:
    """Nothing, where not everybody reads it: then no robot comes by."""
    if page.reach != "street" or not page.is_published:
        return {}
    return {
        "canonical": settings.SITE_URL + page.get_absolute_url(),
        "kept": is_kept_from_robots(page),
        "languages": told_of(page, AnonymousUser()),
        "site_url": settings.SITE_URL,
    }
