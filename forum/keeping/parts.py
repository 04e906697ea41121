"""What has become part of a topic is read by those who read that, and by nobody else."""

from __future__ import annotations

from forum.models import Topic
from intranet.content.models import Entry


def parts_go_along(topic: Entry) -> None:
    """After a topic has gone elsewhere, was hidden, deleted or brought back: so do those that were joined with it."""
    found, joined = {topic.entry_id}, {topic.entry_id}
    while joined := set(Topic.objects.filter(merged_into__in=joined).values_list("pk", flat=True)) - found:
        found |= joined
    found.discard(topic.entry_id)
    if found:
        Entry.objects.filter(pk__in=found).update(audience=topic.audience, space=topic.space)
