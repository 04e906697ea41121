"""The provider that vouches for customers: another one than the firm's directory, with addresses of its own."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from intranet.accounts.oidc.provider import OidcProvider

from .client import CustomersClient


class CustomersProvider(OidcProvider):
    id = "customers"
    name = "OpenID Connect for customers"
    oauth2_adapter_class = CustomersClient

    def get_login_url(self, request: HttpRequest, **kwargs: object) -> str:
        return reverse("customers_login")

    def get_callback_url(self) -> str:
        return reverse("customers_callback")


provider_classes = [CustomersProvider]
