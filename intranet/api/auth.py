"""Who is asking: the holder of a personal token, or the person whose browser has a session."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja.security import APIKeyCookie, HttpBearer

from intranet.accounts.keys import find_token
from intranet.accounts.middleware import name_of, open_while
from intranet.accounts.models import User
from intranet.accounts.threshold import missing_of
from intranet.core.decisions import no, require
from intranet.core.navigation import is_noun_shut, is_outside
from intranet.core.throttle import WRITES, allow

from .bots import is_open_to_bots

READS_A_MINUTE = 300
WRITES_A_MINUTE = 60
_HERE = "/api/v1/"


class TokenAuth(HttpBearer):
    """``Authorization: Bearer …``. The token acts as its person, through the same actions and the same rule."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        found = find_token(token)
        if found is None:
            return None
        request.user = found.person
        request.api_token = found  # type: ignore[attr-defined]
        if found.person.is_bot:
            require(is_open_to_bots(request))
        _let_through(request, found.person)
        _past_open_doors(request, found.person)
        if request.method in WRITES and not found.may_write:
            require(no(_("This token may read, not write.")))
        _within_limits(request, f"token_{found.pk}")
        return found.person


class SessionAuth(APIKeyCookie):
    """The session cookie of our own pages; what changes something needs the guard token too."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=True)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        if not request.user.is_authenticated or not request.user.is_active:
            return None
        _past_open_doors(request, request.user)
        _within_limits(request, request.user.key)
        return request.user


def _let_through(request: HttpRequest, person: User) -> None:
    """As the middleware does for sessions: who is half inside may give what is wanted, where a program can."""
    missing = missing_of(person)
    if missing is not None and name_of(request) not in open_while(missing):
        require(no(missing.sentence))


def _past_open_doors(request: HttpRequest, person: User) -> None:
    """What is shut on the street for a customer is shut for the customer's programs."""
    if is_outside(person) and is_noun_shut(request.path.removeprefix(_HERE).partition("/")[0]):
        raise Http404


def _within_limits(request: HttpRequest, who: str) -> None:
    if request.method in WRITES:
        require(allow(f"api:write:{who}", limit=WRITES_A_MINUTE, per_seconds=60))
    else:
        require(allow(f"api:read:{who}", limit=READS_A_MINUTE, per_seconds=60))
