"""Speaking to the provider. Its addresses come from the operator's environment and from what its issuer publishes.

These are the only requests that go out unfenced by ``core.fetching``: a firm's provider may well stand on a private
network. They follow no redirects, take at most 1 MiB and ten seconds (``firm_session``), and nobody but the operator
can say where they go.
"""

from __future__ import annotations

from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare

# Never "none", never a shared secret: the key has to be one that only the provider has.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
CLOCKS_DIFFER_BY = 60
# How long what the issuer publishes is remembered.
_REMEMBERED = 300


class OidcClient(OpenIDConnectOAuth2Adapter):
    # Put there by the callback, from the state that this browser's session kept.
    nonce = ""

    @property
    def issuer(self) -> str:
        return str(self.get_provider().app.settings["server_url"]).partition("/.well-known/")[0]

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = self._remembered("config", self.get_provider().server_url)
        if config.get("issuer") != self.issuer:
            raise OAuth2Error(f"The provider calls itself {config.get('issuer')!r}, not {self.issuer!r}.")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return str(build_absolute_uri(request, reverse("oidc_callback"), self.redirect_uri_protocol))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Read the token as if a stranger had handed it in, and ask for the rest where it is short."""
        try:
            return self._complete(request, app, token, kwargs["response"])
        except (KeyError, TypeError, ValueError) as error:
            raise OAuth2Error(f"The provider does not keep to the protocol: {error!r}") from error

    def _complete(self, request: HttpRequest, app: Any, token: Any, response: dict[str, Any]) -> Any:
        claims = self._read(app, str(response.get("id_token") or ""))
        if "userinfo_endpoint" in self.openid_config:
            told = self._fetch_user_info(token.token)
            if told.get("sub") != claims["sub"]:
                raise OAuth2Error("The user-info address speaks of somebody else than the token.")
            claims = told | claims
        login = self.get_provider().sociallogin_from_response(request, claims)
        login.claims = claims
        return login

    def _read(self, app: Any, token: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                key=self._key_of(token),
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=self.issuer,
                leeway=CLOCKS_DIFFER_BY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error(f"The token is not good: {error}") from error
        if not self.nonce or not constant_time_compare(str(claims.get("nonce", "")), self.nonce):
            raise OAuth2Error("The token was made for another browser, or used before.")
        # A token for several readers has to say that it was made for us.
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if (several or "azp" in claims) and claims.get("azp") != app.client_id:
            raise OAuth2Error("The token was made for another application.")
        if not claims["sub"]:
            raise OAuth2Error("The token speaks of nobody.")
        return claims

    def _key_of(self, token: str) -> Any:
        """The key that the token names; looked up afresh once where it is not among those remembered."""
        name = jwt.get_unverified_header(token).get("kid")
        for afresh in (False, True):
            keys = self._remembered("keys", self.openid_config["jwks_uri"], afresh=afresh).get("keys", [])
            usable = [key for key in keys if key.get("use", "sig") == "sig" and key.get("kty") != "oct"]
            found = [key for key in usable if key.get("kid") == name] if name else usable[:2]
            if len(found) == 1:
                return jwt.PyJWK(found[0]).key
        raise OAuth2Error("The token is signed with a key that the provider does not publish.")

    def _remembered(self, what: str, url: str, *, afresh: bool = False) -> dict[str, Any]:
        name = f"oidc:{what}:{url}"
        found = None if afresh else cache.get(name)
        if found is None:
            with get_adapter().get_requests_session() as session:
                response = session.get(url)
                response.raise_for_status()
                found = response.json()
            if not isinstance(found, dict):
                raise OAuth2Error(f"{url} does not answer with an object.")
            cache.set(name, found, _REMEMBERED)
        return dict(found)
