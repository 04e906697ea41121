"""Answering, and saying which answer it was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.timezone import now

from forum import clock, policies
from forum.models import Answer, Topic
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold, publish_entry, written_before
from intranet.core.decisions import require
from intranet.realtime.units import action


@action
def answer(
    topic: Topic,
    *,
    by: User,
    body: str,
    client_id: UUID | None = None,
    attachment_ids: Iterable[Any] = (),
) -> Answer:
    """Say something in return. It may be held for its moderators: ``is_held``. ValidationError without words."""
    if (earlier := written_before(Answer, by=by, client_id=client_id)) is not None:
        return earlier
    hold(topic)
    require(policies.can_answer(by, topic))
    return publish_entry(
        Answer(),
        by=by,
        body=body,
        space=topic.space,
        audience=topic.audience,
        root=topic,
        client_id=client_id,
        attachment_ids=attachment_ids,
    )


@action
def accept_answer(given: Answer, *, by: User) -> bool:
    """Say that this answer solved it, in place of another if there was one. False when it did so already."""
    assert given.root_id is not None
    topic = _held(given.root_id)
    given.refresh_from_db(fields=["state", "root"])
    require(policies.can_accept(by, topic, given))
    if topic.accepted_id == given.pk:
        return False
    topic.accepted, topic.accepted_by, topic.accepted_at = given, by, now()
    topic.waiting_since = topic.due_at = None
    topic.save(update_fields=["accepted", "accepted_by", "accepted_at", "waiting_since", "due_at"])
    frame = {"entry": topic.pk, "accepted": given.pk}
    record("forum.answer.accepted", by=by, on=given, streams=[topic.root_key], frame=frame)
    return True


@action
def clear_accepted(topic: Topic, *, by: User) -> bool:
    """Say that it is not solved after all. False when no answer was accepted."""
    topic = _held(topic.pk)
    require(policies.can_accept(by, topic))
    if topic.accepted_id is None:
        return False
    before = topic.accepted_id
    topic.accepted = topic.accepted_by = topic.accepted_at = None
    topic.save(update_fields=["accepted", "accepted_by", "accepted_at"])
    frame = {"entry": topic.pk, "accepted": None}
    record("forum.answer.unaccepted", by=by, on=topic, streams=[topic.root_key], frame=frame, before=before)
    return True


def _held(pk: int) -> Topic:
    """The topic as it is now, locked: of two who decide about it one comes after the other."""
    topic = Topic.objects.with_place().get(pk=pk)
    hold(topic)
    topic.refresh_from_db(fields=["accepted", "accepted_by", "accepted_at", *clock.CLOCK])
    return topic


def count_answer(given: Answer, change: int) -> None:
    """An answer has come out, was taken away or came back: its topic counts it, and its clock hears of it."""
    assert given.root_id is not None
    topic = Topic.objects.select_related("category", "author").select_for_update(of=("self",)).get(pk=given.root_id)
    topic.answers_count = max(topic.answers_count + change, 0)
    changed = ["answers_count"]
    if change > 0:
        at = given.published_at or now()
        topic.last_said_at, topic.last_said_by, topic.active_at = at, given.author, at
        clock.said_in(topic, by=given.author, at=at)
        changed += ["last_said_at", "last_said_by", "active_at", *clock.CLOCK]
    elif change < 0:
        if topic.accepted_id == given.pk:
            topic.accepted = topic.accepted_by = topic.accepted_at = None
            changed += ["accepted", "accepted_by", "accepted_at"]
        changed += _last_said(topic)
    topic.save(update_fields=changed)
    given.root = topic


def _last_said(topic: Topic) -> list[str]:
    newest = Answer.objects.published().filter(root=topic.pk).order_by("-published_at", "-pk").first()
    if newest is not None and newest.published_at is not None:
        topic.last_said_at, topic.last_said_by = newest.published_at, newest.author
    else:
        topic.last_said_at, topic.last_said_by = topic.published_at or topic.created_at, topic.author
    return ["last_said_at", "last_said_by"]
