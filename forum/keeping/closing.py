"""Closing a topic to further answers with a reason, opening it, keeping it on top, and taking it out of the lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from forum.models import Topic
from forum.policies import can_keep_topic
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.models import Link
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.search.indexing import mark_changed

from . import policies
from .moving import hold_topic

LONGEST_REASON = 300


@action
def close_topic(topic: Topic, *, by: User, reason: str = "") -> bool:
    """No more answers and remarks; the reason stands above it, and who asked is told. False when it was closed with
    that reason already."""
    hold_topic(topic)
    require(policies.can_close_topic(by, topic))
    reason = " ".join(reason.replace("\x00", "").split())
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": _("At most %(most)s characters.") % {"most": LONGEST_REASON}}, code="reason")
    if topic.comments_locked and topic.closed_reason == reason:
        return False
    topic.comments_locked, topic.closed_reason = True, reason
    topic.closed_by, topic.closed_at = by, now()
    topic.waiting_since = topic.due_at = None
    topic.save(update_fields=["comments_locked", "closed_reason", "closed_by", "closed_at", "waiting_since", "due_at"])
    frame = {"entry": topic.pk, "locked": True}
    record("forum.topic.closed", by=by, on=topic, streams=[topic.root_key], frame=frame, reason=reason)
    return True


@action
def open_topic(topic: Topic, *, by: User) -> bool:
    """Let people answer again. False when they could."""
    hold_topic(topic)
    require(policies.can_close_topic(by, topic))
    if not topic.comments_locked:
        return False
    topic.comments_locked, topic.closed_reason, topic.closed_by, topic.closed_at = False, "", None, None
    topic.save(update_fields=["comments_locked", "closed_reason", "closed_by", "closed_at"])
    Link.objects.filter(source=topic.pk, relation=Link.Relation.DUPLICATES).delete()
    frame = {"entry": topic.pk, "locked": False}
    record("forum.topic.opened", by=by, on=topic, streams=[topic.root_key], frame=frame)
    return True


@action
def pin_topic(topic: Topic, *, by: User, until: datetime) -> bool:
    """Keep it at the top of its category until a moment. False when it is there until then already."""
    hold_topic(topic)
    require(policies.can_close_topic(by, topic))
    if until <= now():
        raise ValidationError({"until": _("This day has passed. Choose a later one.")}, code="passed")
    if topic.pinned_until == until:
        return False
    topic.pinned_until = until
    topic.save(update_fields=["pinned_until"])
    _tell("kept_on_top", topic, by=by, until=until.isoformat())
    return True


@action
def unpin_topic(topic: Topic, *, by: User) -> bool:
    hold_topic(topic)
    require(can_keep_topic(by, topic))
    if topic.pinned_until is None:
        return False
    topic.pinned_until = None
    topic.save(update_fields=["pinned_until"])
    _tell("let_down", topic, by=by)
    return True


@action
def unlist_topic(topic: Topic, *, by: User, unlisted: bool = True) -> bool:
    """Take it out of every list, or put it back; whoever has its address reads it all the same. False when it was so
    already."""
    hold_topic(topic)
    require(policies.can_close_topic(by, topic))
    if topic.unlisted == unlisted:
        return False
    topic.unlisted = unlisted
    topic.save(update_fields=["unlisted"])
    mark_changed([topic.pk])
    _tell("unlisted" if unlisted else "listed", topic, by=by)
    return True


@action
def mark_duplicate(topic: Topic, *, of: Topic, by: User) -> bool:
    """Say that this was asked before, there: a line leads to it, and this one is closed. False when it said so."""
    hold_topic(topic)
    require(policies.can_close_topic(by, topic))
    if of.pk == topic.pk:
        raise ValidationError({"of": _("That is this topic.")}, code="itself")
    if not Topic.objects.visible_to(by).filter(pk=of.pk, merged_into=None).exists():
        raise ValidationError({"of": _("There is no such topic, or you cannot read it.")}, code="of")
    if Link.objects.filter(source=of.pk, target=topic.pk, relation=Link.Relation.DUPLICATES).exists():
        raise ValidationError({"of": _("That one leads here already.")}, code="ring")
    links = Link.objects.filter(source=topic.pk, relation=Link.Relation.DUPLICATES)
    if links.filter(target=of.pk).exists():
        return False
    links.delete()
    Link.objects.create(source_id=topic.pk, target_id=of.pk, relation=Link.Relation.DUPLICATES, made_by=by)
    topic.comments_locked, topic.closed_by, topic.closed_at, topic.closed_reason = True, by, now(), ""
    topic.waiting_since = topic.due_at = None
    fields = ["comments_locked", "closed_by", "closed_at", "closed_reason", "waiting_since", "due_at"]
    topic.save(update_fields=fields)
    frame = {"entry": topic.pk, "locked": True}
    record("forum.topic.duplicate", by=by, on=topic, streams=[topic.root_key], frame=frame, of=of.pk)
    return True


def _tell(verb: str, topic: Topic, *, by: User, **details: Any) -> None:
    frame = {"entry": topic.pk, "category": topic.category_id}
    record(f"forum.topic.{verb}", by=by, on=topic, streams=[topic.audience, topic.root_key], frame=frame, **details)
