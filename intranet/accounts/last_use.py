"""When a signed-in browser was last used, and from where: for the list of devices, to five minutes."""

from __future__ import annotations

import logging

from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.timezone import now

from intranet.core.http import client_address

log = logging.getLogger(__name__)
_EVERY = 300


def note_use(request: HttpRequest) -> None:
    """One small write each five minutes and browser. Nobody's page waits for it to succeed."""
    key = request.session.session_key
    try:
        if not key or not cache.add(f"seen:{key}", 1, _EVERY):
            return
        UserSession.objects.filter(session_key=key, user=request.user.pk).update(
            last_seen_at=now(), ip=client_address(request)
        )
    except DatabaseError:
        log.warning("When a browser was last used could not be noted.")
    except Exception:
        log.exception("The cache cannot be asked when a browser was last used.")
