"""What points at an entry, whatever part it stands in, as far as one reader may read it."""

from __future__ import annotations

from django.db.models import QuerySet

from intranet.spaces.audiences import Viewer

from .kinds import known
from .models import Entry, Reference


def referring_to(entry: Entry, viewer: Viewer) -> QuerySet[Entry]:
    """The latest first. What was joined into it counts: what pointed there points here now."""
    kind = known(entry.kind)
    joined = kind.joined_into(entry) if kind is not None and kind.joined_into is not None else ()
    pointing = Reference.objects.filter(target__in=[entry.entry_id, *joined]).values("source")
    seen = Entry.objects.visible_to(viewer).published().filter(pk__in=pointing).exclude(pk=entry.entry_id)
    return seen.without_blocked(viewer).order_by("-published_at", "-pk")
