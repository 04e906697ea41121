"""How much one hears of a place, where one comes upon it."""

from __future__ import annotations

from typing import Any

from django import template

from intranet.notifications import levels
from intranet.notifications.policies import can_set_default_level
from intranet.spaces.models import Space

register = template.Library()


@register.inclusion_tag("notifications/_level_menu.html", takes_context=True)
def level_menu(context: template.Context, space: Space) -> dict[str, Any]:
    """``{% level_menu space %}``: a button with the choices, for its members."""
    request = context["request"]
    return {
        "place": space.key,
        "name": space.name,
        "level": levels.level_in(space.key, request.user),
        "choices": levels.CHOICES,
        "here": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("notifications/_default_level.html", takes_context=True)
def default_level(context: template.Context, space: Space) -> dict[str, Any]:
    """``{% default_level space %}``: what its members hear who chose nothing, for its settings."""
    shown = bool(can_set_default_level(context["request"].user, space))
    return {
        "shown": shown,
        "space": space,
        "degree": levels.default_of(space.key) if shown else "",
        "choices": levels.CHOICES[:2],
        "csrf_token": context.get("csrf_token"),
    }
