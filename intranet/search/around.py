"""People and spaces that answer to the same words. They are asked of the database, where it is decided field by field
who sees what; there are thousands of them at most, and that takes milliseconds (docs/search.md)."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from intranet.accounts.directory import Directory, Filters
from intranet.accounts.models import User
from intranet.core.text import fold
from intranet.spaces.audiences import Viewer, audiences_of
from intranet.spaces.models import Space

T = TypeVar("T", bound=Model)
# Of many that have the words somewhere, the names of so many are looked at.
LOOKED_AT = 40


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


def best_named(rows: QuerySet[T], words: str, *, most: int, only: bool = False) -> list[T]:
    """The first few of people or spaces: before the others (or alone, with ``only``) those in whose name a word begins
    with each of the words."""
    wanted = fold(words).lstrip("@#").split()
    looked_at = list(rows[:LOOKED_AT])

    def is_called(one: Any) -> bool:
        said = fold(one.name).split()
        return all(any(word.startswith(part) for word in said) for part in wanted)

    called = [one for one in looked_at if is_called(one)]
    others = [] if only else [one for one in looked_at if one not in called]
    return (called + others)[:most]
