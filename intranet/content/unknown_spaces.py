"""What may be read by more people than know of the space it lives in does not tell them of the space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from intranet.spaces.models import Space

_WIDER = ("public", "customers", "circle_")


def leave_out(entries: Sequence[Any], viewer: Any) -> None:
    """Take the space off those of these objects whose readers are not the people of the space, where this viewer may
    not know of it. No question where there are none."""
    if viewer is None:
        return
    doubtful = [one for one in entries if one.space_id is not None and one.audience.startswith(_WIDER)]
    if not doubtful:
        return
    wanted = {one.space_id for one in doubtful}
    known = set(Space.objects.visible_to(viewer).filter(pk__in=wanted).values_list("pk", flat=True))
    for one in doubtful:
        if one.space_id not in known:
            # Not by assigning it: the number stays, and what is decided by it.
            one._state.fields_cache["space"] = None
