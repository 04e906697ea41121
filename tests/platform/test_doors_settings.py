"""What the environment says about the firm's directory either makes sense or stops the start with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

OIDC = {"OIDC_ISSUER": "https://id.example", "OIDC_CLIENT_ID": "portico", "OIDC_CLIENT_SECRET": "s"}


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith(("OIDC_", "DIRECTORY_"))}
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
        (OIDC | {"STAFF_PASSWORDS": "0"}, "at least one address in BREAK_GLASS"),
    ],
)
def test_what_makes_no_sense_stops_the_start_with_a_sentence(environment, sentence):
    failed = start(**environment)
    assert failed.returncode != 0
    assert sentence in failed.stderr
