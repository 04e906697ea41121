"""Addresses in a mail that do one thing once, for one person, without signing in."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

from intranet.accounts.models import User
from intranet.insights.models import WeekTask

_SALT = "intranet.insights.week.deed"
_STOP_SALT = "intranet.insights.week.stop"
LASTS = timedelta(days=8)


class Promise(NamedTuple):
    task: int
    person: int
    deed: str


def deed_url(task: WeekTask, deed: str) -> str:
    word = signing.dumps([task.pk, task.person_id, deed], salt=_SALT)
    return settings.SITE_URL + reverse("insights:week-do", args=[word])


def read_deed(word: str) -> Promise | None:
    """None for what was not made here, or too long ago."""
    try:
        found = signing.loads(word, salt=_SALT, max_age=LASTS)
        return Promise(*found)
    except (signing.BadSignature, TypeError):
        return None


def stop_url(person: User) -> str:
    return settings.SITE_URL + reverse("insights:week-stop", args=[signing.dumps(person.pk, salt=_STOP_SALT)])


def read_stop(word: str) -> int | None:
    try:
        found = signing.loads(word, salt=_STOP_SALT)
    except signing.BadSignature:
        return None
    return found if isinstance(found, int) else None
