"""To who asked, when the staff answered some days ago and nothing was accepted: a line on the page, and one notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import now

from forum.models import Topic
from forum.models.categories import TopicSort
from intranet.activity.ledger import record
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient
from intranet.content.actions import hold
from intranet.jobs import scheduled
from intranet.realtime.units import action

AFTER = timedelta(days=3)
A_NIGHT = 500


def is_due(topic: Topic, at: datetime) -> bool:
    """Whether it is time to ask: somebody of the staff answered, and who asked does not wait for more."""
    replied = topic.first_staff_reply_at
    return (
        topic.wants_answer
        and topic.accepted_id is None
        and topic.waiting_since is None
        and not topic.comments_locked
        and topic.is_published
        and replied is not None
        and replied <= at - AFTER
    )


def panel(request: HttpRequest, topic: Topic) -> Mapping[str, Any] | None:
    return {} if request.user.pk == topic.author_id and is_due(topic, now()) else None


def due(at: datetime) -> QuerySet[Topic]:
    """The topics whose asker has not been asked yet."""
    return Topic.objects.listed().filter(
        sort__in=[TopicSort.QUESTION, TopicSort.PROBLEM],
        accepted=None,
        waiting_since=None,
        comments_locked=False,
        first_staff_reply_at__lte=at - AFTER,
        nudged_at=None,
        author__is_active=True,
    )


@action
def nudge(topic: Topic) -> bool:
    """Ask once, of one topic, whether it is solved. False when that was done or is no question any more."""
    hold(topic)
    topic.refresh_from_db(fields=["accepted", "waiting_since", "first_staff_reply_at", "nudged_at"])
    moment = now()
    if topic.nudged_at is not None or not is_due(topic, moment):
        return False
    topic.nudged_at = moment
    topic.save(update_fields=["nudged_at"])
    record("forum.topic.nudged", by=None, on=topic)
    return True


def who_asked(activity: Activity) -> Iterable[Recipient]:
    author = Topic.objects.filter(pk=activity.subject_id).values_list("author", flat=True).first()
    return [Recipient(author, "author")] if author is not None else []


@scheduled(cron="40 8 * * *", name="forum.nudge")
def nudge_askers() -> int:
    """Returns how many were asked."""
    return sum(nudge(topic) for topic in due(now()).order_by("first_staff_reply_at", "pk")[:A_NIGHT])
