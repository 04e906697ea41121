"""Finding the other idea: by its address or its number, or by words of its title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ideas.models import Idea
from intranet.spaces.audiences import Viewer

MOST = 8
_NUMBER = re.compile(r"^(?:#?|\S*/ideas/)(\d{1,18})(?:[-/?#]\S*)?$")


@dataclass(frozen=True)
class Found:
    """What was asked for, and what may be meant. ``sure`` where it was named by its number."""

    asked: str
    ideas: list[Idea] = field(default_factory=list)
    sure: bool = False


def find_ideas(asked: str, viewer: Viewer, *, beside: Idea) -> Found:
    """Ideas that this viewer reads, not ``beside`` itself and nothing that is part of another. Those with the same
    readers alone: with others it cannot be joined."""
    asked = " ".join(asked.replace("\x00", "").split())[:200]
    ideas = Idea.objects.visible_to(viewer).listed().exclude(pk=beside.pk).with_place()
    if (number := _NUMBER.match(asked)) is not None:
        return Found(asked, list(ideas.filter(pk=int(number[1]))), sure=True)
    if not asked:
        return Found(asked)
    ideas = ideas.filter(audience=beside.audience)
    for word in asked.split()[:8]:
        ideas = ideas.filter(title__icontains=word)
    return Found(asked, list(ideas.order_by("-votes_count", "-pk")[:MOST]))
