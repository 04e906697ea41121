"""What a topic says of its answers, counted anew after some have come or gone."""

from __future__ import annotations

from forum import clock
from forum.models import Answer, Topic
from intranet.content.models import Entry
from intranet.conversation.models import Comment

COUNTS = ["answers_count", "comments_count", "last_said_at", "last_said_by", "active_at", *clock.CLOCK]


def count_anew(topic: Topic) -> None:
    """On a topic that is held: its counts, who spoke last, and whether somebody waits."""
    answers = Answer.objects.published().filter(root=topic.entry_id)
    topic.answers_count = answers.count()
    topic.comments_count = Comment.objects.published().filter(root=topic.entry_id).count()
    newest = answers.select_related("author").order_by("-published_at", "-pk").first()
    said = newest if newest is not None else topic
    topic.last_said_at = said.published_at or said.created_at
    topic.last_said_by_id = said.author_id if newest is not None else None
    topic.active_at = max(filter(None, [topic.published_at, topic.last_said_at]))
    _wind(topic)
    topic.save(update_fields=COUNTS)


def _wind(topic: Topic) -> None:
    """The clock, as if everything that stands here now had been said here one after the other."""
    topic.waiting_since = topic.due_at = topic.first_staff_reply_at = None
    clock.said_in(topic, by=topic.author, at=topic.published_at or topic.created_at)
    said = Answer.objects.published().filter(root=topic.entry_id).select_related("author")
    for answer in said.order_by("published_at", "pk"):
        clock.said_in(topic, by=answer.author, at=answer.published_at or answer.created_at)
    if topic.comments_locked or topic.accepted_id is not None:
        topic.waiting_since = topic.due_at = None


def published_under(topic: Topic) -> list[int]:
    """Everything said there, by number: what the index has to look at when it goes elsewhere."""
    return list(Entry.objects.filter(root=topic.entry_id).values_list("pk", flat=True))
