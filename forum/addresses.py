"""Where a topic is: its number for ever, and its title for people; and where in it an answer stands."""

from __future__ import annotations

from typing import Any

from intranet.core.known_addresses import path_to

from .models import Enquiry, Topic


def address_of(entry: Any) -> str:
    """With its title where that is at hand; without, the address leads on to it."""
    if isinstance(entry, Topic):
        return path_to("forum:topic", entry.entry_id, entry.slug)
    return path_to("forum:topic-by-number", entry.entry_id)


def address_of_answer(entry: Any) -> str:
    """The page of its topic on which it stands."""
    return f"{path_to('forum:topic-by-number', entry.root_id)}?at={entry.entry_id}#entry-{entry.entry_id}"


def address_of_note(entry: Any) -> str:
    """Where it stands beside what it is about: a topic, or a thread of the private centre."""
    enquiry = Enquiry.objects.filter(pk=entry.root_id).first()
    if enquiry is None:
        return address_of_answer(entry)
    return f"{enquiry.get_absolute_url()}#entry-{entry.entry_id}"
