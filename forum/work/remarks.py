"""Remarks count for the clock as answers do: who asked may say in one that it goes on, the staff what they need."""

from __future__ import annotations

from django.utils.timezone import now

from forum import clock
from forum.models import Topic
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.core.markup import Rendered


def after_remark(entry: Entry, rendered: Rendered, writer: User) -> None:
    """For ``content.texts.on_text``: only what is new, and stands under a topic."""
    if not entry.is_new or entry.kind != "conversation.comment" or entry.root is None:
        return
    if entry.root.kind != Topic._meta.label_lower:
        return
    topic = Topic.objects.select_related("category", "author").select_for_update(of=("self",)).get(pk=entry.root.pk)
    clock.said_in(topic, by=writer, at=entry.published_at or now())
    topic.save(update_fields=clock.CLOCK)
