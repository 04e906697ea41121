"""The comments about passages of a page, as one reader sees them: threads, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from intranet.conversation.discussion import complete
from intranet.conversation.models import Comment
from intranet.spaces.audiences import Viewer
from wiki.models import Anchor, Page
from wiki.policies import can_edit_page

MOST = 300


@dataclass
class Thread:
    anchor: Anchor
    comment: Any
    may_resolve: bool
    answers: list[Any] = field(default_factory=list)


def threads_of(page: Page, viewer: Viewer, *, resolved: bool = False, only: int | None = None) -> list[Thread]:
    """The open threads, or the closed ones, in a fixed number of queries; none of a page that was read as having
    none."""
    if not page.__dict__.get("has_remarks", True):
        return []
    anchors = Anchor.objects.filter(page=page, resolved_at__isnull=not resolved).select_related("resolved_by")
    if only is not None:
        anchors = anchors.filter(comment=only)
    return sorted(threads_at(anchors.order_by("-pk")[:MOST], page, viewer), key=_place)


def anchors_of(page: Page, viewer: Viewer, *, resolved: bool = False) -> QuerySet[Anchor]:
    """The places of the threads that this viewer reads."""
    said = Comment.objects.visible_to(viewer).published().in_discussion_of(page).filter(parent__isnull=True)
    anchors = Anchor.objects.filter(page=page, resolved_at__isnull=not resolved, comment__in=said.order_by())
    return anchors.select_related("resolved_by")


def threads_at(anchors: Iterable[Anchor], page: Page, viewer: Viewer) -> list[Thread]:
    """What is said at these places, as far as this viewer reads it."""
    found = {anchor.comment_id: anchor for anchor in anchors}
    if not found:
        return []
    said = Comment.objects.visible_to(viewer).published().in_discussion_of(page)
    whole = list((said.filter(pk__in=found) | said.filter(parent__in=found)).order_by("pk"))
    edits = bool(can_edit_page(viewer, page))
    threads: dict[int, Thread] = {}
    for comment in complete(whole, viewer):
        comment.root = page
        if comment.parent_id is None:
            own = viewer.is_authenticated and comment.author_id == viewer.pk
            threads[comment.pk] = Thread(found[comment.pk], comment, edits or own)
        elif comment.parent_id in threads:
            threads[comment.parent_id].answers.append(comment)
    return list(threads.values())


def _place(thread: Thread) -> tuple[bool, int, int]:
    """In the order of the text; what is about words that are gone comes last."""
    return (thread.anchor.start is None, thread.anchor.start or 0, thread.comment.pk)
