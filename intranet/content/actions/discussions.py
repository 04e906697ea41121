"""What is said under a root, and goes where it goes."""

from __future__ import annotations

from intranet.content.kinds import kind_of, narrower_kinds
from intranet.content.models import Entry
from intranet.realtime.units import step


def hold(entry: Entry) -> None:
    """Lock the row until the action ends and bring ``entry`` up to date, so that a decision is about what is there
    now and not about what was read a while ago.

    The root is always locked first: two people who act in one discussion wait for each other, never in a ring.
    """
    ids = [pk for pk in (entry.root_id, entry.entry_id) if pk is not None]
    held = {row.pk: row for row in Entry.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    fresh = held.get(entry.entry_id)
    if fresh is None:
        raise Entry.DoesNotExist
    for field in Entry._meta.concrete_fields:
        setattr(entry, field.attname, getattr(fresh, field.attname))
    if entry.root_id is not None:
        entry.root = held[entry.root_id]


def copied_from(entry: Entry) -> Entry:
    """Whose audience it has: its root's, or its own where nothing is above it or fewer read it than that."""
    return entry if entry.root is None or kind_of(entry).narrower else entry.root


@step
def take_discussion_along(root: Entry) -> None:
    """Comments copy audience and space from their root and change with it, in one statement each; what fewer read than
    the root keeps its own audience."""
    if root.root_id is not None:
        return
    if (own := kind_of(root).taken_along) is not None:
        own(root)
    Entry.objects.filter(root_id=root.entry_id, kind__in=narrower_kinds()).update(space=root.space)
    discussion = Entry.objects.filter(root_id=root.entry_id).exclude(kind__in=narrower_kinds())
    discussion.filter(state=Entry.State.PUBLISHED).update(audience=root.audience, space=root.space)
    discussion.exclude(state=Entry.State.PUBLISHED).update(intended_audience=root.wanted_audience, space=root.space)
