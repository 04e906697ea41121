"""Broadcasts in templates."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from feeds.broadcasts.own_part import own_part
from feeds.models import Broadcast

register = template.Library()


@register.simple_tag(takes_context=True)
def broadcast_own(context: template.Context, broadcast: Broadcast) -> SafeString:
    """Whether it waits for the reader, or the place for that in a card that is for everybody."""
    request = context.get("request")
    return own_part(broadcast, request.user if request is not None else None)
