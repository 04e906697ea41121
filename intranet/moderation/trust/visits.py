"""On how many days a customer was here: one small write a day."""

from __future__ import annotations

from django.core.cache import cache
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.timezone import localdate

from intranet.accounts.models import User
from intranet.moderation.models import Conduct


def note_visit(request: HttpRequest) -> None:
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated or not person.is_customer:
        return
    if "_people_known" in person.__dict__:  # an admin looks through these eyes
        return
    today = localdate()
    if _is_new(f"visit:{person.pk}:{today}"):
        count_visit(person)


def count_visit(person: User) -> None:
    """Today counts once, however often it is noted."""
    today = localdate()
    row, _made = Conduct.objects.get_or_create(person_id=person.pk)
    earlier = Q(last_visit=None) | Q(last_visit__lt=today)
    Conduct.objects.filter(earlier, pk=row.pk).update(days_visited=F("days_visited") + 1, last_visit=today)


def _is_new(key: str) -> bool:
    try:
        return bool(cache.add(key, 1, 24 * 3600))
    except Exception:
        return True
