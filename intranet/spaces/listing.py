"""The lists of spaces."""

from __future__ import annotations

from django.db.models import QuerySet

from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, own_rows
from intranet.core.text import fold

from .audiences import Viewer, spaces_joined
from .models import Membership, Space

# What a page that shows ``spaces_elsewhere`` wants read with the rest of what is its reader's own.
ELSEWHERE = "elsewhere"
MOST_ELSEWHERE = 3


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


def spaces_elsewhere(viewer: User) -> list[Space]:
    """A few spaces that this person may know of and has not joined, with what a line says of them."""
    if viewer.__dict__.get("_spaces_known") is not None:  # looked through by an admin
        return list(spaces_for(viewer).exclude(pk__in=spaces_joined(viewer))[:MOST_ELSEWHERE])
    found = [Space(**row) for row in own_rows(viewer, ELSEWHERE)]
    return sorted(found, key=lambda space: fold(space.name))


def _elsewhere(person: User) -> list[QuerySet[Space]]:
    joined = Membership.objects.filter(person=person.pk).values("space_id")
    few = spaces_for(person).exclude(pk__in=joined).order_by("name")[:MOST_ELSEWHERE]
    return [as_row(few, pk="pk", name="name", slug="slug", purpose="purpose")]


also_read(ELSEWHERE, _elsewhere, on_every_page=False)
