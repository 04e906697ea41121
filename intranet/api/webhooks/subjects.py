"""What a webhook is told of a subject that is neither an entry nor a space: registered by whoever records it.

``register("company", tells)``: ``tells(activity)`` answers what stands in ``data``, which has to be fit for everybody
who holds the activity's audience; None: nothing is told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from intranet.activity.models import Activity

Tells = Callable[[Activity], dict[str, Any] | None]
_tells: dict[str, Tells] = {}


def register(sort: str, tells: Tells) -> None:
    _tells[sort] = tells


def told_of(sort: str, activity: Activity) -> dict[str, Any] | None:
    tells = _tells.get(sort)
    if tells is not None:
        return tells(activity)
    return {"subject": {"type": sort, "id": activity.subject_id, "title": activity.label}}
