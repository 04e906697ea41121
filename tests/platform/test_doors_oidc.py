"""Signing in through the firm's OpenID Connect provider, against one on loopback that can lie."""

from __future__ import annotations

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client

from intranet.accounts import actions, firm_session
from intranet.accounts.models import Department, User
from intranet.accounts.oidc.provider import identity_of
from intranet.activity.models import Activity
from intranet.settings.sign_in import oidc_provider
from tests.factories import PASSWORD

from .oidc_provider import CLIENT, SECRET, Provider

pytestmark = pytest.mark.django_db

LOGIN, CALLBACK = "/accounts/firm/login/", "/accounts/firm/login/callback/"


@pytest.fixture
def provider(settings):
    with Provider().answering() as found:
        configured = oidc_provider(issuer=found.issuer, client_id=CLIENT, secret=SECRET, name="Meridiana ID")
        settings.SOCIALACCOUNT_PROVIDERS = {"oidc": configured}
        settings.FIRM_DOOR, settings.FIRM_NAME = "oidc", "Meridiana ID"
        settings.DIRECTORY_DOMAINS = ["example.com"]
        yield found


@pytest.fixture
def ada(author):
    EmailAddress.objects.create(user=author, email=author.email, verified=True, primary=True)
    return author


ADA = {"sub": "ada-1", "email": "ada@example.com", "email_verified": True, "name": "Ada Bianchi"}
NEW = {"sub": "nora-1", "email": "nora@example.com", "email_verified": True, "name": "Nora Blu"}


def arrive(provider, client=None, **claims):
    client = client or Client()
    sent = client.get(LOGIN)
    assert sent.status_code == 302, sent.content
    return client, client.get(CALLBACK, provider.consent(sent.url, **claims))


def inside(client) -> bool:
    return client.get("/people/").status_code == 200


def test_an_account_whose_address_the_directory_calls_verified_is_opened_and_bound(provider, ada):
    client, answer = arrive(provider, **ADA)
    assert answer.url == "/"
    assert inside(client)
    bound = SocialAccount.objects.get(user=ada)
    assert bound.uid == identity_of(provider.issuer, "ada-1")
    assert bound.extra_data == {"iss": provider.issuer, "sub": "ada-1"}
    assert Activity.objects.filter(verb="accounts.identity.bound", actor=ada, audited=True).exists()


def test_the_identity_counts_from_then_on_and_no_longer_the_address(provider, ada, colleague):
    arrive(provider, **ADA)
    client, _answer = arrive(provider, **ADA | {"email": colleague.email})
    assert client.get("/api/v1/me").json()["handle"] == "ada"
    assert not SocialAccount.objects.filter(user=colleague).exists()


def test_another_subject_with_the_same_address_is_nobody(provider, ada):
    arrive(provider, **ADA)
    client, answer = arrive(provider, **ADA | {"sub": "ada-2"})
    assert answer.status_code == 403
    assert "Another identity" in answer.content.decode()
    assert not inside(client)


def test_a_subject_is_compared_whole(provider, ada):
    arrive(provider, **ADA)
    for almost in ("ada-", "ADA-1", "ada-1 ", "ada-11"):
        client, answer = arrive(provider, **ADA | {"sub": almost})
        assert answer.status_code == 403, almost
        assert not inside(client)


def test_the_same_subject_of_another_issuer_is_somebody_else():
    assert identity_of("https://a.example", "1") != identity_of("https://b.example", "1")
    assert identity_of("https://a.example", "1") == identity_of("https://a.example", "1")


@pytest.mark.parametrize(
    "unproven",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "yes"},
        {"email": "ada@example.com.evil.example"},
        {"email": "ada@notexample.com"},
        {"email": "ada@mail.example.com"},
        {"email": ""},
    ],
)
def test_an_address_the_directory_may_not_speak_for_opens_nothing(provider, ada, unproven):
    client, answer = arrive(provider, **ADA | unproven)
    assert answer.status_code == 403
    assert not inside(client)
    assert not SocialAccount.objects.exists()


def test_an_address_nobody_proved_here_is_not_matched(provider, author):
    _client, answer = arrive(provider, **ADA)
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


def test_the_directory_opens_no_customers_account(provider, customer):
    EmailAddress.objects.create(user=customer, email=customer.email, verified=True, primary=True)
    _client, answer = arrive(provider, sub="d", email=customer.email, email_verified=True)
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


def test_whoever_has_no_account_gets_one_only_where_that_is_allowed(provider, settings):
    _client, answer = arrive(provider, **NEW)
    assert "Ask an admin for an invitation" in answer.content.decode()
    assert not User.objects.filter(email=NEW["email"]).exists()

    settings.DIRECTORY_MAKES_ACCOUNTS = True
    client, _answer = arrive(provider, **NEW)
    assert inside(client)
    nora = User.objects.get(email=NEW["email"])
    assert (nora.kind, nora.role, nora.name) == ("staff", "", "Nora Blu")
    assert not nora.has_usable_password()
    assert EmailAddress.objects.filter(user=nora, verified=True, primary=True).exists()


def test_a_closed_account_stays_closed_and_is_told_so(provider, ada, admin):
    arrive(provider, **ADA)
    actions.deactivate(ada, by=admin)
    client, answer = arrive(provider, **ADA)
    assert answer.status_code == 403
    assert "closed" in answer.content.decode()
    assert not inside(client)


def test_the_second_step_is_asked_all_the_same(provider, ada):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=ada, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    client, answer = arrive(provider, **ADA)
    assert answer.url == "/accounts/2fa/authenticate/"
    assert not inside(client)


# --- Tokens that are not good -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-application"},
        {"aud": [CLIENT, "another-application"]},
        {"azp": "another-application"},
        {"exp": 1_600_000_000},
        {"nonce": "of-another-browser"},
        {"nonce": ""},
        {"sub": ""},
    ],
    ids=lambda lie: next(iter(lie)),
)
def test_a_token_with_a_wrong_claim_lets_nobody_in(provider, ada, lie):
    provider.lies = lie
    client, answer = arrive(provider, **ADA)
    assert answer.status_code == 403
    assert not inside(client)
    assert not SocialAccount.objects.exists()


def test_a_token_signed_with_another_key_lets_nobody_in(provider, ada):
    provider.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    client, answer = arrive(provider, **ADA)
    assert answer.status_code == 403
    assert not inside(client)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_is_not_signed_with_a_key_pair_lets_nobody_in(provider, ada, algorithm, monkeypatch):
    provider.algorithm = algorithm
    public = provider.key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    provider.signs_with = None if algorithm == "none" else public
    client, answer = arrive(provider, **ADA)
    assert answer.status_code == 403
    assert not inside(client)


def test_user_info_about_somebody_else_lets_nobody_in(provider, ada):
    provider.userinfo_lies = {"sub": "emil-1"}
    client, answer = arrive(provider, **ADA)
    assert answer.status_code == 403
    assert not inside(client)


def test_a_provider_that_calls_itself_something_else_is_not_asked_further(provider, ada):
    provider.discovery_lies = {"issuer": "https://evil.example"}
    answer = Client().get(LOGIN)
    assert answer.status_code == 503
    assert "/token" not in provider.asked


def test_a_provider_that_does_not_answer_is_a_sentence_and_not_a_crash(provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {
        "oidc": oidc_provider(issuer="http://127.0.0.1:9", client_id=CLIENT, secret=SECRET, name="x")
    }
    answer = Client().get(LOGIN)
    assert answer.status_code == 503
    assert "does not answer" in answer.content.decode()


def test_a_new_key_of_the_provider_is_looked_up(provider, ada):
    arrive(provider, **ADA)
    provider.key = provider.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    provider.key_id = "second"
    client, _answer = arrive(provider, **ADA)
    assert inside(client)


# --- The way there and back -------------------------------------------------------------------------------------------


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(provider, ada):
    mine, other = Client(), Client()
    sent = mine.get(LOGIN)
    back = provider.consent(sent.url, **ADA)
    other.get(LOGIN)
    assert other.get(CALLBACK, back).status_code == 403
    assert not inside(other)

    assert mine.get(CALLBACK, back).status_code == 302
    mine.post("/accounts/logout/")
    assert mine.get(CALLBACK, back).status_code == 403
    assert not inside(mine)


def test_somebody_elses_code_under_ones_own_state_opens_nothing(provider, ada):
    mine, other = Client(), Client()
    stolen = provider.consent(other.get(LOGIN).url, **ADA)["code"]
    state = provider.consent(mine.get(LOGIN).url, **NEW)["state"]
    assert mine.get(CALLBACK, {"code": stolen, "state": state}).status_code == 403
    assert not inside(mine)


def test_no_link_asks_the_provider_for_more_than_is_configured(provider):
    sent = Client().get(f"{LOGIN}?scope=groups,offline_access&auth_params=prompt%3Dnone&process=connect")
    assert "offline_access" not in sent.url
    assert "prompt" not in sent.url
    assert "nonce=" in sent.url
    assert "code_challenge=" in sent.url


def test_saying_no_over_there_leads_back_to_the_sign_in(provider):
    client = Client()
    state = provider.consent(client.get(LOGIN).url)["state"]
    assert client.get(CALLBACK, {"error": "access_denied", "state": state}).url == "/accounts/login/"


@pytest.mark.parametrize("somewhere", ["https://evil.example/", "//evil.example/"])
def test_the_way_back_leads_nowhere_but_here(provider, ada, somewhere):
    client = Client()
    sent = client.get(LOGIN, {"next": somewhere})
    assert client.get(CALLBACK, provider.consent(sent.url, **ADA)).url == "/"


def test_the_button_is_there_where_a_provider_is(provider):
    assert "Sign in with Meridiana ID" in Client().get("/accounts/login/").content.decode()


def test_without_a_provider_there_is_no_door(db):
    assert Client().get(LOGIN).status_code == 404
    assert Client().get(CALLBACK).status_code == 404
    assert "firm/login" not in Client().get("/accounts/login/").content.decode()


# --- Connecting an account one is signed in with ----------------------------------------------------------------------


def test_a_person_ties_the_identity_to_the_account_they_are_signed_in_with(provider, ada):
    client = Client()
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    asked = client.get("/accounts/firm/connect/")
    assert asked.url.startswith("/accounts/reauthenticate/")
    proven = client.post(asked.url, {"password": PASSWORD})
    sent = client.get(proven.url)
    # Of no address that could be matched: only that somebody signed in has shown both.
    answer = client.get(CALLBACK, provider.consent(sent.url, sub="entra-7"))
    assert answer.url == "/settings/security/"
    assert SocialAccount.objects.get(user=ada).uid == identity_of(provider.issuer, "entra-7")
    client, _answer = arrive(provider, sub="entra-7")
    assert client.get("/api/v1/me").json()["handle"] == "ada"


def test_an_identity_of_somebody_else_is_not_taken_over(provider, ada, colleague):
    arrive(provider, **ADA)
    client = Client()
    EmailAddress.objects.create(user=colleague, email=colleague.email, verified=True, primary=True)
    client.post("/accounts/login/", {"login": colleague.email, "password": PASSWORD})
    proven = client.post("/accounts/reauthenticate/?next=/accounts/firm/connect/", {"password": PASSWORD})
    sent = client.get(proven.url)
    client.get(CALLBACK, provider.consent(sent.url, **ADA))
    assert SocialAccount.objects.get().user == ada


def test_an_admin_releases_an_identity_and_signs_the_person_out(provider, ada, admin):
    client, _answer = arrive(provider, **ADA)
    assert actions.unbind_identities(ada, by=admin) == 1
    assert not inside(client)
    client, _answer = arrive(provider, **ADA | {"sub": "ada-2"})
    assert inside(client)


# --- Role and department ----------------------------------------------------------------------------------------------


@pytest.fixture
def mapping(settings):
    settings.DIRECTORY_ROLE_CLAIM, settings.DIRECTORY_DEPARTMENT_CLAIM = "realm.groups", "department"
    settings.DIRECTORY_ADMINS, settings.DIRECTORY_MODERATORS = ["Portico admins"], ["Portico moderators"]


def with_groups(*groups, **more):
    return ADA | {"realm": {"groups": list(groups)}} | more


def test_the_role_follows_the_directory_up_and_down_and_is_written_down(provider, ada, admin, mapping):
    told = []
    for groups in (["Portico moderators"], ["Portico moderators", "Portico admins"], ["Canteen"], []):
        arrive(provider, **with_groups(*groups))
        ada.refresh_from_db()
        told.append(ada.role)
    assert told == ["moderator", "admin", "", ""]
    changes = Activity.objects.filter(verb="accounts.person.role_changed", subject=ada.key, audited=True)
    assert changes.count() == 3


def test_a_claim_that_is_not_there_changes_nothing(provider, ada, admin, mapping):
    arrive(provider, **with_groups("Portico moderators"))
    arrive(provider, **ADA)
    ada.refresh_from_db()
    assert ada.role == "moderator"


def test_the_last_admin_stays_one_whatever_the_directory_says(provider, ada, mapping):
    User.objects.filter(pk=ada.pk).update(role="admin")
    client, _answer = arrive(provider, **with_groups())
    ada.refresh_from_db()
    assert ada.role == "admin"
    assert inside(client)


def test_who_keeps_the_spare_key_stays_what_they_are(provider, ada, admin, mapping, settings):
    User.objects.filter(pk=ada.pk).update(role="admin")
    settings.BREAK_GLASS = [ada.email]
    arrive(provider, **with_groups())
    ada.refresh_from_db()
    assert ada.role == "admin"


def test_a_group_is_compared_whole(provider, ada, mapping):
    arrive(provider, **with_groups("Portico admins of Milan", "portico admins"))
    ada.refresh_from_db()
    assert ada.role == ""


def test_the_department_follows_where_there_is_one_of_that_name(provider, ada, mapping):
    design = Department.objects.create(name="Design")
    arrive(provider, **with_groups(department="design"))
    ada.refresh_from_db()
    assert ada.department == design
    arrive(provider, **with_groups(department="Unheard of"))
    ada.refresh_from_db()
    assert ada.department == design


# --- Where passwords of ours are switched off for staff ---------------------------------------------------------------


def test_staff_come_through_the_firm_only_and_customers_as_ever(provider, ada, customer, admin, settings):
    settings.STAFF_PASSWORDS, settings.BREAK_GLASS = False, [admin.email]
    for person in (customer, admin):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    answers = {}
    for person in (ada, customer, admin):
        client = Client()
        answer = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        answers[person.handle] = (answer.status_code, client.get("/api/v1/me").status_code)
    assert answers == {"ada": (403, 401), "dora": (302, 200), "aldo": (302, 200)}
    client, _answer = arrive(provider, **ADA)
    assert inside(client)


def test_an_invitation_of_staff_is_no_side_door(provider, admin, settings):
    invitation = actions.invite_staff("nora@example.com", by=admin)
    settings.STAFF_PASSWORDS, settings.BREAK_GLASS = False, [admin.email]
    from intranet.accounts.keys import invitation_secret

    client = Client()
    address = f"/invitations/{invitation_secret(invitation)}/"
    assert client.post(address, {"name": "Nora Blu", "password": "porticus-in-the-rain"}).status_code == 403
    assert not inside(client)


def test_two_that_arrive_with_the_same_identity_are_one(provider, settings):
    settings.DIRECTORY_MAKES_ACCOUNTS = True
    arrive(provider, **NEW)
    arrive(provider, **NEW)
    assert User.objects.filter(email=NEW["email"]).count() == 1
    assert SocialAccount.objects.count() == 1


def test_the_stub_itself_signs_what_pyjwt_reads(provider):
    back = provider.consent(Client().get(LOGIN).url, **ADA)
    assert back["code"]
    token = jwt.encode({"sub": "x"}, provider.key, algorithm="RS256")
    assert jwt.decode(token, provider.key.public_key(), algorithms=["RS256"]) == {"sub": "x"}


@pytest.mark.parametrize(
    ("way", "address"),
    [
        ("floods", "/.well-known/openid-configuration"),
        ("floods", "/token"),
        ("floods", "/userinfo"),
        ("floods", "/keys"),
        ("drips", "/keys"),
    ],
)
def test_an_answer_that_does_not_end_opens_nothing_and_holds_nobody_up(provider, ada, way, address, monkeypatch):
    if way == "drips":
        monkeypatch.setattr(firm_session, "SECONDS", 0.2)
    cache.clear()
    getattr(provider, way).add(address)
    client = Client()
    sent = client.get(LOGIN)
    if address.startswith("/.well-known"):
        assert sent.status_code == 503
        return
    answer = client.get(CALLBACK, provider.consent(sent.url, **ADA))
    assert answer.status_code == 403
    assert address in provider.asked
    assert not inside(client)
