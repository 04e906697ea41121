"""Secrets that open something by themselves: made long enough to be stored as a bare hash, found by that hash.

A look-up by hash tells an attacker nothing by its timing: nearly right is as far off as entirely wrong.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.utils.crypto import salted_hmac
from django.utils.timezone import now

from .models import ApiToken, Invitation

API_MARK = "ptk_"
# How much of a token its owner sees again, to tell it from others.
SHOWN = 10
_LONGEST = 200
_USE_IS_NOTED_EVERY = timedelta(minutes=1)


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def new_api_secret() -> str:
    return API_MARK + secrets.token_urlsafe(32)


def find_token(secret: str) -> ApiToken | None:
    """The live token of an active person whose secret this is. Nothing blank, cut or padded is ever anybody's."""
    if not secret.startswith(API_MARK) or not len(API_MARK) < len(secret) <= _LONGEST:
        return None
    try:
        token_hash = hash_of(secret)
    except UnicodeEncodeError:
        return None
    token = ApiToken.objects.select_related("person").filter(token_hash=token_hash).first()
    if token is None or not token.is_live or not token.person.is_active:
        return None
    if token.person.is_system and not token.person.is_bot:
        return None
    _note_use(token)
    return token


def invitation_secret(invitation: Invitation) -> str:
    """The invitation's token, the same each time it is asked for, so that a mail that is tried twice says the same.

    It follows from the site's secret key; the database holds only its hash.
    """
    value = f"{invitation.pk}:{invitation.round}:{invitation.email}:{invitation.created_at.isoformat()}"
    return salted_hmac("intranet.accounts.invitation", value, algorithm="sha256").hexdigest()


def find_invitation(secret: str) -> Invitation | None:
    """The invitation that this token was made for, open or not."""
    if not secret or len(secret) > _LONGEST or not secret.isascii():
        return None
    found = Invitation.objects.select_related("invited_by", "company", "department")
    return found.filter(token_hash=hash_of(secret)).first()


def _note_use(token: ApiToken) -> None:
    """When it was last used, to the minute: a busy program must not cost a write each time."""
    if token.last_used_at is None or now() - token.last_used_at > _USE_IS_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now())
