"""The newest comments under each card of a list, in a fixed number of queries however many cards there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery

from intranet.content.kinds import hydrate, kind_of
from intranet.content.models import Entry
from intranet.core.decisions import YES
from intranet.realtime import ledger
from intranet.spaces.audiences import Viewer

from .discussion import Discussion, complete, saying_of_files, threaded
from .models import Comment
from .personal import leave_open

SHOWN = 3


def cards(entries: Iterable[Entry], viewer: Viewer) -> list[Any]:
    """A page of entries as cards: hydrated, with the newest comments of each. The numbers of their streams are read
    before everything else, so that what happens while the page renders arrives by ``since``."""
    entries = list(entries)
    heads = ledger.heads(entry.key for entry in entries) if viewer.is_authenticated else {}
    whole = hydrate(entries, viewer)
    _attach(whole, viewer, heads)
    return whole


def attach_previews(entries: Iterable[Any], viewer: Viewer) -> None:
    """``cards`` for entries that are hydrated already: their counts are read again, after the numbers."""
    entries = list(entries)
    _attach(entries, viewer, _count_again(entries) if viewer.is_authenticated and entries else {})


def attach_for_everybody(entries: Iterable[Any], heads: dict[str, int]) -> None:
    """``attach_previews`` for cards that every reader of their entries gets: only comments that whoever may read the
    entry may read, and nobody's reactions. ``heads`` have been read before the entries."""
    entries = list(entries)
    _attach(entries, None, heads)
    leave_open(entries)
    for entry in entries:
        if (preview := getattr(entry, "preview", None)) is not None:
            leave_open(preview.comments)


def _attach(entries: list[Any], viewer: Viewer | None, heads: dict[str, int]) -> None:
    """Set ``entry.preview`` (a Discussion of at most three comments) on each entry that takes comments."""
    entries = [entry for entry in entries if kind_of(entry).takes_comments]
    newest = _newest_under([entry for entry in entries if entry.comments_count], viewer)
    for entry in entries:
        comments = newest.get(entry.entry_id, [])
        entry.preview = Discussion(
            entry,
            threaded(comments),
            earlier=comments[0].pk if comments and entry.comments_count > len(comments) else None,
            earlier_count=max(entry.comments_count - len(comments), 0),
            since=heads.get(entry.key, 0),
            may_comment=YES,
        )


def _count_again(entries: list[Any]) -> dict[str, int]:
    """The counts of one moment, and the numbers of the streams at that moment."""
    counted = Entry.objects.filter(pk__in=[entry.entry_id for entry in entries]).annotate(
        head=ledger.head_of("entry_", "pk")
    )
    changing = counted.values_list("pk", "head", "comments_count", "reaction_counts", "comments_locked")
    fresh = {pk: (head, counts) for pk, head, *counts in changing}
    heads = {}
    for entry in entries:
        if (found := fresh.get(entry.entry_id)) is not None:
            heads[entry.key], counts = found
            entry.comments_count, entry.reaction_counts, entry.comments_locked = counts
    return heads


def _newest_under(roots: list[Any], viewer: Viewer | None) -> dict[int, list[Comment]]:
    """The newest published comments of each root, oldest first; for nobody in particular (None) those that have the
    root's own audience. Each is found by the index on (root, id), so a root
    with ten thousand comments costs what one with ten does."""
    if not roots:
        return {}
    said = Entry.objects.published().filter(root=OuterRef("pk"), kind=Comment._meta.label_lower)
    if viewer is None:
        said = said.filter(audience=OuterRef("audience"))
    newest = said.order_by("-pk").values("pk")
    places = [Subquery(newest[place : place + 1]) for place in range(SHOWN)]
    shown = Entry.objects.filter(pk__in=[root.entry_id for root in roots]).order_by()
    first, *others = [shown.values_list(place) for place in places]
    readable = Comment.objects.visible_to(viewer) if viewer is not None else Comment.objects.published()
    comments = saying_of_files(readable).filter(pk__in=first.union(*others, all=True))
    found: dict[int, list[Comment]] = {}
    for comment in complete(list(comments.order_by("pk")), viewer):
        if comment.root_id is not None:
            found.setdefault(comment.root_id, []).append(comment)
    return found
