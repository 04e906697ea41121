"""Signing in and out: who gets in, what is told to whom, and how often one may try."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import translation

from intranet.accounts import actions
from intranet.accounts.models import User
from tests.factories import PASSWORD

LOGIN = "/accounts/login/"


@pytest.fixture
def ada(author):
    EmailAddress.objects.create(user=author, email=author.email, verified=True, primary=True)
    return author


def sign_in(client: Client, email: str, password: str = PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def inside(client: Client) -> bool:
    return client.get("/people/").status_code == 200


def test_a_person_signs_in_and_out(ada):
    client = Client()
    assert sign_in(client, ada.email).url == "/"
    assert inside(client)
    client.post("/accounts/logout/")
    assert not inside(client)


def test_the_address_may_be_typed_in_capitals_and_with_spaces(ada):
    client = Client()
    sign_in(client, f"  {ada.email.upper()} ")
    assert inside(client)


def test_the_session_gets_a_new_key_at_sign_in_and_the_old_one_is_dead(ada):
    client = Client()
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["portico_session"] = session.session_key
    sign_in(client, ada.email)
    assert client.cookies["portico_session"].value != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_the_session_is_tied_to_its_person(ada):
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux) Firefox/140")
    sign_in(client, ada.email)
    row = UserSession.objects.get(user=ada)
    assert row.session_key == client.session.session_key
    assert "Firefox" in row.user_agent


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(ada):
    wrong = sign_in(Client(), ada.email, "not the password")
    unknown = sign_in(Client(), "nobody@example.com", "not the password")
    assert wrong.status_code == unknown.status_code == 200
    assert list(wrong.context["form"].non_field_errors()) == list(unknown.context["form"].non_field_errors()) != []


def test_an_unknown_address_costs_as_much_hashing_as_a_wrong_password(ada, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args, **kwargs: hashed.append(1) or encode(self, *args, **kwargs)
    )
    sign_in(Client(), ada.email, "not the password")
    known = len(hashed)
    hashed.clear()
    sign_in(Client(), "nobody@example.com", "not the password")
    assert len(hashed) == known == 1


def test_after_five_failures_even_the_right_password_has_to_wait(ada):
    client = Client()
    for _ in range(5):
        sign_in(client, ada.email, "not the password")
    answer = sign_in(client, ada.email)
    assert "Too many failed login attempts" in answer.content.decode()
    assert not inside(client)


def test_the_limit_holds_from_several_addresses_too(ada):
    for number in range(5):
        sign_in(Client(REMOTE_ADDR=f"198.51.100.{number}"), ada.email, "not the password")
    answer = sign_in(Client(REMOTE_ADDR="198.51.100.99"), ada.email)
    assert "Too many failed login attempts" in answer.content.decode()


def test_a_forged_forwarded_address_does_not_lift_the_limit(ada):
    for number in range(12):
        client = Client(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
        answer = sign_in(client, f"somebody{number}@example.com", "not the password")
    assert "Too many failed login attempts" in answer.content.decode()


def test_the_lockout_of_one_does_not_lock_out_another(ada, colleague):
    EmailAddress.objects.create(user=colleague, email=colleague.email, verified=True, primary=True)
    for _ in range(6):
        sign_in(Client(), ada.email, "not the password")
    client = Client()
    sign_in(client, colleague.email)
    assert inside(client)


def test_messages_are_in_the_readers_language(ada):
    italian = Client(HTTP_ACCEPT_LANGUAGE="it")
    answer = sign_in(italian, ada.email, "not the password")
    assert answer.headers["Content-Language"] == "it"
    assert "non sono corretti" in answer.content.decode()


@pytest.mark.parametrize(
    "somewhere",
    ["https://evil.example/", "//evil.example/", "http://localhost/people/", "javascript:alert(1)", "/\\evil.example"],
)
def test_signing_in_leads_nowhere_but_here(ada, somewhere):
    assert sign_in(Client(), ada.email, next=somewhere).url == "/"


def test_signing_in_leads_back_to_where_one_wanted_to_go(ada):
    client = Client()
    asked = client.get("/people/?q=ben")
    assert asked.url == "/accounts/login/?next=/people/%3Fq%3Dben"
    assert sign_in(client, ada.email, next="/people/?q=ben").url == "/people/?q=ben"


def test_a_closed_account_does_not_get_in_and_is_told_so_only_with_the_right_password(deactivated):
    EmailAddress.objects.create(user=deactivated, email=deactivated.email, verified=True, primary=True)
    client = Client()
    wrong = sign_in(client, deactivated.email, "not the password")
    assert wrong.status_code == 200
    assert sign_in(client, deactivated.email).url == "/accounts/inactive/"
    assert "closed" in client.get("/accounts/inactive/").content.decode()
    assert not inside(client)


def test_the_systems_own_account_never_gets_in(db):
    system = User.objects.system()
    system.set_password(PASSWORD)
    system.save()
    EmailAddress.objects.create(user=system, email=system.email, verified=True, primary=True)
    client = Client()
    sign_in(client, system.email)
    assert not inside(client)
    client.force_login(system)
    assert not inside(client)


def test_the_password_alone_opens_nothing_where_a_second_step_is_asked(ada):
    Authenticator.objects.create(user=ada, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    client = Client()
    assert sign_in(client, ada.email).url == "/accounts/2fa/authenticate/"
    for url in ("/people/", "/people/ada/", "/settings/profile/", "/settings/tokens/", "/api/v1/me"):
        assert client.get(url).status_code in (302, 401, 404), url
    assert "_auth_user_id" not in client.session
    assert not UserSession.objects.filter(user=ada).exists()


def test_the_back_office_has_no_door_of_its_own(ada, admin, as_):
    assert Client().get("/admin/").url.startswith("/admin/login/")
    assert Client().get("/admin/login/?next=/admin/").url == "/accounts/login/?next=%2Fadmin%2F"
    assert as_(ada).get("/admin/login/").status_code == 403
    assert as_(admin).get("/admin/").status_code == 200


# --- The password ----------------------------------------------------------------------------------------------------


def reset_link(person: User, run_jobs) -> str:
    Client().post("/accounts/password/reset/", {"email": person.email})
    run_jobs()
    return next(line for line in mail.outbox[-1].body.splitlines() if "/password/reset/key/" in line).strip()


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def test_a_forgotten_password_is_replaced_through_the_mail(ada, run_jobs):
    client = Client()
    form = client.get(path_of(reset_link(ada, run_jobs)), follow=True)
    new = "a colonnade at noon"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    sign_in(client, ada.email, new)
    assert inside(client)


def test_asking_for_a_new_password_tells_nobody_whether_there_is_an_account(ada, run_jobs):
    known = Client().post("/accounts/password/reset/", {"email": ada.email})
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@example.com"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert not mail.outbox  # the mail server is not asked while the person waits
    run_jobs()
    assert [message.to for message in mail.outbox] == [[ada.email], ["nobody@example.com"]]


def test_mail_comes_in_the_language_of_who_reads_it(ada, run_jobs):
    actions.change_settings(ada, by=ada, language="it")
    Client(HTTP_ACCEPT_LANGUAGE="en").post("/accounts/password/reset/", {"email": ada.email})
    run_jobs()
    with translation.override("it"):
        expected = translation.gettext("It was not you? Then do nothing: your password stays as it is.")
    assert expected in mail.outbox[0].body


def test_links_in_mail_lead_to_the_address_of_the_site_whatever_host_was_named(ada, run_jobs, settings):
    settings.ALLOWED_HOSTS = ["*"]
    Client().post("/accounts/password/reset/", {"email": ada.email}, headers={"host": "evil.example"})
    run_jobs()
    assert "evil.example" not in mail.outbox[0].body
    assert settings.SITE_URL in mail.outbox[0].body


def test_a_link_works_once(ada, run_jobs):
    link = path_of(reset_link(ada, run_jobs))
    client = Client()
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "a colonnade at noon", "password2": "a colonnade at noon"})
    assert Client().get(link, follow=True).context["token_fail"]


def test_changing_the_password_signs_out_the_other_devices_and_tells_by_mail(ada, run_jobs):
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, ada.email)
    new = "a colonnade at noon"
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert inside(here)
    assert not inside(there)
    run_jobs()
    assert mail.outbox[-1].to == [ada.email]


def test_pages_for_a_person_are_kept_by_nobody_in_between(ada):
    client = Client()
    sign_in(client, ada.email)
    assert client.get("/people/").headers["Cache-Control"] == "private, no-cache"


# --- The demonstration -----------------------------------------------------------------------------------------------


def test_the_demonstration_offers_its_people_on_the_sign_in_page(ada, admin, moderator, customer, settings):
    settings.DEMO = True
    page = Client().get(LOGIN).content.decode()
    for person in (ada, admin, moderator, customer):
        assert f'name="login" value="{person.email}"' in page


def test_nobody_is_offered_elsewhere(ada, admin):
    page = Client().get(LOGIN).content.decode()
    assert admin.name not in page
    assert admin.email not in page
