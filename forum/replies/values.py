"""What the words in braces stand for in one thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from forum.models import Topic
from intranet.accounts.models import User
from intranet.content.models import Entry

# Another kind of thread says for itself what stands there (the centre's enquiries), given (entry, who answers).
Values = Callable[[Any, User], Mapping[str, str]]
_known: dict[str, Values] = {}


def values_of(kind: str) -> Callable[[Values], Values]:
    """Register what replies are filled in with under entries of a kind."""

    def register(source: Values) -> Values:
        _known[kind] = source
        return source

    return register


def values_for(entry: Entry | None, by: User) -> Mapping[str, str]:
    found: dict[str, str] = {"me": by.name}
    if entry is None:
        return found
    found |= {"title": entry.title, "link": settings.SITE_URL + entry.get_absolute_url()}
    found["name"] = entry.author.name
    if (source := _known.get(entry.kind)) is not None:
        found |= source(entry, by)
    return found


@values_of("forum.topic")
def _of_topic(topic: Topic, by: User) -> Mapping[str, str]:
    category = topic.category
    return {
        "product": str(topic.product or ""),
        "version": topic.version.name if topic.version is not None else "",
        "category": category.name,
        "team": category.team_name,
    }
