"""Mailing the lists: to each once a week, at the hour they chose."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import now

from intranet.insights.models import WeekWish
from intranet.notifications.mail.addresses import reached_by_mail

from .choosing import is_due, monday_of
from .mail import mail_of
from .policies import can_have_list


def due_now(at: datetime | None = None) -> list[int]:
    """Whom it goes to now. Who keeps no order any more, or has an address that takes no mail, is left out."""
    at = at or now()
    wishes = WeekWish.objects.select_related("person").filter(person__is_active=True)
    due = [wish for wish in wishes if _is_due(wish, at) and can_have_list(wish.person)]
    reached = reached_by_mail([wish.person_id for wish in due])
    return [wish.person_id for wish in due if wish.person_id in reached]


def _is_due(wish: WeekWish, at: datetime) -> bool:
    return is_due(day=wish.day, hour=wish.hour, zone=wish.person.time_zone, sent_for=wish.sent_for, at=at)


def send_week(person: int, at: datetime | None = None) -> bool:
    """False where it was sent already, is not wanted any more, or nothing waits. May run twice."""
    at = at or now()
    wish = WeekWish.objects.select_related("person").filter(pk=person, person__is_active=True).first()
    if wish is None or not _is_due(wish, at) or not can_have_list(wish.person):
        return False
    message = mail_of(wish.person)
    if message is not None:
        message.send()
    wish.sent_for = monday_of(at, wish.person.time_zone)
    wish.save(update_fields=["sent_for"])
    return message is not None
