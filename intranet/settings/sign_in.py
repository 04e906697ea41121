"""Where a firm's own directory comes in: OpenID Connect, SAML, LDAP. Nothing of it is on unless it is configured."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from . import env
from .ldap import *  # noqa: F403
from .ldap import LDAP_GROUPS_BASE, LDAP_NAME, LDAP_ON
from .saml import *  # noqa: F403
from .saml import SAML_NAME, SAML_ON, saml_provider

# What the button on the sign-in page says after "Sign in with".
OIDC_NAME = env.text("OIDC_NAME", "OpenID Connect")
OIDC_ISSUER = env.text("OIDC_ISSUER")
OIDC_CLIENT_ID = env.text("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET")
OIDC_SCOPES = env.words("OIDC_SCOPES", "openid profile email")

# Another provider, by which customers come in; never the staff.
CUSTOMER_OIDC_ISSUER = env.text("CUSTOMER_OIDC_ISSUER")
CUSTOMER_OIDC_CLIENT_ID = env.text("CUSTOMER_OIDC_CLIENT_ID")
CUSTOMER_OIDC_CLIENT_SECRET = env.text("CUSTOMER_OIDC_CLIENT_SECRET")
CUSTOMER_OIDC_NAME = env.text("CUSTOMER_OIDC_NAME", "OpenID Connect")

# Whom the directory vouches for, whichever way it speaks to us.
DIRECTORY_DOMAINS = [domain.lower().lstrip("@") for domain in env.words("DIRECTORY_DOMAINS")]
DIRECTORY_MAKES_ACCOUNTS = env.flag("DIRECTORY_MAKES_ACCOUNTS")
# SAML and LDAP have no word for "proven": whether addresses there are the firm's and not of the person's own writing.
DIRECTORY_SETS_ADDRESSES = env.flag("DIRECTORY_SETS_ADDRESSES")
DIRECTORY_ROLE_CLAIM = env.text("DIRECTORY_ROLE_CLAIM")
DIRECTORY_ADMINS = env.lines("DIRECTORY_ADMINS")
DIRECTORY_MODERATORS = env.lines("DIRECTORY_MODERATORS")
DIRECTORY_DEPARTMENT_CLAIM = env.text("DIRECTORY_DEPARTMENT_CLAIM")

# Whether staff may sign in with a password or a passkey of ours; if not, these few still may, for the day on which the
# directory does not answer.
STAFF_PASSWORDS = env.flag("STAFF_PASSWORDS", default=True)
BREAK_GLASS = [address.lower() for address in env.words("BREAK_GLASS")]


def _complain(sentence: str) -> None:
    raise ImproperlyConfigured(sentence)


OIDC_ON = bool(OIDC_ISSUER)
if OIDC_ON:
    if not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET):
        _complain("OIDC_ISSUER is set, so OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are needed too.")
    _issuer = urlsplit(OIDC_ISSUER)
    if _issuer.scheme != "https" and _issuer.hostname not in ("localhost", "127.0.0.1", "::1"):
        _complain(f"OIDC_ISSUER is {OIDC_ISSUER!r}; it must begin with https://.")
    if "openid" not in OIDC_SCOPES:
        _complain("OIDC_SCOPES must have the word openid in it.")
if CUSTOMER_OIDC_ISSUER:
    if not (CUSTOMER_OIDC_CLIENT_ID and CUSTOMER_OIDC_CLIENT_SECRET):
        _complain(
            "CUSTOMER_OIDC_ISSUER is set, so CUSTOMER_OIDC_CLIENT_ID and CUSTOMER_OIDC_CLIENT_SECRET are needed too."
        )
    _theirs = urlsplit(CUSTOMER_OIDC_ISSUER)
    if _theirs.scheme != "https" and _theirs.hostname not in ("localhost", "127.0.0.1", "::1"):
        _complain(f"CUSTOMER_OIDC_ISSUER is {CUSTOMER_OIDC_ISSUER!r}; it must begin with https://.")
    if CUSTOMER_OIDC_ISSUER == OIDC_ISSUER:
        _complain("CUSTOMER_OIDC_ISSUER and OIDC_ISSUER are one provider: it could not be told who is staff.")
if (DIRECTORY_ADMINS or DIRECTORY_MODERATORS) and not DIRECTORY_ROLE_CLAIM:
    _complain("DIRECTORY_ADMINS and DIRECTORY_MODERATORS mean values of a claim: set DIRECTORY_ROLE_CLAIM.")
if DIRECTORY_MAKES_ACCOUNTS and not DIRECTORY_DOMAINS:
    _complain("DIRECTORY_MAKES_ACCOUNTS needs DIRECTORY_DOMAINS: the mail domains of the people who get one.")


def oidc_provider(
    *,
    issuer: str = OIDC_ISSUER,
    client_id: str = OIDC_CLIENT_ID,
    secret: str = OIDC_CLIENT_SECRET,
    name: str = OIDC_NAME,
    door: str = "oidc",
) -> dict[str, Any]:
    """The provider as allauth reads it from its settings."""
    app = {
        "provider_id": door,
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True, "scope": OIDC_SCOPES},
    }
    return {"APPS": [app]}


# The one way the firm's directory is asked: two would each bind the same person anew.
_doors = {
    door: name
    for door, name, on in (("oidc", OIDC_NAME, OIDC_ON), ("saml", SAML_NAME, SAML_ON), ("ldap", LDAP_NAME, LDAP_ON))
    if on
}
if len(_doors) > 1:
    _complain(f"Only one way to the firm's directory can be on; these are: {', '.join(_doors)}.")
if LDAP_ON and not LDAP_GROUPS_BASE and DIRECTORY_ROLE_CLAIM == "groups":
    _complain("DIRECTORY_ROLE_CLAIM=groups needs LDAP_GROUPS_BASE: below which name the groups are.")
FIRM_DOOR, FIRM_NAME = next(iter(_doors.items()), ("", ""))

SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if OIDC_ON:
    SOCIALACCOUNT_PROVIDERS["oidc"] = oidc_provider()
if CUSTOMER_OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["customers"] = oidc_provider(
        issuer=CUSTOMER_OIDC_ISSUER,
        client_id=CUSTOMER_OIDC_CLIENT_ID,
        secret=CUSTOMER_OIDC_CLIENT_SECRET,
        name=CUSTOMER_OIDC_NAME,
        door="customers",
    )
if SAML_ON:
    SOCIALACCOUNT_PROVIDERS["saml"] = saml_provider()
SOCIALACCOUNT_ADAPTER = "intranet.accounts.firm_adapter.FirmAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5

if not STAFF_PASSWORDS and not (FIRM_DOOR and BREAK_GLASS):
    _complain(
        "STAFF_PASSWORDS=0 needs another way in (OIDC_ISSUER, SAML_IDP or LDAP_URL) and at least one "
        "address in BREAK_GLASS: an admin who can still sign in on the day the directory does not answer."
    )
