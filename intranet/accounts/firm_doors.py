"""What the doors of SAML and LDAP share: being there only where they are configured, and one way from claims to us."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.socialaccount.providers.base import Provider, ProviderAccount
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from .oidc.provider import KEPT, identity_of

View = Callable[[HttpRequest], HttpResponse]


def only_where_it_is(door: str) -> Callable[[View], View]:
    """Not there for anybody unless the firm's directory is asked this way."""

    def around(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest) -> HttpResponse:
            if door != settings.FIRM_DOOR:
                raise Http404
            return view(request)

        return asked

    return around


class FirmProvider(Provider):
    """A provider whose answers are claims that were checked already, ``iss`` and ``sub`` among them."""

    account_class = ProviderAccount

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> Any:
        login = super().sociallogin_from_response(request, response)
        login.claims = response
        return login

    def extract_uid(self, data: dict[str, Any]) -> str:
        return identity_of(str(data["iss"]), str(data["sub"]))

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {name: data[name] for name in KEPT}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing: the account is made by our action, from the claims."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []
