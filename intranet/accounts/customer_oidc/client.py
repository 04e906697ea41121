"""Speaking to the customers' provider, as strictly as to the firm's."""

from __future__ import annotations

from typing import Any

from allauth.utils import build_absolute_uri
from django.http import HttpRequest
from django.urls import reverse

from intranet.accounts.oidc.client import OidcClient


class CustomersClient(OidcClient):
    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return str(build_absolute_uri(request, reverse("customers_callback"), self.redirect_uri_protocol))
