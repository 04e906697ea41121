"""Where a room holds its calls: at an address of its own, or at the firm's, under a name that nobody guesses."""

from __future__ import annotations

from intranet.core.models import SiteSettings

from .models import Room


def call_address(room: Room) -> str:
    """The address of this room's calls; "" where the firm has said none."""
    template = room.call_link or SiteSettings.current().chat_call_link
    return template.replace("{room}", room.call_token)
