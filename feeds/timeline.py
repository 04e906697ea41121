"""What a feed shows: one page of posts, complete, in a number of queries that does not grow with its length."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects
from django.utils.safestring import SafeString

from intranet.accounts.models import User
from intranet.content import floors
from intranet.content.models import Entry, Placement, TaggedEntry
from intranet.content.series import is_part
from intranet.content.stances import Stances, stances_of, with_stances
from intranet.conversation.discussion import open_discussion
from intranet.conversation.links.keeping import attach_link_cards
from intranet.conversation.reactions import mark_mine
from intranet.core.http import get_visible
from intranet.core.pagination import NEWEST_FIRST, cursor_at, first_page, keyset_newer, keyset_page
from intranet.core.prepared import prepared
from intranet.realtime import ledger
from intranet.spaces.audiences import Viewer, audiences_of, audiences_within, feed_audiences_of, standing_in
from intranet.spaces.models import Membership, Space

from .cards import Card, cards_of, kept_page_of, rows_of
from .filters import EVERYTHING, FOLLOWING, MINE, NEWEST, SPACES, Filter, unread_by
from .models import Event, Post
from .panels import marks as panel_marks
from .rollup import Row, draw_line, rolled_up

PLAIN = Filter()
PAGE = 20
MOST_NEW = 50
_GREATEST = 2**63 - 1
# Kinds that are read whole in one question: with kudos, their receivers are fetched besides.
_IN_ONE_QUESTION = (Post, Event)
_SETS = ("people_followed", "tags_followed", "people_muted", "spaces_muted", "entries_muted", "people_blocked")
_SORTS: dict[str, Any] = {name: [int] for name in _SETS}


@dataclass(frozen=True)
class Timeline:
    """One page. ``heads`` are the numbers of its streams, read before the posts: what is said while the page renders
    arrives by ``since``."""

    rows: list[Row]
    next: str | None
    newest: str | None
    heads: dict[str, int]
    # What this reader has not looked at, and whether that was made unread by hand.
    unread: dict[int, bool] = field(default_factory=dict)

    @property
    def cards(self) -> list[Card]:
        return [card for row in self.rows for card in (row.card, *row.folded)]

    @property
    def heads_json(self) -> str:
        return json.dumps(self.heads)


def home_entries(viewer: Viewer, wanted: Filter = PLAIN) -> QuerySet[Entry]:
    """What the viewer's own spaces say, what concerns everybody and what those they follow write, as far as the viewer
    may read it and has not muted it; for guests, what is public."""
    return _of_home(viewer, wanted, feed_audiences_of(viewer))


def _of_home(viewer: Viewer, wanted: Filter, feed: Iterable[str]) -> QuerySet[Entry]:
    mine = stances_of(viewer)
    entries = Entry.objects.visible_to(viewer).without_blocked(viewer)
    if wanted.scope != EVERYTHING:
        entries = entries.filter(_of_scope(wanted.scope, feed, mine))
    if mine.people_muted:
        entries = entries.exclude(author__in=mine.people_muted)
    if mine.spaces_muted:
        entries = entries.exclude(space__in=mine.spaces_muted)
    if mine.entries_muted:
        entries = entries.exclude(pk__in=mine.entries_muted)
    return wanted.apply(entries.in_feed(), viewer)


def _of_scope(scope: str, feed: Iterable[str], mine: Stances) -> Q:
    own = Q(audience__in=feed)
    followed = Q(author__in=mine.people_followed)
    if mine.tags_followed:
        filed = TaggedEntry.objects.filter(content_object=OuterRef("pk"), tag__in=mine.tags_followed)
        followed |= Q(Exists(filed))
    if scope == FOLLOWING:
        return followed
    return own | followed if scope == MINE and mine.follows_something else own


def space_entries(space: Space, viewer: Viewer, wanted: Filter = PLAIN) -> QuerySet[Entry]:
    within = audiences_within(space, viewer)
    entries = Entry.objects.visible_to(viewer).without_blocked(viewer)
    if within == [space.audience]:
        # The index has them in the order of the list.
        entries = entries.filter(audience=space.audience)
    else:
        placed = Placement.objects.filter(space=space).values("entry_id")
        entries = entries.filter(Q(space=space) | Q(pk__in=placed), audience__in=within)
    return wanted.apply(entries.in_feed(), viewer)


def page_of(
    entries: QuerySet[Entry],
    viewer: Viewer,
    *,
    cursor: str | None,
    streams: list[str],
    show_space: bool = False,
    by: Sequence[str] = NEWEST_FIRST,
    folding: bool = False,
    seen_until: datetime | None = None,
    first: Callable[[], Iterable[Any]] | None = None,
) -> Timeline:
    """``folding`` rolls up what one person has said in quick succession; above ``seen_until`` stands what is new.
    ``first`` gives the rows of the first page, where they are known otherwise."""
    heads = ledger.heads(streams) if streams else {}
    if first is not None and not cursor:
        page = first_page(first(), entries.model, by=by, size=PAGE)
    else:
        page = keyset_page(
            entries, by=by, cursor=cursor, size=PAGE, read=lambda shown: rows_of(shown, by, **new_to(viewer))
        )
    cards = cards_of(page.items, viewer, show_space=show_space)
    rows = rolled_up(cards, viewer) if folding else [Row(card) for card in cards]
    if seen_until is not None:
        draw_line(rows, viewer, seen_until, begun=bool(cursor))
    return Timeline(rows, page.next, page.newest, heads, _said_new(page.items))


def home_page(viewer: User, wanted: Filter, *, cursor: str | None) -> Timeline:
    """A page of the reader's own home. What most people ask for, the first page narrowed by nothing, is a question that
    is put together once."""
    is_prepared = wanted.is_wide and not floors.has_any(viewer)
    return page_of(
        # Put together only where it will be asked.
        Entry.objects.none() if is_prepared and not cursor else home_entries(viewer, wanted),
        viewer,
        cursor=cursor,
        streams=streams_of_home(viewer, wanted),
        show_space=True,
        by=wanted.by,
        folding=wanted.order == NEWEST and not wanted.author,
        first=partial(_first_of_home, viewer, wanted) if is_prepared else None,
    )


def _first_of_home(viewer: User, wanted: Filter) -> list[Any]:
    held, feed = audiences_of(viewer), feed_audiences_of(viewer)
    return _first_rows(person=viewer.pk, audiences=held, feed=feed, wanted=wanted, **_stances_of(viewer))


def _stances_of(viewer: Viewer) -> dict[str, Any]:
    """For a prepared question. A list of nothing cannot be prepared: it is not ``given``, and something stands in its
    place."""
    mine = stances_of(viewer)
    sets = {name: getattr(mine, name) for name in _SETS}
    return {name: found or {0} for name, found in sets.items()} | {"given": tuple(name for name in _SETS if sets[name])}


def _with_sets(reader: Viewer, given: Iterable[str], sets: Mapping[str, Iterable[int]]) -> Viewer:
    own: dict[str, Any] = {name: frozenset(sets[name]) for name in given}
    return with_stances(reader, Stances(**own))


@prepared(person=int, audiences=[str], feed=[str], **_SORTS)
def _first_rows(
    *,
    person: int,
    audiences: Iterable[str],
    feed: Iterable[str],
    wanted: Filter,
    given: tuple[str, ...],
    **sets: Iterable[int],
) -> QuerySet[Any, Any]:
    reader = _with_sets(standing_in(person, audiences), given, sets)
    return rows_of(_of_home(reader, wanted, feed)[: PAGE + 1], wanted.by, **new_to(reader))


def newer_than(
    entries: QuerySet[Entry],
    viewer: Viewer,
    *,
    cursor: str | None,
    show_space: bool = False,
    by: Sequence[str] = NEWEST_FIRST,
) -> Timeline:
    """What has come above ``cursor``, newest first; ``newest`` is where the list begins now. When there is more than
    fits, ``next`` is set: the page is better loaded afresh."""
    found = list(rows_of(keyset_newer(entries, by=by, cursor=cursor)[: MOST_NEW + 1], by, **new_to(viewer)))
    newest = cursor_at(found[0], entries, by) if found else cursor
    cards = cards_of(found[:MOST_NEW], viewer, show_space=show_space)
    rows, more = [Row(card) for card in cards], "more" if len(found) > MOST_NEW else None
    return Timeline(rows, more, newest, {}, _said_new(found[:MOST_NEW]))


def new_to(viewer: Viewer) -> dict[str, Any]:
    """``unread_among`` as something that is read with each row of a list."""
    if not viewer.is_authenticated:
        return {}
    kept = Membership.objects.filter(person=viewer, kept_unread_until__gte=OuterRef("published_at"))
    return {
        "is_new": Exists(unread_by(Entry.objects.filter(pk=OuterRef("pk"), in_feed=True), viewer)),
        "kept_new": Exists(kept.filter(space=OuterRef("space"))),
    }


def _said_new(rows: Sequence[Any]) -> dict[int, bool]:
    return {row.pk: bool(row.kept_new) for row in rows if getattr(row, "is_new", False)}


def unread_among(shown: Sequence[Card | Entry], viewer: Viewer) -> dict[int, bool]:
    """Which of these this reader has not looked at yet; true for what they have made unread by hand. One query."""
    if not viewer.is_authenticated or not shown:
        return {}
    return dict(_unread(person=viewer.pk, entries=[one.entry_id for one in shown], **_stances_of(viewer)))


@prepared(person=int, entries=[int], **_SORTS)
def _unread(
    *, person: int, entries: Iterable[int], given: tuple[str, ...], **sets: Iterable[int]
) -> QuerySet[Any, Any]:
    reader = _with_sets(standing_in(person, ()), given, sets)
    kept = Membership.objects.filter(person=person, kept_unread_until__gte=OuterRef("published_at"))
    unread = unread_by(Entry.objects.filter(pk__in=entries, in_feed=True), reader)
    return unread.values_list("pk", Exists(kept.filter(space=OuterRef("space"))))


def alone(
    entry_id: int, viewer: Viewer, *, around: int | None = None, model: type[Entry] = Post
) -> tuple[Any, SafeString | None]:
    """An entry of the kind ``model`` for its own page; 404 as everywhere. With it its card and discussion, where all
    readers get the same. Otherwise it is complete for this reader; ``around`` the comment that a link leads to."""
    # The number first: what is said while the page is put together arrives by ``since``.
    stream = f"entry_{entry_id}"
    head = ledger.heads([stream])[stream]
    post: Any = _readable(model, entry_id, viewer) or get_visible(_with_marks(model), viewer, pk=entry_id)
    if around is None and (html := kept_page_of(post, viewer, head=head)) is not None:
        return post, html
    prefetch_related_objects([post], "attachments")
    attach_link_cards([post])
    post.preview = open_discussion(post, viewer, around=around, since=head if viewer.is_authenticated else 0)
    mark_mine([post], viewer)
    return post, None


def _readable(model: type[Entry], entry_id: int, viewer: Viewer) -> Any:
    held = audiences_of(viewer)
    if model not in _IN_ONE_QUESTION or floors.has_any(viewer) or entry_id > _GREATEST:
        return None
    return next(iter(_one(entry=entry_id, audiences=held, model=model)), None)


@prepared(entry=int, audiences=[str])
def _one(*, entry: int, audiences: Iterable[str], model: type[Entry]) -> QuerySet[Any, Any]:
    return _with_marks(model).visible_to(standing_in(None, audiences)).filter(pk=entry)


def _with_marks(model: type[Entry]) -> Any:
    """With what few entries have around them: the pages of all others need not ask for it."""
    found: Any = model.objects
    return found.with_people().annotate(in_series=is_part(), **panel_marks())


def card_of(entry: Entry, viewer: Viewer) -> Timeline:
    """One entry as a list of one."""
    rows = rows_of(Entry.objects.visible_to(viewer).filter(pk=entry.entry_id))
    return Timeline([Row(card) for card in cards_of(rows, viewer, show_space=True)], None, None, {})


def streams_of_home(viewer: Viewer, wanted: Filter = PLAIN) -> list[str]:
    """The audience streams that a home page follows, the person's own apart: those whose posts it shows. Whom one
    follows may write before any audience one holds, so then it is all of them."""
    if not viewer.is_authenticated:
        return []
    far = wanted.scope in (FOLLOWING, EVERYTHING) or (wanted.scope == MINE and stances_of(viewer).follows_something)
    names = audiences_of(viewer) if far else feed_audiences_of(viewer)
    return sorted(name for name in names if not name.startswith(("user_", "review_")))


def rule_for(viewer: Viewer, wanted: Filter = PLAIN, *, at_home: bool = True) -> str:
    """By what the browser tells whether a new entry belongs in this list, as JSON: all readers get the same frames."""
    mine = stances_of(viewer)
    rule: dict[str, Any] = {"home": at_home, "notPeople": sorted(mine.unheard if at_home else mine.people_blocked)}
    if at_home:
        rule["notSpaces"] = sorted(mine.spaces_muted)
    if at_home and wanted.scope != EVERYTHING:
        followed = wanted.scope != SPACES
        rule["streams"] = sorted(feed_audiences_of(viewer)) if wanted.scope != FOLLOWING else []
        rule["people"] = sorted(mine.people_followed) if followed else []
        rule["tags"] = sorted(mine.slugs_followed) if followed else []
    if wanted.author:
        rule["author"] = wanted.author_id(viewer)
    if wanted.until is not None:
        rule["past"] = True
    return json.dumps(rule | {"kind": wanted.kind, "tag": wanted.tag})
