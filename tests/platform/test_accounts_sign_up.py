"""Customers sign themselves up: the address is proven before it opens anything, and says whom they work for."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.timezone import now

from intranet.accounts import jobs
from intranet.accounts.allauth_forms import CodeForm
from intranet.accounts.domains import clean_domains, company_for
from intranet.accounts.models import Company, User
from intranet.core.actions import change_site_settings
from tests.factories import PASSWORD, a_company

from .threads import together

SIGNUP = "/accounts/signup/"
CODE = "/accounts/confirm-email/"


@pytest.fixture
def acme_with_domain(acme):
    acme.email_domains = ["acme.example"]
    acme.save()
    return acme


def sign_up(email: str, name: str = "Gina Moro", client: Client | None = None) -> Client:
    client = client or Client()
    client.answer = client.post(SIGNUP, {"name": name, "email": email, "password1": PASSWORD})
    return client


def code_from_mail() -> str:
    return re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)[1]


def prove(client: Client, run_jobs) -> None:
    run_jobs()
    client.post(CODE, {"code": code_from_mail(), "action": "verify"})


def test_a_customer_signs_up_proves_the_address_and_is_inside(db, run_jobs):
    client = sign_up("gina@somewhere.example")
    assert client.answer.url == CODE
    prove(client, run_jobs)
    assert client.get("/people/").status_code == 200
    gina = User.objects.get(email="gina@somewhere.example")
    assert (gina.kind, gina.role, gina.company, gina.name) == ("customer", "", None, "Gina Moro")


def test_until_the_address_is_proven_nothing_opens(db, run_jobs):
    client = sign_up("gina@somewhere.example")
    run_jobs()
    for url in ("/people/", "/settings/profile/", "/settings/tokens/", "/people/gina-moro/", "/accounts/email/"):
        assert client.get(url).url.startswith("/accounts/login/"), url
    cache.clear()  # at once, a second code would be refused
    again = Client()
    assert again.post("/accounts/login/", {"login": "gina@somewhere.example", "password": PASSWORD}).url == CODE
    assert again.get("/people/").status_code == 302


def test_the_proven_domain_says_which_company_it_is(acme_with_domain, run_jobs):
    client = sign_up("gina@acme.example")
    assert User.objects.get(email="gina@acme.example").company is None
    prove(client, run_jobs)
    assert User.objects.get(email="gina@acme.example").company == acme_with_domain


@pytest.mark.parametrize(
    "email",
    [
        "gina@attacker-acme.example",
        "gina@acme.example.attacker.example",
        "gina@mail.acme.example",
        "gina@example",
        "acme.example@attacker.example",
        "gina@\u0430cme.example",  # a Cyrillic a
    ],
)
def test_only_the_whole_domain_counts(acme_with_domain, email):
    assert company_for(email) is None


def test_case_and_spelling_of_a_domain_do_not_matter(acme):
    acme.email_domains = ["bücher.example"]
    acme.save()
    assert company_for("gina@BÜCHER.example") == company_for("gina@xn--bcher-kva.example") == acme


def test_a_domain_that_two_companies_claim_is_nobodys(acme_with_domain):
    other = a_company("Other")
    other.email_domains = ["acme.example"]
    other.save()
    assert company_for("gina@acme.example") is None


@pytest.mark.parametrize("domain", ["gmail.com", "acme.example", "not a domain", "localhost", "-x.example"])
def test_a_domain_of_everybody_of_another_company_or_of_nobody_is_refused(acme_with_domain, domain):
    with pytest.raises(ValidationError):
        clean_domains([domain])


def test_domains_are_stored_once_and_as_the_name_system_writes_them(db):
    typed = ["@Acme.Example", "acme.example ", "bücher.example"]
    assert clean_domains(typed) == ["acme.example", "xn--bcher-kva.example"]


def test_a_wrong_code_proves_nothing_and_the_third_ends_it(db, run_jobs):
    client = sign_up("gina@somewhere.example")
    run_jobs()
    for _ in range(3):
        client.post(CODE, {"code": "BBBB-BBBB", "action": "verify"})
    client.post(CODE, {"code": code_from_mail(), "action": "verify"})
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_fifty_guesses_at_once_are_three(db, monkeypatch):
    compared = []
    monkeypatch.setattr(
        "allauth.account.forms.compare_user_code", lambda actual, expected: compared.append(actual) or False
    )
    guess = lambda: CodeForm({"code": "BBBB-BBBB"}, code="CDFG-HJKL", email="gina@somewhere.example").is_valid()  # noqa: E731
    assert together(*[guess] * 50) == [False] * 50
    assert len(compared) == 3


def test_the_code_of_one_browser_is_nothing_in_another(db, run_jobs):
    sign_up("gina@somewhere.example")
    run_jobs()
    stranger = Client()
    assert stranger.post(CODE, {"code": code_from_mail(), "action": "verify"}).url == "/accounts/login/"
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_an_address_that_has_an_account_gets_the_same_answer_and_a_mail_of_its_own(customer, run_jobs):
    EmailAddress.objects.create(user=customer, email=customer.email, verified=True, primary=True)
    known, unknown = sign_up(customer.email), sign_up("gina@somewhere.example")
    assert (known.answer.status_code, known.answer.url) == (unknown.answer.status_code, unknown.answer.url)
    assert known.get(CODE).status_code == unknown.get(CODE).status_code == 200
    run_jobs()
    to_known, to_unknown = mail.outbox
    assert to_known.to == [customer.email]
    assert "already" in to_known.subject
    assert "code" in to_unknown.subject
    customer.refresh_from_db()
    assert customer.name == "Dora Neri"


@pytest.mark.parametrize(
    "email", ["ｇina@somewhere.example", "gina@ﬁrm.example", "gina@somewhere.example\u200b", "gina"]
)
def test_an_address_that_is_not_written_plainly_is_refused(db, email):
    assert sign_up(email).answer.status_code == 200
    assert not User.objects.exists()


def test_a_name_that_speaks_for_the_house_is_refused_beside_its_field(db):
    answer = sign_up("gina@somewhere.example", name="Portico Support").answer
    assert "taken for ours" in answer.context["form"].errors["name"][0]
    assert not User.objects.exists()


def test_a_weak_password_is_refused(db):
    client = Client()
    answer = client.post(SIGNUP, {"name": "Gina Moro", "email": "gina@somewhere.example", "password1": "password"})
    assert "password1" in answer.context["form"].errors
    assert not User.objects.exists()


def test_nobody_signs_up_as_staff(db):
    Client().post(
        SIGNUP,
        {"name": "Gina Moro", "email": "gina@somewhere.example", "password1": PASSWORD, "kind": "staff",
         "role": "admin", "is_active": "1", "company": "1", "handle": "portico"},
    )  # fmt: skip
    gina = User.objects.get()
    assert (gina.kind, gina.role, gina.company_id, gina.handle) == ("customer", "", None, "gina-moro")


def test_two_of_the_same_name_get_two_handles(db):
    sign_up("gina@somewhere.example")
    sign_up("gina@elsewhere.example")
    assert set(User.objects.values_list("handle", flat=True)) == {"gina-moro", "gina-moro-2"}


def test_two_sign_ups_with_one_address_at_once_end_like_one(db, monkeypatch):
    sign_up("gina@somewhere.example")
    # The second looked before the first had written.
    monkeypatch.setattr("allauth.account.forms.BaseSignupForm.validate_unique_email", lambda form, value: value)
    late = sign_up("gina@somewhere.example")
    assert (late.answer.status_code, late.answer.url) == (302, CODE)
    assert User.objects.count() == 1


def test_sign_up_can_be_closed(admin):
    change_site_settings(by=admin, sign_up_open=False)
    answer = sign_up("gina@somewhere.example").answer
    assert "by invitation only" in answer.content.decode()
    assert not User.objects.filter(email="gina@somewhere.example").exists()


def test_sign_ups_from_one_address_are_limited(db):
    answers = [sign_up(f"gina{number}@somewhere.example").answer for number in range(21)]
    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert "Try again in a minute." in answers[-1].content.decode()
    assert answers[-1].headers["Retry-After"] == "60"


def test_an_account_nobody_proved_is_forgotten_after_a_week(db, customer):
    sign_up("gina@somewhere.example")
    sign_up("new@somewhere.example")
    User.objects.filter(email="gina@somewhere.example").update(date_joined=now() - timedelta(days=8))
    User.objects.filter(pk=customer.pk).update(date_joined=now() - timedelta(days=800))
    jobs.forget_unproven_sign_ups.call()
    assert set(User.objects.values_list("email", flat=True)) == {"new@somewhere.example", customer.email}


# --- Changing the address --------------------------------------------------------------------------------------------


@pytest.fixture
def dora(customer, acme_with_domain, run_jobs):
    """Dora, whose membership of Acme comes from her address."""
    client = sign_up("dora@acme.example", name="Dora Blu")
    prove(client, run_jobs)
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": "dora@acme.example", "password": PASSWORD})
    mail.outbox.clear()
    client.person = User.objects.get(email="dora@acme.example")
    return client


def change_address(client: Client, email: str) -> None:
    """Ask for it, say once more who one is, and the asking goes on where it was."""
    asked = client.post("/accounts/email/", {"email": email, "action_add": ""})
    if asked.url.startswith("/accounts/reauthenticate/"):
        asked = client.post(asked.url, {"password": PASSWORD, "next": "/accounts/email/"})
    assert asked.url == CODE


def test_a_new_address_is_proven_and_the_old_one_is_told(dora, run_jobs):
    change_address(dora, "dora@private.example")
    dora.person.refresh_from_db()
    assert dora.person.email == "dora@acme.example"
    prove(dora, run_jobs)
    run_jobs()
    dora.person.refresh_from_db()
    assert dora.person.email == "dora@private.example"
    assert [(message.to, message.subject) for message in mail.outbox[1:]] == [
        (["dora@acme.example"], "Your address at Portico was changed")
    ]


def test_who_gives_up_the_companys_address_gives_up_the_company(dora, run_jobs):
    change_address(dora, "dora@private.example")
    prove(dora, run_jobs)
    dora.person.refresh_from_db()
    assert dora.person.company is None


def test_a_company_an_admin_chose_stays_when_the_address_changes(dora, run_jobs):
    Company.objects.filter(pk=dora.person.company_id).update(email_domains=[])
    change_address(dora, "dora@private.example")
    prove(dora, run_jobs)
    dora.person.refresh_from_db()
    assert dora.person.company is not None


def test_an_unattended_browser_is_not_enough_to_change_the_address(dora, run_jobs):
    asked = dora.post("/accounts/email/", {"email": "dora@private.example", "action_add": ""})
    assert asked.url.startswith("/accounts/reauthenticate/")
    refused = dora.post(asked.url, {"password": "not the password", "next": "/accounts/email/"})
    assert refused.status_code == 200
    run_jobs()
    assert not mail.outbox


def test_an_address_that_somebody_only_claimed_goes_to_who_proves_it(dora, run_jobs):
    sign_up("dora@private.example", name="Squatter Uno")
    run_jobs()
    mail.outbox.clear()
    cache.clear()  # at once, a second code would be refused
    change_address(dora, "dora@private.example")
    prove(dora, run_jobs)
    dora.person.refresh_from_db()
    assert dora.person.email == "dora@private.example"
    assert not User.objects.filter(name="Squatter Uno").exists()


def test_a_proven_address_of_another_is_not_taken_and_not_told(dora, run_jobs, other_customer):
    EmailAddress.objects.create(user=other_customer, email=other_customer.email, verified=True, primary=True)
    change_address(dora, other_customer.email)
    prove(dora, run_jobs)
    dora.person.refresh_from_db()
    assert dora.person.email == "dora@acme.example"
    other_customer.refresh_from_db()
    assert other_customer.email == "emil@example.com"
