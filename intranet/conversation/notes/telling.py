"""Whom a note concerns, beside those it names: who answers there, and who has noted something."""

from __future__ import annotations

from collections.abc import Iterable

from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient
from intranet.content.models import Entry
from intranet.spaces.audiences import people_in

from .families import family_named


def concerned_by_note(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    family = family_named(entry.kind)
    people = set(family.note.objects.published().filter(root=entry.root_id).values_list("author", flat=True))
    people |= set(family.concerned(entry.root_entry_id))
    people.discard(None)
    people.discard(activity.actor_id)
    for pk in people_in(entry.audience).filter(pk__in=people).values_list("pk", flat=True):
        yield Recipient(pk, "watching")
