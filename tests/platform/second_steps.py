"""Signing in with a second step, as an authenticator app would: the code of this moment, or of another one."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from tests.factories import PASSWORD


def code_for(secret: str, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(person: Any) -> str:
    """Gives the person an authenticator app; its secret."""
    secret = generate_totp_secret()
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": secret})
    return secret


def proven(person: Any) -> Any:
    EmailAddress.objects.get_or_create(user=person, email=person.email, verified=True, primary=True)
    return person


def signed_in(person: Any, **more: Any) -> Client:
    """By the form, as people do, so that whoever asks who was there sees a sign-in."""
    client = Client(**more)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def just_proven(person: Any) -> Client:
    """Signed in, and the password typed once more a moment ago."""
    client = signed_in(person)
    client.post("/accounts/reauthenticate/?next=/settings/security/", {"password": PASSWORD})
    return client
