"""Whose clock a time is read from."""

from __future__ import annotations

from django import template

from intranet.core import zones

register = template.Library()


@register.filter
def city(zone_name: str) -> str:
    """``{{ person.time_zone|city }}``: the place a time zone is named after."""
    return zones.city(zone_name)
