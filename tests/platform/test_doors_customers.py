"""Customers come in through a provider of their own; nobody of the staff does, whatever it says."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from intranet.accounts import sign_up_guards
from intranet.accounts.models import User
from intranet.core.actions import change_site_settings
from intranet.core.decisions import YES, no
from intranet.settings.sign_in import oidc_provider

from .oidc_provider import CLIENT, SECRET, Provider

pytestmark = pytest.mark.django_db

LOGIN, CALLBACK = "/accounts/customers/login/", "/accounts/customers/login/callback/"
GINA = {"sub": "gina-1", "email": "gina@somewhere.example", "email_verified": True, "name": "Gina Moro"}


@pytest.fixture
def provider(settings):
    cache.clear()
    with Provider().answering() as found:
        settings.SOCIALACCOUNT_PROVIDERS = {
            "customers": oidc_provider(
                issuer=found.issuer, client_id=CLIENT, secret=SECRET, name="Street ID", door="customers"
            )
        }
        settings.CUSTOMER_OIDC_NAME = "Street ID"
        settings.DIRECTORY_DOMAINS = ["example.com"]
        yield found


def arrive(provider, client=None, address=LOGIN, **claims):
    client = client or Client()
    sent = client.get(address)
    assert sent.status_code == 302, sent.content
    return client, client.get(CALLBACK, provider.consent(sent.url, **claims))


def inside(client) -> bool:
    return client.get("/people/").status_code == 200


def test_somebody_new_is_a_customer_of_the_firm_that_the_address_says_and_comes_back_as_the_same(provider, acme):
    acme.email_domains = ["somewhere.example"]
    acme.save()
    client, _answer = arrive(provider, **GINA)
    assert inside(client)
    gina = User.objects.get(email="gina@somewhere.example")
    assert (gina.kind, gina.role, gina.name, gina.company) == ("customer", "", "Gina Moro", acme)
    assert not gina.has_usable_password()
    arrive(provider, **GINA | {"email": "other@somewhere.example"})
    assert User.objects.filter(kind="customer", name="Gina Moro").count() == 1


def test_the_way_goes_on_where_it_began(provider):
    _client, answer = arrive(provider, address=f"{LOGIN}?next=/community/ask/", **GINA)
    assert answer.url == "/community/ask/"


def test_a_customer_with_a_proven_address_is_the_same_person(provider, customer):
    EmailAddress.objects.create(user=customer, email=customer.email, verified=True, primary=True)
    client, _answer = arrive(provider, **GINA | {"email": customer.email})
    assert inside(client)
    assert SocialAccount.objects.get().user == customer


@pytest.mark.parametrize("lie", [{"email_verified": False}, {"email": ""}, {"email_verified": "false"}])
def test_an_address_that_nobody_vouches_for_makes_no_account(provider, lie):
    client, answer = arrive(provider, **GINA | lie)
    assert answer.status_code == 403
    assert not inside(client)
    assert not User.objects.filter(name="Gina Moro").exists()


def test_nobody_of_the_staff_comes_in_by_it(provider, author, admin):
    for person in (author, admin):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        client, answer = arrive(provider, **GINA | {"email": person.email})
        assert answer.status_code == 403
        assert not inside(client)
    assert not SocialAccount.objects.exists()


def test_where_customers_do_not_sign_themselves_up_this_makes_no_account_either(provider, admin):
    change_site_settings(by=admin, sign_up_open=False)
    _client, answer = arrive(provider, **GINA)
    assert answer.status_code == 403
    assert not User.objects.filter(email=GINA["email"]).exists()


def test_a_rule_about_addresses_holds_here_too(provider, monkeypatch):
    def not_from_there(email, request):
        return no("Not from there.") if email.endswith("@somewhere.example") else YES

    monkeypatch.setattr(sign_up_guards, "_guards", [not_from_there])
    _client, answer = arrive(provider, **GINA)
    assert "Not from there." in answer.content.decode()
    assert not User.objects.filter(email=GINA["email"]).exists()


def test_both_pages_at_the_door_offer_it_where_it_is_configured(provider, settings):
    for page in ("/accounts/login/", "/accounts/signup/"):
        assert "come in with Street ID" in Client().get(page).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "come in with" not in Client().get("/accounts/signup/").content.decode()
    assert Client().get(LOGIN).status_code == 404
