"""Where a page is: its number for ever, and its title for people."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from .models import Page


def address_of(entry: Any) -> str:
    """With its title where that is at hand; without, the address leads on to it."""
    if isinstance(entry, Page):
        return reverse("wiki:page", args=[entry.entry_id, entry.slug])
    return reverse("wiki:page-by-number", args=[entry.entry_id])
