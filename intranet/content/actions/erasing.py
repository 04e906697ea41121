"""What a person wrote, gone with all its earlier texts, because the person asked for it."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models import CharField, QuerySet, TextField

from intranet.accounts.models import User
from intranet.accounts.policies import can_administer
from intranet.content.files.preparing import remove_bytes
from intranet.content.jobs import render_older_texts_soon
from intranet.content.kinds import all_kinds, kind_of, real
from intranet.content.models import Attachment, Entry, Revision, TaggedEntry
from intranet.core.decisions import require
from intranet.realtime.units import action

from .writing import delete_entry, hold, restore_entry, take_away_by_order

PORTION = 40
NO_SLUG = "removed"


@action
def erase_words(person: User, *, by: User) -> bool:
    """A portion: first what stands, then what is left in the history. True while there is more. What several people
    write together is not one's own to take away: whoever has such a kind says what becomes of it."""
    require(can_administer(by))
    shared = [kind.model for kind in all_kinds() if kind.shared]
    standing = Entry.objects.filter(author=person).exclude(state=Entry.State.DELETED).exclude(kind__in=shared)
    standing = standing.order_by("pk")
    if entries := list(standing[:PORTION]):
        for entry in entries:
            _erase(entry, person, by=by)
        return True
    texts = Revision.objects.filter(entry__author=person).order_by("pk").values("pk")[: PORTION * 10]
    if Revision.objects.filter(pk__in=list(texts.values_list("pk", flat=True))).delete()[0]:
        return True
    return _erase_files(Attachment.objects.filter(uploader=person))


@action
def erase_loose_ends(person: User, *, by: User) -> None:
    """What nobody else has seen goes in any case: what was never out, and files that stand in nothing."""
    require(can_administer(by))
    for entry in Entry.objects.filter(author=person, published_at=None).exclude(state=Entry.State.DELETED):
        _erase(entry, person, by=by)
        Revision.objects.filter(entry=entry).delete()
    while _erase_files(Attachment.objects.filter(uploader=person, entry=None)):
        pass
    Revision.objects.filter(editor=person, note="deleted", entry__author=person).delete()
    # The name in what others wrote: their texts are drawn anew, and then it means nobody.
    if Entry.objects.filter(mentions__person=person).update(renderer=0):
        render_older_texts_soon.enqueue_once(key="erased")


def _erase(entry: Entry, person: User, *, by: User) -> None:
    """Words, tags, and whatever its kind adds that is text."""
    hold(entry)
    if entry.is_hidden:
        restore_entry(entry, by=by)
    found = real(entry)
    if kind_of(found).taken_away is not None:
        delete_entry(found, by=person, reason="")
    else:
        # Whoever may administer has been asked. Rules about one's own words (a message for a day, say) are not these.
        take_away_by_order(found, by=person)
    own = [
        column
        for column in found._meta.local_concrete_fields
        if type(found) is not Entry and isinstance(column, CharField | TextField) and column.blank
    ]
    if any(column.name == "slug" for column in type(found)._meta.local_concrete_fields):
        # The title, in the address. The number beside it leads there all the same.
        type(found)._default_manager.filter(pk=found.pk).update(slug=NO_SLUG)
    if own:
        type(found)._default_manager.filter(pk=found.pk).update(**{column.attname: "" for column in own})
    TaggedEntry.objects.filter(content_object_id=found.entry_id).delete()


def _erase_files(files: QuerySet[Attachment]) -> bool:
    gone = list(files.order_by("pk")[: PORTION * 5])
    if not gone:
        return False
    Attachment.objects.filter(pk__in=[file.pk for file in gone]).delete()
    for file in gone:
        transaction.on_commit(partial(remove_bytes, file), robust=True)
    return True
