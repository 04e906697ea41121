"""The address in a digest's mail by which all of what there was is marked as read. It works without signing in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

from intranet.accounts.models import User

_SALT = "intranet.notifications.digests.read"
# By then a later digest has come.
VALID = timedelta(days=30)


class ReadAll(NamedTuple):
    """Whose inbox, and up to when."""

    person: int
    until: datetime


def read_all_url(person: User, until: datetime) -> str:
    word = signing.dumps([person.pk, int(until.timestamp())], salt=_SALT)
    return settings.SITE_URL + reverse("notifications:digest-read", args=[word])


def read_all_of(word: str) -> ReadAll | None:
    """None for an address that was not made here, or is no longer valid."""
    try:
        person, until = signing.loads(word, salt=_SALT, max_age=VALID)
    except signing.BadSignature:
        return None
    return ReadAll(person, datetime.fromtimestamp(until, UTC))
