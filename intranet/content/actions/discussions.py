"""What is said under a root, and goes where it goes."""

from __future__ import annotations

from intranet.content.kinds import kind_of, narrower_kinds
from intranet.content.models import Entry
from intranet.realtime.units import step


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
