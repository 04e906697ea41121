"""What somebody has read in the forum, topic by topic.

A mark says up to when. Topics without one are new to whoever joined before, for two weeks; later they are nobody's
news. The browser tells that a topic was looked at, and only when there was something new in it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.timezone import now

from forum.models import ReadMark, Topic
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.conversation.policies import can_save
from intranet.core.decisions import require
from intranet.realtime.publish import publish
from intranet.realtime.units import action
from intranet.spaces.audiences import Viewer

NEWS_FOR = timedelta(days=14)


def with_mark(viewer: Viewer) -> dict[str, Any]:
    """What a query over topics annotates to know how far this viewer has read in each; nothing for guests."""
    if not viewer.is_authenticated:
        return {}
    mine = ReadMark.objects.filter(person=viewer.pk)
    return {
        "read_until": Subquery(mine.filter(topic=OuterRef("pk")).values("until")[:1]),
        "all_read_until": Subquery(mine.filter(topic=None).values("until")[:1]),
    }


def until_of(topic: Any, viewer: Viewer) -> datetime | None:
    """Up to when this viewer has read a topic that was found ``with_mark``; None for guests."""
    if not viewer.is_authenticated:
        return None
    known = [one for one in (topic.read_until, topic.all_read_until) if one is not None]
    return max(known) if known else max(viewer.date_joined, now() - NEWS_FOR)


def is_new(topic: Any, viewer: Viewer) -> bool:
    """Whether something was said in it, by somebody else, since this viewer last looked."""
    until = until_of(topic, viewer)
    return until is not None and topic.last_said_at > until and topic.last_said_by_id != viewer.pk


@action
def read_topic(topic: Topic, *, by: User) -> bool:
    """This person has read what the topic says now. False when that was known."""
    require(can_save(by, topic))
    mark, is_first = ReadMark.objects.get_or_create(person=by, topic=topic, defaults={"until": topic.last_said_at})
    if is_first or mark.until >= topic.last_said_at:
        return is_first
    mark.until = topic.last_said_at
    mark.save(update_fields=["until"])
    return True


@action
def read_all_topics(*, by: User) -> None:
    """Nothing in the forum is new any more for this person."""
    moment = now()
    ReadMark.objects.filter(person=by).exclude(topic=None).delete()
    ReadMark.objects.update_or_create(person=by, topic=None, defaults={"until": moment})
    publish(by.key, "forum.read", all=True)


def first_new(topic: Any, viewer: Viewer) -> Entry | None:
    """The first thing said since this viewer last looked, if there is one."""
    until = until_of(topic, viewer)
    if until is None:
        return None
    said = Entry.objects.visible_to(viewer).published().filter(root=topic.pk, kind="forum.answer")
    return said.filter(published_at__gt=until).exclude(author=viewer.pk).order_by("published_at", "pk").first()
