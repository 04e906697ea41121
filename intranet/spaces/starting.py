"""What a newcomer to a space meets at its top."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from .models import ChecklistItem, ChecklistTick, Membership, Space


@dataclass(frozen=True)
class Start:
    """``welcome`` is HTML or empty; ``steps`` are items with ``is_done``, in order."""

    welcome: str
    steps: list[ChecklistItem]

    @property
    def done(self) -> int:
        return sum(bool(getattr(step, "is_done", False)) for step in self.steps)

    @property
    def is_complete(self) -> bool:
        return bool(self.steps) and self.done == len(self.steps)

    def __bool__(self) -> bool:
        return bool(self.welcome or self.steps)


NOTHING = Start("", [])


def start_for(space: Space, membership: Membership | None) -> Start:
    """What still greets this member; no question to the database for whoever is long past it."""
    if membership is None or space.welcomes_since is None or membership.joined_at < space.welcomes_since:
        return NOTHING
    welcome = "" if membership.welcome_closed_at else space.welcome_html
    steps = [] if membership.checklist_closed_at else steps_for(space, membership.person_id)
    return Start(welcome, steps)


def steps_for(space: Space, person_id: int) -> list[ChecklistItem]:
    """The checklist with what this person has done of it."""
    mine = ChecklistTick.objects.filter(item=OuterRef("pk"), person=person_id)
    return list(space.checklist.annotate(is_done=Exists(mine)))


def whole_start(space: Space, membership: Membership | None) -> Start:
    """All of it for a member, on the page about the space, also where it was put out of sight."""
    if membership is None or space.welcomes_since is None:
        return NOTHING
    return Start(space.welcome_html, steps_for(space, membership.person_id))
