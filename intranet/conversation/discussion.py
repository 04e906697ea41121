"""What has been said under a root, a page at a time, for one reader.

Pages are found by the number of a comment ("what came before 812"), never by counting, so what others say meanwhile
pushes nothing onto the next page. Comments are numbered in the order in which they were committed. What was found best
has no such order: there pages have numbers (``page_in_order``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from intranet.accounts.models import User
from intranet.content.journeys import bring_became, is_source
from intranet.content.models import Attachment, Entry
from intranet.content.policies import can_comment
from intranet.content.stances import blocked_by
from intranet.core.decisions import Decision
from intranet.realtime import ledger
from intranet.spaces.audiences import Viewer

from .models import Comment, Reaction, Watch
from .reactions import mark_mine

PAGE = 40
# Around a comment that a link leads to, how many stand before it.
LEAD = 8
BEST, OLDEST, NEWEST = "best", "oldest", "newest"
ORDERS = (BEST, OLDEST, NEWEST)


@dataclass
class Discussion:
    """Some neighbouring comments, the replies among them under what they answer. ``earlier`` and ``later`` are the
    comments to ask before and after; None where there is nothing more."""

    root: Entry
    comments: list[Any] = field(default_factory=list)
    earlier: int | None = None
    later: int | None = None
    earlier_count: int = 0
    # Where it does not stand as it was said, or in pages with numbers: the order, and the page that follows.
    order: str = ""
    next_number: int | None = None
    # The number of the root's stream, read before the comments: what is said meanwhile arrives by ``since``.
    since: int = 0
    may_comment: Decision = field(default_factory=Decision)
    watching: bool = False


def open_discussion(root: Entry, viewer: Viewer, *, around: int | None = None, since: int | None = None) -> Discussion:
    """The newest page of a discussion with all that a permalink page needs; ``around`` a comment if a link names one.

    Read the root after this, or give ``since``, the number of its stream, read before it.
    """
    if since is None:
        since = ledger.heads([root.root_key])[root.root_key] if viewer.is_authenticated else 0
    found = page_around(root, viewer, around) if around is not None else None
    return _known_to(found or page_before(root, viewer), viewer, since)


def open_in_order(root: Entry, viewer: Viewer, order: str, *, since: int) -> Discussion:
    """The first page in an order of its own, with all that a permalink page needs."""
    return _known_to(page_in_order(root, viewer, order), viewer, since)


def _known_to(found: Discussion, viewer: Viewer, since: int) -> Discussion:
    root = found.root
    found.since = since
    found.may_comment = can_comment(viewer, root)
    if viewer.is_authenticated:
        mine = Watch.objects.filter(entry_id=root.entry_id, person=viewer).values_list("level", flat=True).first()
        found.watching = mine == Watch.Level.ALL
    return found


def page_for_everybody(root: Entry) -> Discussion:
    """The newest page as whoever may read the root reads it who keeps no order here: tombstones without their words,
    nobody's reactions."""
    return page_before(root, None)


def page_before(root: Entry, viewer: Viewer | None, before: int | None = None, *, size: int = PAGE) -> Discussion:
    """The newest comments, or those that came before one of them."""
    said = _said_under(root, viewer)
    if before is not None:
        said = said.filter(pk__lt=before)
    newest_first = list(said.order_by("-pk")[: size + 1])
    comments = newest_first[size - 1 :: -1] if len(newest_first) > size else newest_first[::-1]
    found = Discussion(root, threaded(complete(comments, viewer)))
    if len(newest_first) > size:
        found.earlier = comments[0].pk
        found.earlier_count = _said_under(root, viewer).published().filter(pk__lt=found.earlier).count()
    return found


def page_after(root: Entry, viewer: Viewer, after: int, *, size: int = PAGE) -> Discussion:
    """The comments that came after one of them, oldest first."""
    rows = list(_said_under(root, viewer).filter(pk__gt=after).order_by("pk")[: size + 1])
    found = Discussion(root, threaded(complete(rows[:size], viewer)))
    if len(rows) > size:
        found.later = rows[size - 1].pk
    return found


def page_around(root: Entry, viewer: Viewer, pk: int, *, size: int = PAGE) -> Discussion | None:
    """The page on which one comment stands, with a few before it. None when it is not in this discussion."""
    said = _said_under(root, viewer)
    if not said.filter(pk=pk).exists():
        return None
    lead = list(said.filter(pk__lt=pk).order_by("-pk")[: LEAD + 1])
    rest = list(said.filter(pk__gte=pk).order_by("pk")[: size - LEAD + 1])
    comments = lead[:LEAD][::-1] + rest[: size - LEAD]
    found = Discussion(root, threaded(complete(comments, viewer)))
    if len(lead) > LEAD:
        found.earlier = comments[0].pk
        found.earlier_count = said.published().filter(pk__lt=found.earlier).count()
    if len(rest) > size - LEAD:
        found.later = comments[-1].pk
    return found


def page_in_order(root: Entry, viewer: Viewer, order: str, number: int = 1, *, size: int = PAGE) -> Discussion:
    """A page of comments with all that answers them: those to which most reacted first, the oldest or the newest."""
    said = _said_under(root, viewer)
    start = (number - 1) * size
    rows = list(_ordered(said.filter(parent=None), order)[start : start + size + 1])
    answers = said.filter(parent__in=[one.pk for one in rows[:size]]).order_by("pk")
    found = Discussion(root, threaded(complete([*rows[:size], *answers], viewer)), order=order)
    if len(rows) > size:
        found.next_number = number + 1
    return found


def _ordered(comments: QuerySet[Comment], order: str) -> QuerySet[Comment]:
    if order != BEST:
        return comments.order_by("pk" if order == OLDEST else "-pk")
    given = Reaction.objects.filter(entry=OuterRef("pk")).order_by().values("entry").annotate(n=Count("pk"))
    return comments.annotate(given=Coalesce(Subquery(given.values("n")), 0)).order_by("-given", "pk")


def saying_of_files(comments: Any) -> Any:
    """Have comments know whether they have files: few have, and where none has ``complete`` need not ask for them."""
    return comments.annotate(has_files=Exists(Attachment.objects.filter(entry=OuterRef("pk"))), has_become=is_source())


def complete(comments: list[Any], viewer: Viewer | None) -> list[Any]:
    """Comments with their authors, their ``files`` and this reader's reactions, in a fixed number of queries; of
    tombstones only the place is left.

    Few people say much: reading each author once, and not with each comment, halves the work of a page.
    """
    for comment in comments:
        comment.is_tombstone = comment.empty_tombstone(viewer)
        comment.answers, comment.is_orphan, comment.files = [], False, []
    blocked = blocked_by(viewer) if viewer is not None else frozenset()
    authors = User.objects.with_byline().in_bulk({comment.author_id for comment in comments})
    by_number = {comment.pk: comment for comment in comments}
    for comment in comments:
        comment.author = authors[comment.author_id]
        comment.from_blocked = comment.author_id in blocked
    if with_files := [comment.pk for comment in comments if getattr(comment, "has_files", True)]:
        for file in Attachment.objects.filter(entry__in=with_files):
            by_number[file.entry_id].files.append(file)
    bring_became(comments)
    mark_mine(comments, viewer)
    return comments


def threaded(comments: list[Comment]) -> list[Comment]:
    """The comments at the top, each with its ``answers``. A reply whose comment is on another page stands at the top,
    marked as what it is."""
    at_top: dict[int, Comment] = {}
    page = []
    for comment in comments:
        above = at_top.get(comment.parent_id) if comment.parent_id is not None else None
        if above is not None:
            above.answers.append(comment)
            continue
        if comment.parent_id is None:
            at_top[comment.pk] = comment
        comment.is_orphan = comment.parent_id is not None
        page.append(comment)
    return page


def _said_under(root: Entry, viewer: Viewer | None) -> Any:
    said = saying_of_files(Comment.objects.in_discussion_of(root))
    if viewer is None:
        return said.filter(Q(audience=root.audience) | Q(state__in=[Entry.State.DELETED, Entry.State.HIDDEN]))
    return said.standing_for(viewer)
