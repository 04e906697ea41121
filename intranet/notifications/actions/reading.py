"""What somebody has read, and has not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.notifications.counting import unread_count, unread_counts
from intranet.notifications.models import Notification
from intranet.realtime.publish import publish
from intranet.realtime.units import action, step


@action
def mark_read(
    *, by: User, subjects: Iterable[str] | None = None, group: str = "", until: datetime | None = None
) -> int:
    """Mark what was said about these subjects as read, or everything (of one group; up to then). Other tabs learn of
    it."""
    # Also what they are told by other channels alone: who has read it here need not be mailed.
    unread = Notification.objects.filter(recipient=by).unread()
    if subjects is not None:
        unread = unread.filter(subject__in=list(subjects))
    if group:
        unread = unread.filter(group=group)
    if until is not None:
        unread = unread.filter(created_at__lte=until)
    changed = unread.update(read_at=now())
    if changed:
        publish(by.key, "notifications.changed", unread=unread_count(by))
    return changed


@action
def mark_entries_read(*, by: User, subject: str, entries: QuerySet[Any, Any]) -> int:
    """The same of some of what is told about one subject (or any, ""): ``entries`` gives their numbers."""
    told = Notification.objects.filter(recipient=by).unread()
    if subject:
        told = told.filter(subject=subject)
    changed = told.filter(entry__in=entries).update(read_at=now())
    if changed:
        publish(by.key, "notifications.changed", unread=unread_count(by))
    return changed


@action
def mark_unread(*, by: User, subject: str) -> int:
    """Put the newest notification about a subject back among the unread."""
    newest = Notification.objects.of(by).filter(subject=subject).first()
    if newest is None or newest.read_at is None:
        return 0
    newest.read_at = None
    newest.save(update_fields=["read_at"])
    publish(by.key, "notifications.changed", unread=unread_count(by))
    return 1


@step
def forget_about(entries: Iterable[int]) -> int:
    """Take what was told of entries that are no more out of every inbox, and what has not gone out yet by another way.
    Returns how many notifications went."""
    told = Notification.objects.filter(entry__in=list(entries))
    waiting = set(told.filter(in_app=True).unread().values_list("recipient_id", flat=True))
    gone = told.delete()[1].get(Notification._meta.label, 0)
    for pk, unread in unread_counts(waiting).items() if waiting else ():
        publish(f"user_{pk}", "notifications.changed", unread=unread)
    return gone
