"""Keys to the API: shown once, stored hashed, dead when they should be."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.timezone import now

from intranet.accounts import actions, keys
from intranet.accounts.models import ApiToken, User
from tests.factories import PASSWORD

PAGE = "/settings/tokens/"


@pytest.fixture
def token(author):
    return actions.create_token(author, by=author, name="Nightly report")


@pytest.fixture
def ada(author):
    """Ada in a browser in which she has just said again who she is."""
    EmailAddress.objects.create(user=author, email=author.email, verified=True, primary=True)
    client = Client()
    client.post("/accounts/login/", {"login": author.email, "password": PASSWORD})
    client.post(f"/accounts/reauthenticate/?next={PAGE}", {"password": PASSWORD})
    return client


def test_the_secret_finds_its_person_and_its_use_is_noted(token, author):
    row, secret = token
    found = keys.find_token(secret)
    assert found.person == author
    row.refresh_from_db()
    assert row.last_used_at is not None


def test_only_the_hash_is_stored(token):
    row, secret = token
    assert secret not in str(ApiToken.objects.filter(pk=row.pk).values().get())
    assert secret.startswith(row.prefix)
    assert len(secret) > 40


@pytest.mark.parametrize("part", ["", " ", "ptk_", "ptk_ ", "\x00", "ptk_\ud800", "ptk_" + "x" * 500, "Bearer", "null"])
def test_nothing_blank_or_odd_is_anybodys_token(token, part):
    ApiToken.objects.create(person=token[0].person, name="Odd", token_hash="")
    assert keys.find_token(part) is None


def test_a_secret_that_is_cut_or_padded_opens_nothing(token):
    _row, secret = token
    for wrong in (secret[:-1], secret + "x", secret + " ", f" {secret}", secret.upper(), secret.removeprefix("ptk_")):
        assert keys.find_token(wrong) is None


def test_using_it_often_does_not_write_often(token, django_assert_num_queries):
    _row, secret = token
    keys.find_token(secret)
    with django_assert_num_queries(1):
        keys.find_token(secret)


def test_an_ended_token_opens_nothing(token):
    row, secret = token
    ApiToken.objects.filter(pk=row.pk).update(expires_at=now() - timedelta(seconds=1))
    assert keys.find_token(secret) is None


@pytest.mark.parametrize("fact", [{"is_active": False}, {"is_system": True}])
def test_a_token_that_outlived_its_persons_account_opens_nothing(token, author, fact):
    User.objects.filter(pk=author.pk).update(**fact)
    assert keys.find_token(token[1]) is None


def test_a_revoked_token_opens_nothing(token, author):
    row, secret = token
    assert actions.revoke_token(row, by=author) is True
    assert actions.revoke_token(row, by=author) is False
    assert keys.find_token(secret) is None


@pytest.mark.parametrize("somebody", ["colleague", "moderator", "admin", "customer"])
def test_nobody_makes_or_revokes_anothers_token(token, author, somebody, request, as_):
    row, secret = token
    person = request.getfixturevalue(somebody)
    with pytest.raises(PermissionDenied):
        actions.create_token(author, by=person, name="Mine")
    with pytest.raises(PermissionDenied):
        actions.revoke_token(row, by=person)
    assert as_(person).post(f"{PAGE}{row.pk}/revoke/").status_code == 404
    assert keys.find_token(secret) is not None


def test_the_page_shows_the_secret_once(ada, author):
    page = ada.post(PAGE, {"name": "Nightly report", "days": "30", "may_write": "on"})
    secret = page.context["secret"]
    assert keys.find_token(secret).person == author
    assert secret in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert secret not in ada.get(PAGE).content.decode()


def test_making_one_asks_who_one_is(author, as_):
    answer = as_(author).post(PAGE, {"name": "Nightly report"})
    assert answer.url.startswith("/accounts/reauthenticate/")
    assert not ApiToken.objects.exists()


def test_one_revokes_on_the_page(ada, author):
    row, secret = actions.create_token(author, by=author, name="Nightly report")
    ada.post(f"{PAGE}{row.pk}/revoke/")
    assert keys.find_token(secret) is None


@pytest.mark.parametrize("typed", [{"name": ""}, {"name": "x", "days": "7"}, {"name": "x", "days": "-1"}])
def test_bad_input_makes_no_token(ada, typed):
    assert ada.post(PAGE, typed).status_code == 422
    assert not ApiToken.objects.exists()


def test_the_action_itself_refuses_odd_lifetimes(author):
    with pytest.raises(ValidationError):
        actions.create_token(author, by=author, name="x", days=100000)


def test_twenty_are_enough(author):
    for number in range(20):
        actions.create_token(author, by=author, name=f"Number {number}")
    with pytest.raises(PermissionDenied, match="Revoke one first"):
        actions.create_token(author, by=author, name="One more")


@pytest.mark.parametrize("who", ["ada", "ada@example.com", "ADA@example.com", "Ada Bianchi", "ada bianchi"])
def test_the_command_prints_one(author, who):
    out = StringIO()
    call_command("token", who, stdout=out)
    assert keys.find_token(out.getvalue().strip()).person == author


def test_the_command_makes_one_that_only_reads(author):
    out = StringIO()
    call_command("token", "ada", "--read-only", "--name", "Wallboard", "--days", "30", stdout=out)
    row = keys.find_token(out.getvalue().strip())
    assert (row.name, row.may_write) == ("Wallboard", False)


@pytest.mark.parametrize("who", ["nobody", "fred", "portico"])
def test_the_command_knows_only_people_with_an_open_account(deactivated, who):
    with pytest.raises(CommandError, match="Nobody"):
        call_command("token", who)
