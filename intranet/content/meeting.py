"""What a reader can stand to in any way: what they may know of, or stand to already. For the rest there is a 404."""

from __future__ import annotations

from django.http import Http404

from intranet.accounts.models import User
from intranet.core.http import get_visible
from intranet.core.text import tag_slug

from .models import Entry, Stance, Tag
from .tags import entries_tagged


def person_met(viewer: User, pk: int) -> User:
    """Somebody whose page this reader may open, who wrote something they may read, or to whom they stand already."""
    person = User.objects.filter(pk=pk, is_system=False).first()
    if person is not None and (
        User.objects.visible_to(viewer).filter(pk=pk).exists()
        or Entry.objects.visible_to(viewer).filter(author=pk).exists()
        or Stance.objects.filter(holder=viewer, person=pk).exists()
    ):
        return person
    raise Http404


def tag_met(viewer: User, slug: str) -> Tag:
    """A tag of which this reader may see nothing is no tag, unless it is one they follow already."""
    found = Tag.objects.filter(slug=tag_slug(slug)).first()
    if found is not None and (
        entries_tagged(found, viewer).exists() or Stance.objects.filter(holder=viewer, tag=found).exists()
    ):
        return found
    raise Http404


def entry_met(viewer: User, pk: int) -> Entry:
    """An entry one may read, or a discussion one has muted when one still could."""
    held = Stance.objects.filter(holder=viewer, entry=pk).select_related("entry").first()
    if held is not None and held.entry is not None:
        return held.entry
    return get_visible(Entry.objects.with_people(), viewer, pk=pk)
