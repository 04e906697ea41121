"""Whether a device is still signed in, by the rule that lets its browser in."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import constant_time_compare

from intranet.accounts.models import User
from intranet.notifications.models import PushDevice


def is_signed_in(device: PushDevice, person: User) -> bool:
    """A session that ended, by itself or because the password is another one, lets nobody in; nor does a token that was
    revoked. One query for a session."""
    if device.token is not None:
        return device.token.is_live
    if device.session is None:
        return False
    session = import_module(settings.SESSION_ENGINE).SessionStore(device.session.session_key)
    known = session.get(HASH_SESSION_KEY, "")
    hashes = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    return session.get(SESSION_KEY) == str(person.pk) and any(constant_time_compare(known, one) for one in hashes)
