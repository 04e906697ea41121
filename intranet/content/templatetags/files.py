"""Which files we take, for the page that lets one choose them."""

from __future__ import annotations

from functools import cache

from django import template

from intranet.content.files.types import TYPES

register = template.Library()


@register.simple_tag
@cache
def taken_endings() -> str:
    """As ``accept`` of a file input says it: ".png,.jpg,…"."""
    return ",".join(f".{ending}" for ending in TYPES)
