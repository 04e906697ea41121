"""Signed addresses that end mails: they work without signing in, do one thing for one person, and never run out."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

from intranet.accounts.models import User
from intranet.content.models import Entry

_SALT = "intranet.notifications.mail.stop"
_UNDO_SALT = "intranet.notifications.mail.undo"


class Stop(NamedTuple):
    """Whose mails, of which group, and about which discussion (0: about none)."""

    person: int
    group: str
    entry: int


class Undo(NamedTuple):
    """What one press has ended: the groups whose mails were switched off, and the discussion that was muted."""

    person: int
    groups: list[str]
    entry: int


def stop_url(person: User, group: str, root: Entry | None) -> str:
    word = signing.dumps([person.pk, group, root.pk if root is not None else 0], salt=_SALT)
    return settings.SITE_URL + reverse("notifications:unsubscribe", args=[word])


def read_stop(word: str) -> Stop | None:
    found = _read(word, _SALT)
    return Stop(*found) if found is not None else None


def undo_word(undo: Undo) -> str:
    return signing.dumps(list(undo), salt=_UNDO_SALT)


def read_undo(word: str) -> Undo | None:
    found = _read(word, _UNDO_SALT)
    return Undo(*found) if found is not None else None


def _read(word: str, salt: str) -> list[Any] | None:
    try:
        return signing.loads(word, salt=salt)
    except signing.BadSignature:
        return None
