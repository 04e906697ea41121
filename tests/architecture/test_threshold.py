"""Who signed in and is not let through yet gets nowhere: every address of the house, the back office's included, every
way to ask it, in both of the states there are. What stays open is written out here, so that a new address is shut."""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import product

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from intranet.accounts import actions
from intranet.core.models import SecondFactorFor, SiteSettings

from .addresses import Address, addresses
from .asking import as_if_it_had_not_happened, session_of
from .sweeps import DRAWN, drawn

OPEN_TO_ALL_HALFWAY = {
    "account_logout",
    "accounts:language",
    "accounts:terms",
    "accounts:terms_changes",
    "accounts:terms_version",
    "core:app-icon",
    "core:healthz",
    "core:js-catalog",
    "core:logo",
    "core:manifest",
    "core:metrics",
    "core:offline",
    "core:readyz",
    "core:robots",
    "core:sitemap",
    "core:theme",
    "core:worker",
    "notifications:unsubscribe",
    "notifications:unsubscribe-undo",
}
OPEN_TO_SET_ONE_UP = {
    "account_reauthenticate",
    "accounts:settings_security",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_index",
    "mfa_reauthenticate",
}
METHODS = ("GET", "POST", "PUT", "DELETE")
TEXTS = {"en": "Be kind.", "it": "Sii gentile."}


def demanded(admin) -> None:
    site = SiteSettings.objects.get_or_create(pk=1)[0]
    site.second_factor_for = SecondFactorFor.STAFF
    site.save()


def asked_to_agree(admin) -> None:
    actions.publish_terms("terms", by=admin, texts=TEXTS)


STATES = {
    "second-factor": (demanded, OPEN_TO_SET_ONE_UP, "/settings/security/"),
    "consent": (asked_to_agree, {"accounts:consent", "api:consent", "api:agree"}, "/consent/"),
}


@pytest.fixture(params=STATES)
def state(request, cast):
    begin, opens, leads_to = STATES[request.param]
    begin(cast["admin"])
    return request.param, OPEN_TO_ALL_HALFWAY | opens, leads_to


EVERYWHERE = [address for address in [*addresses(), *addresses(of_admin=True)] if not address.name.endswith("?")]
# Nothing has to stand behind an address that nobody gets to.
SAMPLES = ("1", "x", "0" * 32, "0" * 64, "00000000-0000-0000-0000-000000000000", "terms", "spaces", "en", "2026")


def somewhere_at(address: Address) -> str:
    for samples in product(SAMPLES, repeat=len(address.arguments)):
        with suppress(NoReverseMatch):
            return reverse(address.name, kwargs=dict(zip(address.arguments, samples, strict=True)))
    raise AssertionError(f"No sample fits {address.pattern}")


def test_every_address_is_shut_but_those_that_are_named(state, cast):
    code, opens, leads_to = state
    session = session_of(cast["admin"])
    let_through, reached = {}, set()
    for address in EVERYWHERE:
        path = somewhere_at(address)
        # A shut door is shut before anything looks at the method, so one a day is tried on each.
        for method in METHODS if address.name in opens else drawn(METHODS, 1, for_=f"{code} {address.name}"):
            client = Client(raise_request_exception=False)
            client.cookies[settings.SESSION_COOKIE_NAME] = session
            with as_if_it_had_not_happened():
                response = client.generic(method, path)
            back = response.get("Location", "").startswith(f"{leads_to}?next=")
            turned_back = back if response.status_code == 302 else response.status_code == 403
            if address.name in opens:
                reached.add(address.name)
            elif not turned_back:
                let_through[f"{method} {address.name}"] = response.status_code
            elif address.name.startswith("api:"):
                said = json.loads(response.content)
                assert (said["status"], said["code"]) == (403, code)
    assert let_through == {}, DRAWN
    assert reached == opens, "these are named and are no addresses"


def test_an_address_that_is_none_is_shut_as_well(state, cast, as_):
    """Its page of not-found would show the house around it."""
    _code, _opens, leads_to = state
    assert as_(cast["admin"]).get("/nowhere/at/all/").url.startswith(leads_to)


def test_a_personal_token_of_theirs_opens_what_is_named_and_nothing_else(state, cast):
    _code, opens, _leads_to = state
    _token, secret = actions.create_token(cast["author"], by=cast["author"], name="A program")
    opened = {}
    for address in EVERYWHERE:
        if address.name.startswith("api:") and address.name not in ("api:openapi-json", "api:api-root"):
            path = somewhere_at(address)
            for method in METHODS if address.name in opens else drawn(METHODS, 1, for_=f"token {address.name}"):
                response = Client().generic(method, path, headers={"authorization": f"Bearer {secret}"})
                if response.status_code not in (403, 405):
                    opened[address.name] = response.status_code
    assert opened.keys() == {name for name in opens if name.startswith("api:")}


def test_the_cookie_alone_is_what_is_shut(state, cast):
    """A guest reads on: the state is the person's, not the house's."""
    client = Client()
    assert client.get("/").status_code == 200
    assert client.get("/accounts/login/").status_code == 200
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(cast["author"])
    assert client.get("/").status_code == 302
