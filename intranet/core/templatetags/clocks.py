"""Whose clock a time is read from."""

from __future__ import annotations

from django import template
from django.utils import timezone

from intranet.core import zones

register = template.Library()


@register.filter
def city(zone_name: str) -> str:
    """``{{ person.time_zone|city }}``: the place a time zone is named after."""
    return zones.city(zone_name)


@register.simple_tag
def zone_here() -> str:
    """``{% zone_here as zone %}``: the time zone in which this page is read."""
    return timezone.get_current_timezone_name()
