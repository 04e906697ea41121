"""When a signed-in browser was last used, and from where: for the list of devices, to five minutes."""

from __future__ import annotations

import logging
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.core.http import client_address

log = logging.getLogger(__name__)
_EVERY = 300

# Told, as seldom, that somebody is here: apps above count people.
_told: list[Callable[[User], None]] = []


def when_used(listener: Callable[[User], None]) -> None:
    """``listener(person)`` is called when a signed-in browser is used, at most once in five minutes each."""
    if listener not in _told:
        _told.append(listener)


def note_use(request: HttpRequest) -> None:
    """One small write each five minutes and browser. Nobody's page waits for it to succeed."""
    key = request.session.session_key
    person = request.user
    if not person.is_authenticated:
        return
    try:
        if not key or not cache.add(f"seen:{key}", 1, _EVERY):
            return
        UserSession.objects.filter(session_key=key, user=person.pk).update(
            last_seen_at=now(), ip=client_address(request)
        )
        for tell in _told:
            tell(person)
    except DatabaseError:
        log.warning("When a browser was last used could not be noted.")
    except Exception:
        log.exception("The cache cannot be asked when a browser was last used.")
