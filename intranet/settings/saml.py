"""A firm's identity provider that speaks SAML 2.0. Off unless ``SAML_IDP`` names it; needs the extra ``saml``.

Nothing is fetched: address and certificate stand here, so nobody can make Portico read metadata from elsewhere.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from . import env

SAML_IDP = env.text("SAML_IDP")
SAML_IDP_URL = env.text("SAML_IDP_URL")
SAML_IDP_CERTIFICATE = env.text("SAML_IDP_CERTIFICATE")
SAML_NAME = env.text("SAML_NAME", "SAML")
# Who it is: this attribute, or the NameID if it is a persistent one.
SAML_SUBJECT_ATTRIBUTE = env.text("SAML_SUBJECT_ATTRIBUTE")
SAML_EMAIL_ATTRIBUTE = env.text("SAML_EMAIL_ATTRIBUTE", "email")
SAML_NAME_ATTRIBUTE = env.text("SAML_NAME_ATTRIBUTE", "displayName")

SAML_ON = bool(SAML_IDP)
# Changing to a new certificate takes two for a while.
_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+?)\s+-----END CERTIFICATE-----")


def certificates_in(text: str) -> list[str]:
    return ["".join(body.split()) for body in _CERTIFICATE.findall(text)]


if SAML_ON:
    if not (SAML_IDP_URL and SAML_IDP_CERTIFICATE):
        raise ImproperlyConfigured("SAML_IDP is set, so SAML_IDP_URL and SAML_IDP_CERTIFICATE are needed too.")
    _sso = urlsplit(SAML_IDP_URL)
    if _sso.scheme != "https" and _sso.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise ImproperlyConfigured(f"SAML_IDP_URL is {SAML_IDP_URL!r}; it must begin with https://.")
    if not certificates_in(SAML_IDP_CERTIFICATE):
        raise ImproperlyConfigured(
            "SAML_IDP_CERTIFICATE holds no certificate: it is a text from -----BEGIN CERTIFICATE----- on. "
            "SAML_IDP_CERTIFICATE_FILE can name the file."
        )


def saml_provider(
    *,
    idp: str = SAML_IDP,
    url: str = SAML_IDP_URL,
    certificate: str = SAML_IDP_CERTIFICATE,
    name: str = SAML_NAME,
) -> dict[str, Any]:
    """The provider as allauth reads it from its settings."""
    certificates = certificates_in(certificate)
    app = {
        "provider_id": "saml",
        "name": name,
        "client_id": "saml",
        "settings": {"idp": {"entity_id": idp, "sso_url": url, "certificates": certificates}},
    }
    return {"APPS": [app]}
