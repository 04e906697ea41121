"""What stands at the top of a space, for one reader."""

from __future__ import annotations

from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space

from . import policies
from .models import Entry, Pin, Placement


def pins_of(space: Space, viewer: Viewer) -> list[Pin]:
    """The pins of a space that this viewer may read, in their order. One query."""
    # Of these few alone it is asked whether they may be read: otherwise a database may look at all that may.
    pinned = Entry.objects.filter(pk__in=Pin.objects.filter(space=space).order_by().values("entry_id"))
    readable = pinned.visible_to(viewer).without_blocked(viewer)
    return list(Pin.objects.filter(space=space, entry__in=readable).standing())


def spaces_to_pin_in(entry: Entry, viewer: Viewer) -> list[Space]:
    """The spaces that show this entry and in which this viewer keeps order."""
    if entry.space_id is None or entry.root_id is not None:
        return []
    placed = Placement.objects.filter(entry_id=entry.entry_id).values("space_id")
    spaces = Space.objects.filter(pk=entry.space_id) | Space.objects.filter(pk__in=placed)
    return [space for space in spaces.order_by("name") if policies.can_pin(viewer, entry, space)]
