"""People and spaces that answer to the same words. They are asked of the database, where it is decided field by field
who sees what; there are thousands of them at most, and that takes milliseconds (docs/search.md)."""

from __future__ import annotations

from django.db.models import QuerySet

from intranet.accounts.directory import Directory, Filters
from intranet.accounts.models import User
from intranet.core.text import fold
from intranet.spaces.audiences import Viewer, audiences_of
from intranet.spaces.models import Space


def people_saying(viewer: Viewer, words: str) -> QuerySet[User]:
    """People whose name, role, team, skills or searchable answers say all the words, as far as the reader sees them."""
    if not viewer.is_authenticated or not viewer.is_active or not words.strip():
        return User.objects.none()
    found = Directory(viewer, Filters(q=words), audiences_of(viewer)).found()
    return found.active().with_byline().order_by("folded_name", "pk")


def spaces_saying(viewer: Viewer, words: str) -> QuerySet[Space]:
    """Spaces that this reader may know of, whose name or purpose has all the words; case and accents do not matter."""
    wanted = fold(words).split()
    if not wanted:
        return Space.objects.none()
    known = Space.objects.visible_to(viewer)
    saying = [
        pk
        for pk, name, purpose in known.values_list("pk", "name", "purpose")
        if all(word in fold(f"{name} {purpose}") for word in wanted)
    ]
    return known.filter(pk__in=saying).order_by("name", "pk")
