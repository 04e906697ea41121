"""Everything that stands in one place gets other readers: the topics of a category, the ideas of a board."""

from __future__ import annotations

from collections.abc import Collection

from intranet.content.kinds import narrower_kinds
from intranet.content.models import Entry
from intranet.realtime.publish import revoke
from intranet.realtime.units import step
from intranet.spaces.audiences import people_in

_AT_ONCE = 500


@step
def give_readers(roots: Collection[int], audience: str, *, before: str) -> list[int]:
    """These roots, with what is said under them, are read by ``audience`` from now on, and what waits or was taken away
    is then. What is narrower than its root keeps its own readers. Whoever loses something stops hearing of it within
    two seconds. Returns the numbers of all that the index is to learn of."""
    standing, touched = sorted(roots), []
    for first in range(0, len(standing), _AT_ONCE):
        some = standing[first : first + _AT_ONCE]
        for entries in (
            Entry.objects.filter(pk__in=some),
            Entry.objects.filter(root__in=some).exclude(kind__in=narrower_kinds()),
        ):
            entries.filter(state=Entry.State.PUBLISHED).update(audience=audience)
            entries.exclude(state=Entry.State.PUBLISHED).update(intended_audience=audience)
        touched += [*some, *Entry.objects.filter(root__in=some).values_list("pk", flat=True)]
    lost = people_in(before).exclude(pk__in=people_in(audience).values("pk"))
    if people := list(lost.values_list("pk", flat=True)):
        revoke(people)
    return touched
