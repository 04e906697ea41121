"""What the environment says about the firm's directory either makes sense or stops the start with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

OIDC = {"OIDC_ISSUER": "https://id.example", "OIDC_CLIENT_ID": "portico", "OIDC_CLIENT_SECRET": "s"}


CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"
SAML = {
    "SAML_IDP": "https://idp.example",
    "SAML_IDP_URL": "https://idp.example/sso",
    "SAML_IDP_CERTIFICATE": CERTIFICATE,
}
LDAP = {"LDAP_URL": "ldaps://directory.example", "LDAP_BASE": "dc=example"}


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    ours = ("OIDC_", "SAML_", "LDAP_", "DIRECTORY_")
    known = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(
        [sys.executable, "-c", "from intranet.settings import sign_in; print(sign_in.SOCIALACCOUNT_PROVIDERS)"],
        env=known | {"PORTICO_MODE": "test"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_set_is_nothing_on():
    assert start().stdout.strip() == "{}"


def test_a_provider_is_on_when_it_is_whole_and_always_with_pkce():
    assert "'oauth_pkce_enabled': True" in start(**OIDC).stdout


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"OIDC_ISSUER": "https://id.example"}, "OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are needed too"),
        (OIDC | {"OIDC_ISSUER": "http://id.example"}, "must begin with https://"),
        (OIDC | {"OIDC_SCOPES": "email"}, "must have the word openid"),
        ({"DIRECTORY_ADMINS": "Portico admins"}, "set DIRECTORY_ROLE_CLAIM"),
        ({"DIRECTORY_MAKES_ACCOUNTS": "1"}, "needs DIRECTORY_DOMAINS"),
        ({"STAFF_PASSWORDS": "0"}, "needs another way in"),
        (OIDC | {"STAFF_PASSWORDS": "0"}, "address in BREAK_GLASS"),
        ({"SAML_IDP": "https://idp.example"}, "SAML_IDP_URL and SAML_IDP_CERTIFICATE are needed too"),
        (SAML | {"SAML_IDP_URL": "http://idp.example/sso"}, "must begin with https://"),
        (SAML | {"SAML_IDP_CERTIFICATE": "MIIB"}, "holds no certificate"),
        ({"LDAP_URL": "ldaps://directory.example"}, "LDAP_BASE is needed too"),
        (LDAP | {"LDAP_URL": "ldap://directory.example"}, "would send passwords in the clear"),
        (LDAP | {"LDAP_URL": "ldap://localhost.evil.example"}, "would send passwords in the clear"),
        (LDAP | {"LDAP_URL": "https://directory.example"}, "it looks like ldaps://"),
        (LDAP | {"LDAP_START_TLS": "1"}, "is for ldap:// addresses"),
        (LDAP | {"LDAP_FILTER": "(uid=ada)"}, "has {name} where the typed name goes"),
        (LDAP | {"LDAP_BIND_DN": "cn=portico"}, "set both or neither"),
        (LDAP | {"DIRECTORY_ROLE_CLAIM": "groups"}, "needs LDAP_GROUPS_BASE"),
        (OIDC | SAML, "Only one way to the firm's directory"),
        (SAML | LDAP, "Only one way to the firm's directory"),
    ],
)
def test_what_makes_no_sense_stops_the_start_with_a_sentence(environment, sentence):
    failed = start(**environment)
    assert failed.returncode != 0
    assert sentence in failed.stderr


@pytest.mark.parametrize(
    "plain", [{"LDAP_URL": "ldap://127.0.0.1:3890"}, {"LDAP_URL": "ldap://directory.example", "LDAP_START_TLS": "1"}]
)
def test_a_directory_is_asked_in_the_clear_on_this_machine_only(plain):
    assert start(**LDAP | plain).returncode == 0


def test_a_certificate_is_read_from_a_file_too(tmp_path):
    (tmp_path / "idp.pem").write_text(CERTIFICATE)
    saml = {name: value for name, value in SAML.items() if name != "SAML_IDP_CERTIFICATE"}
    assert "'MIIB'" in start(**saml, SAML_IDP_CERTIFICATE_FILE=str(tmp_path / "idp.pem")).stdout
