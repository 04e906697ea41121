"""The provider, so that an identity of the directory is one like any other. Nobody is sent anywhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from intranet.accounts.firm_doors import FirmProvider


class LdapProvider(FirmProvider):
    id = "ldap"
    name = "LDAP"
    uses_apps = False

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("ldap_login")


provider_classes = [LdapProvider]
