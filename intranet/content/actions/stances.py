"""Following, muting and blocking. Nobody is told but the holder's own open pages: it is nobody else's business."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from intranet.accounts.models import User
from intranet.content import stances
from intranet.content.models import Stance, Tag
from intranet.content.stances import Target
from intranet.core.decisions import require
from intranet.realtime.publish import publish
from intranet.realtime.units import action
from intranet.spaces.models import Space


@action
def follow(target: Target, *, by: User) -> bool:
    """Have what this person writes, or what is filed under this tag, in the home feed. False when it was so already."""
    require(stances.can_follow(by, target))
    return _take(target, Stance.Way.FOLLOW, by=by)


@action
def mute(target: Target, *, by: User, until: datetime | None = None) -> bool:
    """Hear nothing of a person, a space or a discussion but when somebody names one; ``until`` ends it."""
    require(stances.can_mute(by, target))
    return _take(target, Stance.Way.MUTE, by=by, until=until)


@action
def block(person: User, *, by: User) -> bool:
    """Have nothing of this person in any list, and hear nothing of them. They are not told."""
    require(stances.can_block(by, person))
    return _take(person, Stance.Way.BLOCK, by=by)


@action
def let_be(target: Target, *, by: User, way: str = "") -> bool:
    """Neither follow nor mute nor block it; ``way`` takes back that alone. False when there was nothing to take."""
    held = Stance.objects.filter(holder=by, **_towards(target))
    gone, _of_each = (held.filter(way=way) if way else held).delete()
    if gone:
        _tell(by)
    return bool(gone)


def _take(target: Target, way: str, *, by: User, until: datetime | None = None) -> bool:
    towards = _towards(target)
    before = Stance.objects.filter(holder=by, **towards).values_list("way", "until").first()
    if before == (way, until):
        return False
    Stance.objects.update_or_create(holder=by, **towards, defaults={"way": way, "until": until})
    _tell(by)
    return True


def _towards(target: Target) -> dict[str, Any]:
    match target:
        case User():
            return {"person": target}
        case Tag():
            return {"tag": target}
        case Space():
            return {"space": target}
    return {"entry_id": target.root_entry_id}


def _tell(holder: User) -> None:
    stances.forget(holder)
    now_held = stances.stances_of(holder)
    publish(
        holder.key,
        "stances.changed",
        blocked=sorted(now_held.people_blocked),
        unheard=sorted(now_held.unheard),
        muted_spaces=sorted(now_held.spaces_muted),
    )
