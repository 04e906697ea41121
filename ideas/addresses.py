"""Where an idea is: its number for ever, and its title for people."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from intranet.core.http import number_in

from .models import Idea


def address_of_joined(source: Idea, head: Idea, comment: str = "") -> str:
    """Where what was joined into an idea, or a comment on it, stands on the page of that."""
    place = number_in(comment) or source.entry_id
    return f"{address_of(head)}?joined={source.entry_id}#entry-{place}"


def address_of_said(entry: Any) -> str:
    """Where something said about an idea stands on its page."""
    return f"{reverse('ideas:idea-by-number', args=[entry.root_id])}#entry-{entry.entry_id}"


def address_of(entry: Any) -> str:
    """With its title where that is at hand; without, the address leads on to it."""
    if isinstance(entry, Idea):
        return reverse("ideas:idea", args=[entry.entry_id, entry.slug])
    return reverse("ideas:idea-by-number", args=[entry.entry_id])
