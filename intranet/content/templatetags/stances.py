"""Buttons beside a name: follow, mute, block, or take it back."""

from __future__ import annotations

from typing import Any

from django import template

from intranet.content.mute_lengths import LENGTHS
from intranet.content.stance_menu import until_words
from intranet.content.stances import Target, can_follow, stances_of

register = template.Library()


@register.inclusion_tag("content/_stance.html", takes_context=True)
def stance_buttons(context: template.Context, target: Target) -> dict[str, Any]:
    """``{% stance_buttons person %}``: nothing for guests and beside one's own name."""
    request = context["request"]
    viewer = request.user
    kind = target._meta.model_name
    shown = viewer.is_authenticated and not (kind == "user" and target.pk == viewer.pk)
    return {
        "shown": shown,
        "now": stances_of(viewer).towards(target) if shown else "",
        "until": until_words(stances_of(viewer).until(target)) if shown else "",
        "lengths": LENGTHS,
        "may_follow": shown and kind in ("user", "tag") and bool(can_follow(viewer, target)),
        "name": {"user": "person"}.get(str(kind), kind),
        "value": getattr(target, "slug", None) if kind == "tag" else target.pk,
        "kind": kind,
        "csrf_token": context.get("csrf_token"),
    }
