"""The second step: set up, asked, guessed at, lost."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection
from django.test import Client

from intranet.accounts import actions
from intranet.activity.models import Activity
from tests.factories import PASSWORD, a_person

from .second_steps import code_for, just_proven, proven, signed_in, with_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(author):
    return proven(author)


def half_way(person) -> Client:
    client = Client()
    answer = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert answer.url == "/accounts/2fa/authenticate/"
    return client


def inside(client) -> bool:
    return client.get("/people/").status_code == 200


def enrol(client) -> str:
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'class="secret-key">(\w+)<', page)[1]
    client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    return secret


def test_an_app_is_set_up_with_its_code_and_asked_for_at_the_next_sign_in(ada, run_jobs, after_commit):
    client = just_proven(ada)
    with after_commit():
        secret = enrol(client)
    client = half_way(ada)
    client.post("/accounts/2fa/authenticate/", {"code": code_for(secret, steps=1)})
    assert inside(client)
    run_jobs()
    assert "An authenticator app was added to your account." in [message.subject for message in mail.outbox]
    changed = Activity.objects.get(verb="accounts.person.second_step_changed")
    assert (changed.actor, changed.audited, changed.details) == (ada, True, {"what": "totp_activated"})


def test_a_wrong_code_sets_nothing_up(ada):
    client = just_proven(ada)
    client.get("/accounts/2fa/totp/activate/")
    answer = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert "Wait for the next one" in answer.content.decode()
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/download/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/webauthn/keys/1/remove/",
    ],
)
def test_what_guards_the_account_asks_who_is_there_first(ada, address):
    with_app(ada)
    Authenticator.objects.create(user=ada, type="recovery_codes", data={"seed": "00" * 40, "used_mask": 0})
    client = Client()
    client.force_login(ada)
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/reauthenticate/" in answer.url
    assert client.post(address).status_code in (302, 405)
    assert Authenticator.objects.filter(user=ada).count() == 2


def test_a_code_of_the_app_proves_who_one_is_as_well_as_the_password(ada):
    secret = with_app(ada)
    client = Client()
    client.force_login(ada)
    answer = client.post("/accounts/2fa/reauthenticate/?next=/settings/security/", {"code": code_for(secret)})
    assert answer.url == "/settings/security/"
    assert client.get("/accounts/2fa/totp/deactivate/").status_code == 200


def test_removing_the_app_takes_the_recovery_codes_along_and_is_told_by_mail(ada, run_jobs, after_commit):
    client = just_proven(ada)
    with after_commit():
        enrol(client)
        client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=ada).exists()
    run_jobs()
    assert "The authenticator app was removed from your account." in [message.subject for message in mail.outbox]


def test_each_recovery_code_lets_in_once(ada):
    client = just_proven(ada)
    enrol(client)
    page = client.get("/accounts/2fa/recovery-codes/").content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(codes) == 10
    first, again = half_way(ada), half_way(ada)
    first.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    again.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert (inside(first), inside(again)) == (True, False)


def test_new_recovery_codes_end_the_old_ones_and_can_be_downloaded(ada):
    client = just_proven(ada)
    enrol(client)
    before = client.get("/accounts/2fa/recovery-codes/download/")
    assert before["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    client.post("/accounts/2fa/recovery-codes/generate/")
    after = client.get("/accounts/2fa/recovery-codes/download/").content.decode()
    old, new = (set(re.findall(r"^\d{8}$", text, re.MULTILINE)) for text in (before.content.decode(), after))
    assert len(old) == len(new) == 10
    assert not old & new


def test_a_code_of_the_app_is_good_once(ada):
    secret = with_app(ada)
    first, again = half_way(ada), half_way(ada)
    code = code_for(secret)
    for client in (first, again):
        client.post("/accounts/2fa/authenticate/", {"code": code})
    assert (inside(first), inside(again)) == (True, False)


def test_codes_of_another_time_let_nobody_in(ada):
    secret = with_app(ada)
    for steps in (-3, 3):
        client = half_way(ada)
        client.post("/accounts/2fa/authenticate/", {"code": code_for(secret, steps=steps)})
        assert not inside(client), steps


def test_after_five_guesses_even_the_right_code_has_to_wait(ada):
    secret = with_app(ada)
    client = half_way(ada)
    right = code_for(secret)
    for number in range(5):
        guess = f"{(int(right) + number + 1) % 10**6:06}"
        client.post("/accounts/2fa/authenticate/", {"code": guess})
    client.post("/accounts/2fa/authenticate/", {"code": right})
    assert not inside(client)


@pytest.mark.django_db(transaction=True)
def test_of_many_guesses_sent_at_once_five_are_looked_at(monkeypatch):
    from allauth.mfa.totp.internal.auth import TOTP

    ada = proven(a_person("Ada Bianchi", handle="ada"))
    with_app(ada)
    looked_at = []
    monkeypatch.setattr(TOTP, "validate_code", lambda self, code: looked_at.append(code) and False)
    clients = [half_way(ada) for _ in range(4)]

    def guess(number: int) -> None:
        try:
            clients[number % 4].post("/accounts/2fa/authenticate/", {"code": f"{number:06}"})
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(40)))
    assert 0 < len(looked_at) <= 5


def test_an_admin_resets_the_step_of_who_lost_the_phone(ada, admin):
    client = just_proven(ada)
    enrol(client)
    assert actions.reset_second_step(ada, by=admin)
    assert not inside(client)
    assert inside(signed_in(ada))


def test_the_page_shows_what_is_set_up_and_offers_no_passkey_where_browsers_make_none(ada, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client = just_proven(ada)
    assert "Shows a code" in client.get("/settings/security/").content.decode()
    enrol(client)
    page = client.get("/settings/security/").content.decode()
    assert "10 are left" in page
    assert "/2fa/webauthn/add/" not in page
    page = client.get("/settings/security/", headers={"host": "localhost:8000"}).content.decode()
    assert "/2fa/webauthn/add/" in page


def test_nobody_removes_the_passkey_of_somebody_else(ada, colleague):
    theirs = Authenticator.objects.create(user=proven(colleague), type="webauthn", data={"name": "x", "credential": {}})
    client = just_proven(ada)
    for page in ("remove", "edit"):
        assert client.post(f"/accounts/2fa/webauthn/keys/{theirs.pk}/{page}/", {"name": "y"}).status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize(
    "rubbish", ["", "{}", "[]", "null", '{"id": 1}', '{"id":"AA","rawId":"AA","type":"public-key"}']
)
def test_a_passkey_that_makes_no_sense_is_refused_and_not_a_crash(ada, rubbish):
    client = Client()
    client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    client.post("/accounts/2fa/webauthn/login/", {"credential": rubbish})
    assert not inside(client)
    client = just_proven(ada)
    client.get("/accounts/2fa/webauthn/add/")
    client.post("/accounts/2fa/webauthn/add/", {"name": "x", "credential": rubbish})
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_nothing_of_it_looks_like_somebody_elses_page(ada):
    """No template of allauth's is left: each of theirs asks for a base of theirs."""
    client = just_proven(ada)
    enrol(client)
    for address in (
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/reauthenticate/",
        "/accounts/reauthenticate/",
    ):
        answer = client.get(address)
        used = {template.name for template in answer.templates if template.name}
        assert not any(name.startswith("allauth/") for name in used), address
        assert "data-allauth-onload" not in answer.content.decode(), address
