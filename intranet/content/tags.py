"""Tags as a reader finds them: counted over what this reader may read, so that a cloud tells of nothing else."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, QuerySet

from intranet.core.text import fold, tag_slug
from intranet.spaces.audiences import Viewer

from .models import Entry, Tag, TaggedEntry

CLOUD = 120
SUGGESTED = 8


def file_under(entry: Entry, names: Collection[str]) -> None:
    """Make these the tags of an entry. Two spellings of one address are one tag, under the name it got first."""
    if entry.is_new and not names:
        return
    by_slug = {tag_slug(name): name for name in names}
    known = {tag.slug: tag for tag in Tag.objects.filter(slug__in=list(by_slug))}
    for slug, name in by_slug.items():
        if slug not in known:
            known[slug] = Tag.objects.get_or_create(slug=slug, defaults={"name": name})[0]
    filed = TaggedEntry.objects.filter(content_object_id=entry.entry_id)
    before, wanted = set(filed.values_list("tag_id", flat=True)), {tag.pk for tag in known.values()}
    if gone := before - wanted:
        filed.filter(tag_id__in=gone).delete()
    fresh = sorted(wanted - before)
    TaggedEntry.objects.bulk_create(
        (TaggedEntry(content_object_id=entry.entry_id, tag_id=pk) for pk in fresh), ignore_conflicts=True
    )


def entries_tagged(tag: Tag, viewer: Viewer) -> QuerySet[Entry]:
    """What stands in feeds under this tag, newest first."""
    return Entry.objects.visible_to(viewer).without_blocked(viewer).in_feed().filter(tags=tag)


def tags_seen_by(viewer: Viewer) -> QuerySet[Tag]:
    """The tags of what this viewer finds in feeds, with ``count``; a tag only others can find is not there."""
    seen = Entry.objects.visible_to(viewer).without_blocked(viewer).in_feed().order_by().values("pk")
    return (
        Tag.objects.filter(tagged_entries__content_object__in=seen)
        .annotate(count=Count("tagged_entries"))
        .order_by("-count", "name")
    )


def suggestions(typed: str, viewer: Viewer) -> list[Tag]:
    """Tags that begin with what was typed, the most used first. Accents and case do not matter."""
    beginning = fold(typed.lstrip("#").strip())[:60]
    found = tags_seen_by(viewer)
    if beginning:
        found = found.filter(folded_name__startswith=beginning)
    return list(found[:SUGGESTED])
