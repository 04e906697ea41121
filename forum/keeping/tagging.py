"""Filing a topic under further tags, for who keeps order over it; who asked chooses tags by editing."""

from __future__ import annotations

from collections.abc import Iterable

from forum.models import Topic
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.models import Tag, TaggedEntry
from intranet.content.titles import check_tags
from intranet.core.decisions import require
from intranet.core.text import tag_slug
from intranet.realtime.units import action

from . import policies
from .moving import hold_topic


@action
def tag_topic(topic: Topic, *, by: User, tags: Iterable[str]) -> bool:
    """False when it had them all already. ValidationError for more tags than a topic has."""
    hold_topic(topic)
    require(policies.can_close_topic(by, topic))
    wanted = check_tags([*topic.chosen_tags, *tags])
    had = {tag_slug(tag) for tag in topic.chosen_tags}
    if all(tag_slug(tag) in had for tag in wanted):
        return False
    topic.chosen_tags = wanted
    topic.save(update_fields=["chosen_tags"])
    for name in wanted:
        tag, _made = Tag.objects.get_or_create(slug=tag_slug(name), defaults={"name": name})
        TaggedEntry.objects.get_or_create(content_object_id=topic.entry_id, tag=tag)
    frame = {"entry": topic.pk, "tags": wanted}
    record("forum.topic.tagged", by=by, on=topic, streams=[topic.root_key], frame=frame, tags=wanted)
    return True
