"""Whether this browser has signed this person in before; if not, a mail says so.

A browser remembers it by itself, in a signed cookie of marks: nothing about devices is stored, and nobody can make
their browser look known.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import User

COOKIE = "portico_known"
A_YEAR = 365 * 24 * 3600
_SALT = "intranet.accounts.known_devices"
# A browser that a family shares, or a demonstration.
_MOST = 12


def knows(request: HttpRequest, person: User) -> bool:
    return any(constant_time_compare(mark, _mark_of(person)) for mark in _marks(request))


def remember(request: HttpRequest, response: HttpResponse, person: User) -> None:
    mine = _mark_of(person)
    marks = [mine, *(mark for mark in _marks(request) if mark != mine)][:_MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps(marks, salt=_SALT, compress=True),
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _mark_of(person: User) -> str:
    return salted_hmac(_SALT, str(person.pk), algorithm="sha256").hexdigest()[:24]


def _marks(request: HttpRequest) -> list[str]:
    try:
        found: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=A_YEAR)
    except signing.BadSignature:
        return []
    return [mark for mark in found if isinstance(mark, str)] if isinstance(found, list) else []
