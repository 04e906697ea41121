"""The provider: which identity a set of claims is, and how a browser is sent there."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider, OpenIDConnectProviderAccount
from django.http import HttpRequest
from django.urls import reverse

from .client import OidcClient

# What is kept about an identity; everything else that the directory tells is used and forgotten.
KEPT = ("iss", "sub")


class OidcProvider(OpenIDConnectProvider):
    id = "oidc"
    name = "OpenID Connect"
    account_class = OpenIDConnectProviderAccount
    oauth2_adapter_class = OidcClient
    pkce_enabled_default = True
    supports_token_authentication = False

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("oidc_login")

    def get_callback_url(self) -> str:
        return reverse("oidc_callback")

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """What is configured: no link may ask for more."""
        return list(self.get_scope())

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, str]:
        return {}

    def redirect(
        self, request: HttpRequest, process: str, next_url: Any = None, data: Any = None, **kwargs: Any
    ) -> Any:
        nonce = secrets.token_urlsafe(24)
        kwargs["auth_params"] = {"nonce": nonce}
        return super().redirect(request, process, next_url, data, nonce=nonce, **kwargs)

    def extract_uid(self, data: dict[str, Any]) -> str:
        return identity_of(str(data["iss"]), str(data["sub"]))

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {name: data[name] for name in KEPT}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing: the account is made by our action, from the claims."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []


def identity_of(issuer: str, subject: str) -> str:
    """One name for the pair, the same only where both are the same, letter for letter."""
    return hashlib.sha256(json.dumps([issuer, subject]).encode()).hexdigest()


provider_classes = [OidcProvider]
