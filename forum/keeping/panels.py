"""The lines at a topic that say what was done with it: closed, asked before, joined, split off, given another title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from forum import panels
from forum.models import Merge, Split, Topic
from forum.policies import can_keep_topic
from intranet.content.models import Link, Revision

from .refiling import refilings_of

MOST = 10


def _state(request: HttpRequest, topic: Topic) -> Mapping[str, Any] | None:
    """Why it is closed, where it was asked before, and what it came out of."""
    readable = Topic.objects.visible_to(request.user)
    before = came_from = None
    if topic.comments_locked:
        links = Link.objects.filter(source=topic.pk, relation=Link.Relation.DUPLICATES).values("target")
        before = readable.filter(pk__in=links, merged_into=None).first()
    if (split := Split.objects.filter(made=topic.pk).first()) is not None:
        came_from = readable.filter(pk=split.source_id).first()
    if not (topic.comments_locked or topic.unlisted or came_from):
        return None
    return {"before": before, "came_from": came_from}


def _history(request: HttpRequest, topic: Topic) -> Mapping[str, Any] | None:
    """What was split off it, and what was joined with it, as far as this reader may read those; and for who keeps order
    what others made of its title and tags."""
    made = Topic.objects.visible_to(request.user).filter(split_from__source=topic.pk, merged_into=None)
    splits = list(made.order_by("pk")[:MOST])
    merges = list(
        Merge.objects.filter(target=topic.pk, undone_at=None, source__in=Topic.objects.visible_to(request.user))
        .select_related("source__category", "made_by", "question")
        .order_by("pk")[:MOST]
    )
    may_keep = bool(can_keep_topic(request.user, topic))
    refilings = list(refilings_of(topic).select_related("editor")[:MOST]) if may_keep else []
    if not splits and not merges and not refilings:
        return None
    return {
        "splits": splits,
        "merges": merges,
        "may_keep": may_keep,
        # What was there before each, and whether that is what stands there now.
        "refilings": [(one, (one.title, one.tags) == (topic.title, topic.chosen_tags)) for one in refilings],
    }


def _has_a_state() -> Q:
    return Q(comments_locked=True) | Q(unlisted=True) | Q(Exists(Split.objects.filter(made=OuterRef("pk"))))


def _has_a_history() -> Q:
    merges = Merge.objects.filter(target=OuterRef("pk"), undone_at=None)
    refilings = Revision.objects.filter(entry=OuterRef("pk"), tags__isnull=False)
    return Q(Exists(Split.objects.filter(source=OuterRef("pk")))) | Q(Exists(merges)) | Q(Exists(refilings))


def register() -> None:
    panels.register(
        "keeping-state", _state, template="forum/keeping/_state.html", place="band", order=20, where=_has_a_state
    )
    panels.register(
        "keeping-history",
        _history,
        template="forum/keeping/_history.html",
        place="under_answers",
        order=20,
        where=_has_a_history,
    )
