"""The reader's own language and time zone, on every page; that what a person was shown stays with the person; and
that who is only half inside gets no further."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from typing import cast

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY as REAUTHENTICATION_STATE
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.http import urlencode

from intranet.core.errors import refuse_and_keep
from intranet.core.http import wants_json, wants_part

from .last_use import note_use
from .models import User
from .own_rows import read_together
from .threshold import Missing, missing_of, opened_for

Handler = Callable[[HttpRequest], HttpResponse]


class ReaderMiddleware:
    """A signed-in person's settings win over what the browser says; a guest keeps the cookie's or browser's."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        # The person as such from here on: a page asks a few hundred things of who reads it, each through Django's
        # object that waits to be loaded, which it has been now.
        reader = request.user = cast(User, get_user(request))
        request.LANGUAGE_CODE = reader.language
        try:
            zone = zoneinfo.ZoneInfo(reader.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            zone = timezone.get_default_timezone()
        if request.method in ("GET", "HEAD"):
            read_together(reader)
        with timezone.override(zone):
            translation.activate(reader.language)
            response = self.get_response(request)
        note_use(request)
        if not response.has_header("Cache-Control"):
            # No proxy keeps it, and the browser asks again; it may still go back to the page it has in memory.
            patch_cache_control(response, private=True, no_cache=True)
        return response


# What somebody may do who signed in and is not let through yet: give what is wanted, leave, and read what they are
# asked to agree to. Everything else, known or not, is refused; a test walks the URLconf.
OPEN_TO_ALL_HALFWAY = frozenset(
    {
        "account_logout",
        "accounts:language",
        "accounts:terms",
        "accounts:terms_changes",
        "accounts:terms_version",
        "core:healthz",
        "core:js-catalog",
        "core:logo",
        "core:manifest",
        "core:app-icon",
        "core:worker",
        "core:offline",
        "core:readyz",
        "core:robots",
        "core:sitemap",
        "core:theme",
        # Mails end for whoever wants no more of them, whatever else is wanted of them.
        "notifications:unsubscribe",
        "notifications:unsubscribe-undo",
    }
)
OPEN_WHILE_MISSING = {
    "second-factor": frozenset(
        {
            "account_reauthenticate",
            "accounts:settings_security",
            "mfa_activate_totp",
            "mfa_add_webauthn",
            "mfa_index",
            "mfa_reauthenticate",
        }
    ),
    "consent": frozenset({"accounts:consent", "api:consent"}),
}


class ThresholdMiddleware:
    """Keeps people of whom something is still wanted on the threshold, at whatever address they knock."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        missing = missing_of(request.user) if request.user.is_authenticated else None
        if missing is None:
            return self.get_response(request)
        # A form that waits until its person has typed the password would be sent from within, past this door.
        request.session.pop(REAUTHENTICATION_STATE, None)
        if name_of(request) in OPEN_TO_ALL_HALFWAY | open_while(missing):
            return self.get_response(request)
        response = self._turn_back(request, missing)
        add_never_cache_headers(response)
        return response

    def _turn_back(self, request: HttpRequest, missing: Missing) -> HttpResponse:
        """A visit is led to the page where it is given. What somebody typed is refused, and kept."""
        if request.method in ("GET", "HEAD") and not wants_json(request) and not wants_part(request):
            return HttpResponseRedirect(f"{missing.url}?{urlencode({'next': request.get_full_path()})}")
        return refuse_and_keep(request, missing.sentence, code=missing.code, first=missing.url)


def open_while(missing: Missing) -> frozenset[str]:
    """The names of the addresses where what is wanted is given."""
    return OPEN_WHILE_MISSING.get(missing.code, frozenset()) | opened_for(missing.code)


def name_of(request: HttpRequest) -> str:
    """Of the address that is asked for; empty where there is none."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
