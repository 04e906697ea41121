"""The reply-time clock of a topic: it runs while somebody outside waits for the staff."""

from __future__ import annotations

from datetime import datetime

from intranet.accounts.models import User

from .models import OfficeHours, Topic
from .work.hours import Office, due_after


def said_in(topic: Topic, *, by: User, at: datetime) -> None:
    """Set the clock, on the object, for something that was said: a customer starts it, the staff stop it. Praise and
    discussion wait for nobody."""
    if by.is_staff_member:
        topic.waiting_since = topic.due_at = None
        if topic.first_staff_reply_at is None and by.pk != topic.author_id:
            topic.first_staff_reply_at = at
    elif topic.wants_answer and topic.waiting_since is None and by.is_customer and _waits(topic, by):
        topic.waiting_since = at
        topic.due_at = due(topic, at)


def due(topic: Topic, since: datetime) -> datetime | None:
    """By when the category promises an answer."""
    hours = topic.category.reply_hours
    return due_after(since, hours, office()) if hours else None


def office() -> Office | None:
    """When the house answers; None where it does at any hour."""
    kept = OfficeHours.objects.filter(pk=1).first()
    return Office(tuple(kept.days), kept.opens, kept.closes, kept.zone) if kept is not None else None


def _waits(topic: Topic, by: User) -> bool:
    """Other customers help; who asked waits, until something was accepted."""
    return by.pk == topic.author_id and topic.accepted_id is None


CLOCK = ["waiting_since", "due_at", "first_staff_reply_at"]
