"""Whether the reader follows a category, for the button that changes it."""

from __future__ import annotations

from typing import Any

from django import template

from forum.models import Following

register = template.Library()


@register.simple_tag(takes_context=True)
def level_of_following(context: template.Context, place: Any = None) -> str:
    """ "at_once", "daily", or "" for not followed (and for guests)."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return ""
    mine = Following.objects.filter(person=request.user, category=place, tag=None)
    return str(mine.values_list("level", flat=True).first() or "")
