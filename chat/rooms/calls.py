"""Where a room holds its calls: at an address of its own, or at the firm's, under a name that nobody guesses."""

from __future__ import annotations

from chat.models import Room
from intranet.core.models import SiteSettings, is_call_link


def call_address(room: Room) -> str:
    """The address of this room's calls; "" where the firm has said none."""
    template = room.call_link or SiteSettings.current().chat_call_link
    return template.replace("{room}", room.call_token)


def check_call_link(link: str) -> None:
    """A room's own address: an encrypted one, with or without a place for the name. ValidationError for another."""
    if link:
        is_call_link(link if "{room}" in link else f"{link}#{{room}}")
