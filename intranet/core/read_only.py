"""The house is only read for a while: because the disk is nearly full, or because an admin says so.

Whatever would write over HTTP is refused with a sentence, and what was typed is shown again to be sent later. Reading
works. There is no switch to forget: with space on the disk writing works again by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from . import disk_space
from .errors import refuse_and_keep
from .models import SiteSettings

Handler = Callable[[HttpRequest], HttpResponse]
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
RETRY_SECONDS = 30
# Coming in, going out and switching it off; and what only looks, although it is posted.
STILL_TAKEN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "admin:site-settings",
        "admin:login",
        "conversation:preview",
        "core:healthz",
        "core:readyz",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)


class Reason(Enum):
    DISK = 507
    ADMIN = 503

    @property
    def sentence(self) -> str:
        if self is Reason.DISK:
            return _("The disk is nearly full, so nothing new is taken just now. Everything can be read.")
        return _("The house is being worked on: everything can be read, and nothing be written for a while.")


def reason() -> Reason | None:
    """Why nobody writes now; None when everybody may."""
    if disk_space.is_low():
        return Reason.DISK
    return Reason.ADMIN if SiteSettings.current().read_only else None


class ReadOnlyMiddleware:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE or _name_of(request) in STILL_TAKEN:
            return self.get_response(request)
        why = reason()
        return self.get_response(request) if why is None else refuse(request, why)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The disk was full before anybody looked: not our mistake, and nothing of it was kept."""
        if not disk_space.is_full_disk(exception):
            return None
        disk_space.say_full()
        return refuse(request, Reason.DISK)


def refuse(request: HttpRequest, why: Reason) -> HttpResponse:
    response = refuse_and_keep(request, why.sentence, code="read-only", status=why.value)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _name_of(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
