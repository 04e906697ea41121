"""The provider: how a browser is sent there. The library is loaded when somebody goes, so that it can be missing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from intranet.accounts.firm_doors import FirmProvider


class SamlProvider(FirmProvider):
    id = "saml"
    name = "SAML"
    supports_redirect = True

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("saml_login")

    def redirect(
        self, request: HttpRequest, process: str, next_url: Any = None, data: Any = None, **kwargs: Any
    ) -> HttpResponseRedirect:
        """The question's number is the state: an answer counts in the browser that has it, once."""
        from .speaking import question  # noqa: PLC0415 - loads the library

        number, address = question(self.app)
        self.stash_redirect_state(request, process, next_url, data, state_id=number, **kwargs)
        return HttpResponseRedirect(address)


provider_classes = [SamlProvider]
