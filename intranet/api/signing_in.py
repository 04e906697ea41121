"""What one signs in with, and where one is signed in: devices, tokens, the password, the second step.

Whoever holds a token may end what is open. Whatever would open more, or shut the owner out, takes the password each
time, and the code of the second step of who has one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from intranet.accounts import actions, threshold
from intranet.accounts.actions import second_step as steps
from intranet.accounts.devices import describe
from intranet.accounts.models import ApiToken, User
from intranet.accounts.proving import IN_SECONDS, MOST_GUESSES, prove
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.throttle import allow
from intranet.realtime.units import unit

router = Router(tags=["signing in"])

_SALT = "intranet.api.signing_in"
_SETUP_LASTS = 600


class Proof(Schema):
    password: str = Field(max_length=128, description="Mine, each time.")
    code: str = Field("", max_length=40, description="Of my second step, or a recovery code, if I have one.")


class DeviceOut(Schema):
    id: int
    name: str
    ip: str
    since: datetime
    last_seen: datetime
    is_this: bool = Field(description="The browser whose session asks; never true for a token.")


class EndedOut(Schema):
    ended: int


class TokenOut(Schema):
    id: int
    name: str
    begins_with: str
    may_write: bool
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class PasswordIn(Proof):
    new_password: str = Field(max_length=128)


class KeyOut(Schema):
    id: int
    sort: str = Field(description="`app` or `passkey`.")
    name: str
    created_at: datetime
    last_used_at: datetime | None


class SecondStepOut(Schema):
    demanded: bool = Field(description="Whether my role demands one.")
    keys: list[KeyOut]
    recovery_codes_left: int


class SetupOut(Schema):
    secret: str = Field(description="For the authenticator app.")
    url: str = Field(description="The same as otpauth://, to be shown as a QR code.")
    setup: str = Field(description="Send it back with the first code, within ten minutes.")


class FirstCode(Schema):
    setup: str = Field(max_length=600)
    code: str = Field(max_length=20, description="What the app shows now.")


class CodesOut(Schema):
    recovery_codes: list[str] = Field(description="Shown this once; empty where there were some already.")


class RenameIn(Proof):
    name: str = Field(max_length=60)


# --- Where I am signed in --------------------------------------------------------------------------------------------


@router.get("/me/devices", response=list[DeviceOut], summary="The browsers in which I am signed in")
def devices(request: SignedIn) -> list[dict[str, Any]]:
    rows = UserSession.objects.purge_and_list(request.user)
    return [
        {
            "id": row.pk,
            "name": describe(row.user_agent),
            "ip": row.ip,
            "since": row.created_at,
            "last_seen": row.last_seen_at,
            "is_this": row.session_key == request.session.session_key,
        }
        for row in rows
    ]


@router.delete("/me/devices", response=EndedOut, summary="Sign out all browsers but the one that asks")
def end_devices(request: SignedIn) -> dict[str, int]:
    keep = request.session.session_key or ""
    return {"ended": actions.end_other_sessions(request.user, by=request.user, keep=keep)}


@router.delete("/me/devices/{int:device_id}", response={204: None}, summary="Sign out one browser")
def end_device(request: SignedIn, device_id: int) -> Any:
    row = get_object_or_404(UserSession, pk=device_id, user=request.user)
    if row.session_key == request.session.session_key:
        raise BadRequest(_("This is the device you are using. Sign out instead."))
    actions.end_session(request.user, device_id, by=request.user)
    return Status(204, None)


@router.get("/me/tokens", response=list[TokenOut], summary="My tokens; they are made on the page, signed in")
def tokens(request: SignedIn) -> list[dict[str, Any]]:
    found = ApiToken.objects.filter(person=request.user, revoked_at=None)
    names = ("name", "may_write", "created_at", "expires_at", "last_used_at")
    return [{"id": one.pk, "begins_with": one.prefix, **{name: getattr(one, name) for name in names}} for one in found]


@router.delete("/me/tokens/{int:token_id}", response={204: None}, summary="Revoke a token, also the one that asks")
def revoke_token(request: SignedIn, token_id: int) -> Any:
    mine = ApiToken.objects.select_related("person").filter(person=request.user)
    actions.revoke_token(get_object_or_404(mine, pk=token_id), by=request.user)
    return Status(204, None)


# --- What I sign in with ---------------------------------------------------------------------------------------------


@router.put("/me/password", response={204: None}, summary="Change my password; all browsers are signed out")
def password(request: SignedIn, new: PasswordIn) -> Any:
    person = _proven(request, new)
    validate_password(new.new_password, user=person)
    with unit():
        actions.set_password(person, new.new_password, by=person)
        account_adapter().send_notification_mail("account/email/password_changed", person)
    return Status(204, None)


@router.get("/me/second-step", response=SecondStepOut, summary="What guards my account besides the password")
def second_step(request: SignedIn) -> dict[str, Any]:
    found = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    codes = next((one for one in found if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return {
        "demanded": threshold.second_factor_demanded_of(request.user),
        "keys": [_key_out(one) for one in found if one.type in threshold.SECOND_FACTORS],
        "recovery_codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
    }


@router.post("/me/second-step/app", response=SetupOut, summary="Begin to set up an authenticator app")
def begin_app(request: SignedIn, proof: Proof) -> dict[str, str]:
    """Nothing is changed by it. Passkeys cannot be made here: they need a browser."""
    person = _proven(request, proof)
    secret = generate_totp_secret()
    promise = {"person": person.pk, "secret": secret, "as_of": person.get_session_auth_hash()[:16]}
    return {
        "secret": secret,
        "url": mfa_adapter().build_totp_url(person, secret),
        "setup": signing.dumps(promise, salt=_SALT),
    }


@router.put("/me/second-step/app", response=CodesOut, summary="Set up the authenticator app with its first code")
def finish_app(request: SignedIn, first: FirstCode) -> dict[str, Any]:
    person = request.user
    secret = _promised(person, first.setup)
    require(allow(f"second-step:{person.pk}", limit=MOST_GUESSES, per_seconds=IN_SECONDS))
    if not validate_totp_code(secret, first.code.replace(" ", "")):
        raise mfa_adapter().validation_error("incorrect_code")
    return {"recovery_codes": steps.add_app(person, secret, by=person)}


@router.put("/me/second-step/{int:key_id}", response=KeyOut, summary="Call a passkey something else")
def rename_passkey(request: SignedIn, key_id: int, new: RenameIn) -> dict[str, Any]:
    person = _proven(request, new)
    if not steps.rename_passkey(person, key_id, new.name, by=person):
        raise Http404
    return _key_out(get_object_or_404(Authenticator.objects.filter(user=person), pk=key_id))


@router.post("/me/second-step/{int:key_id}/removal", response={204: None}, summary="Take away the app or a passkey")
def remove_key(request: SignedIn, key_id: int, proof: Proof) -> Any:
    person = _proven(request, proof)
    if not steps.remove_second_step(person, key_id, by=person):
        raise Http404
    return Status(204, None)


@router.post("/me/second-step/recovery-codes", response=CodesOut, summary="New recovery codes instead of the old")
def recovery_codes(request: SignedIn, proof: Proof) -> dict[str, Any]:
    person = _proven(request, proof)
    return {"recovery_codes": steps.renew_recovery_codes(person, by=person)}


def _proven(request: SignedIn, proof: Proof) -> User:
    prove(request.user, password=proof.password, code=proof.code)
    return request.user


def _promised(person: User, setup: str) -> str:
    """The secret of an app that was begun by this person a moment ago, after the password."""
    try:
        said = signing.loads(setup, salt=_SALT, max_age=_SETUP_LASTS)
    except signing.BadSignature:
        said = {}
    if said.get("person") != person.pk or said.get("as_of") != person.get_session_auth_hash()[:16]:
        raise ValidationError(_("This took too long, or was begun by somebody else. Begin again."))
    return str(said["secret"])


def _key_out(one: Authenticator) -> dict[str, Any]:
    is_app = one.type == Authenticator.Type.TOTP
    return {
        "id": one.pk,
        "sort": "app" if is_app else "passkey",
        "name": "" if is_app else one.wrap().name,
        "created_at": one.created_at,
        "last_used_at": one.last_used_at,
    }
