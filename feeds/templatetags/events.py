"""Events in templates."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from feeds.events.own_part import own_part
from feeds.events.shown import Shown, shown
from feeds.models import Event

register = template.Library()


@register.simple_tag
def event_time(event: Event) -> Shown:
    """``{% event_time event as at %}``: when it is, for the zone of whoever reads."""
    return shown(event)


@register.simple_tag(takes_context=True)
def event_own(context: template.Context, event: Event) -> SafeString:
    """The reader's own answer, or the place for it in a card that is for everybody."""
    request = context.get("request")
    return own_part(event, request.user if request is not None else None)
