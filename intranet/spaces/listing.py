"""The lists of spaces."""

from __future__ import annotations

from django.db.models import QuerySet

from .audiences import Viewer, spaces_joined
from .models import Space


def spaces_for(viewer: Viewer, *, show: str = "", matching: str = "") -> QuerySet[Space]:
    """Spaces this viewer may know of. ``show``: "mine", a visibility, "archived", or all current ones."""
    spaces = Space.objects.visible_to(viewer)
    if show == "archived":
        spaces = spaces.exclude(archived_at=None)
    else:
        spaces = spaces.current()
    if show == "mine":
        spaces = spaces.filter(pk__in=spaces_joined(viewer))
    elif show in Space.Visibility.values:
        spaces = spaces.filter(visibility=show)
    for word in matching.split():
        spaces = spaces.filter(name__icontains=word)
    return spaces
