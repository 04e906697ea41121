"""Finding the other topic: by its address or its number, or by words of its title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from forum.models import Topic
from intranet.spaces.audiences import Viewer

MOST = 8
# "12", "#12", "/community/12-slow-to-wake-up/", and the same with the name of the site before it.
_NUMBER = re.compile(r"^(?:#?|\S*/community/)(\d{1,18})(?:[-/?#]\S*)?$")


@dataclass(frozen=True)
class Found:
    """What was asked for, and what may be meant. ``sure`` where it was named by its number."""

    asked: str
    topics: list[Topic] = field(default_factory=list)
    sure: bool = False


def find_topics(asked: str, viewer: Viewer, *, beside: Topic) -> Found:
    """Topics that this viewer reads, not ``beside`` itself and nothing that is part of another."""
    asked = " ".join(asked.replace("\x00", "").split())[:200]
    topics = Topic.objects.visible_to(viewer).published().filter(merged_into=None).exclude(pk=beside.pk).with_place()
    if (number := _NUMBER.match(asked)) is not None:
        return Found(asked, list(topics.filter(pk=int(number[1]))), sure=True)
    if not asked:
        return Found(asked)
    for word in asked.split()[:8]:
        topics = topics.filter(title__icontains=word)
    return Found(asked, list(topics.order_by("-last_said_at", "-pk")[:MOST]))
