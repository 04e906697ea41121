"""The ways in that a person holds: the password, the signed-in browsers, the keys to the API."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts import keys, policies
from intranet.accounts.models import ApiToken, User
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.core.decisions import no, require
from intranet.realtime.publish import revoke
from intranet.realtime.units import action

MOST_TOKENS = 20
TOKEN_LIFETIMES = (30, 90, 365)


@action
def set_password(person: User, password: str, *, by: User) -> None:
    """A new password. Every other signed-in browser is signed out by it, because sessions are checked against it."""
    person.set_password(password)
    person.save(update_fields=["password"])
    record("accounts.person.password_changed", by=by, on=person)
    revoke([person.pk])


@action
def end_session(person: User, session_id: int, *, by: User) -> bool:
    """Sign out one browser. False where it already was, or is somebody else's."""
    require(policies.can_change_settings(by, person))
    ended = _end(UserSession.objects.filter(user=person, pk=session_id))
    if ended:
        record("accounts.person.sessions_ended", by=by, on=person, count=ended)
        revoke([person.pk])
    return bool(ended)


@action
def end_other_sessions(person: User, *, by: User, keep: str) -> int:
    """Sign out every browser but the one whose session key is ``keep``; returns how many."""
    require(policies.can_change_settings(by, person))
    ended = _end(UserSession.objects.filter(user=person).exclude(session_key=keep))
    if ended:
        record("accounts.person.sessions_ended", by=by, on=person, count=ended)
        revoke([person.pk])
    return ended


@action
def end_sessions(person: User) -> int:
    """Sign this person out everywhere, also where a session was never tied to its owner. For use inside actions."""
    User.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    person.refresh_from_db(fields=["session_epoch"])
    return _end(UserSession.objects.filter(user=person))


@action
def reset_second_step(person: User, *, by: User) -> bool:
    """For who has lost the phone: the password alone lets in again, everywhere afresh. False where there was none."""
    require(policies.can_change_standing(by, person))
    removed, _rows = Authenticator.objects.filter(user=person).delete()
    if removed:
        end_sessions(person)
        revoke([person.pk])
        record("accounts.person.second_step_reset", by=by, on=person)
    return bool(removed)


@action
def second_step_changed(person: User, what: str, *, by: User) -> None:
    """Note what allauth has just done with a second step; open pages are asked again whether they may stay open."""
    record("accounts.person.second_step_changed", by=by, on=person, what=what)
    revoke([person.pk])


@action
def sign_out_everywhere(person: User, *, by: User) -> int:
    """End all of somebody's sessions, for a lost laptop. Returns how many there were; the tokens stay."""
    require(policies.can_change_standing(by, person))
    ended = end_sessions(person)
    revoke([person.pk])
    record("accounts.person.signed_out", by=by, on=person, sessions=ended)
    return ended


@action
def create_token(
    person: User, *, by: User, name: str, may_write: bool = True, days: int | None = None
) -> tuple[ApiToken, str]:
    """A key to the API and its secret, which is shown this once and never again."""
    require(policies.can_change_settings(by, person))
    name = plain(name, longest=80)
    if not name:
        raise ValidationError({"name": _("Name the token after what will use it.")})
    if days is not None and days not in TOKEN_LIFETIMES:
        raise ValidationError({"days": _("Choose one of the lifetimes on offer.")})
    if ApiToken.objects.filter(person=person, revoked_at=None).count() >= MOST_TOKENS:
        require(no(_("You have %(count)d tokens. Revoke one first.") % {"count": MOST_TOKENS}))
    secret = keys.new_api_secret()
    token = ApiToken.objects.create(
        person=person,
        name=name,
        prefix=secret[: keys.SHOWN],
        token_hash=keys.hash_of(secret),
        may_write=may_write,
        expires_at=now() + timedelta(days=days) if days else None,
    )
    record("accounts.token.created", by=by, on=token, audience=person.key, person=person.pk, may_write=may_write)
    return token, secret


@action
def revoke_token(token: ApiToken, *, by: User) -> bool:
    """The token opens nothing from now on. False where it already did not."""
    require(policies.can_change_settings(by, token.person))
    revoked = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now())
    if revoked:
        record("accounts.token.revoked", by=by, on=token, audience=token.person.key, person=token.person_id)
    return bool(revoked)


def _end(sessions: Any) -> int:
    keys = list(sessions.values_list("session_key", flat=True))
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in keys:
        store.delete(key)
    sessions.model.objects.filter(session_key__in=keys).delete()
    return len(keys)
