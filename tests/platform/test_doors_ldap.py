"""Signing in with the name and password of an LDAP directory: our rules, against a directory that the tests play."""

from __future__ import annotations

import sys
import threading
from datetime import timedelta
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now

from intranet.accounts import actions
from intranet.accounts.ldap import patience
from intranet.accounts.ldap.directory import escaped
from intranet.accounts.models import Department, User
from intranet.accounts.oidc.provider import identity_of
from intranet.activity.models import Activity
from tests import factories
from tests.factories import PASSWORD

from .ldap_directory import BASE, GROUPS, Connection, Directory, LDAPError

pytestmark = pytest.mark.django_db

LOGIN, CONNECT = "/accounts/firm/ldap/login/", "/accounts/firm/ldap/connect/"
ISSUER = f"ldaps://directory.example.com/{BASE}"
WORD = "a word of the directory"


@pytest.fixture
def directory(settings, monkeypatch):
    found = Directory()
    monkeypatch.setitem(sys.modules, "ldap", found.as_module())
    settings.FIRM_DOOR, settings.FIRM_NAME = "ldap", "Meridiana"
    settings.LDAP_URL, settings.LDAP_BASE = "ldaps://directory.example.com", BASE
    settings.DIRECTORY_DOMAINS, settings.DIRECTORY_SETS_ADDRESSES = ["example.com"], True
    cache.clear()
    return found


@pytest.fixture
def ada(author):
    EmailAddress.objects.create(user=author, email=author.email, verified=True, primary=True)
    return author


@pytest.fixture
def entry(directory, ada):
    return directory.person("ada", WORD, mail=ada.email, cn="Ada Bianchi")


def arrive(name="ada", password=WORD, client=None, **more):
    client = client or Client()
    return client, client.post(LOGIN, {"name": name, "password": password, **more})


def inside(client) -> bool:
    return client.get("/people/").status_code == 200


def test_who_has_the_directorys_password_is_inside_and_bound(directory, entry, ada):
    client, answer = arrive()
    assert answer.url == "/"
    assert inside(client)
    bound = SocialAccount.objects.get(user=ada)
    assert (bound.provider, bound.uid) == ("ldap", identity_of(ISSUER, "uuid-of-ada"))
    assert bound.extra_data == {"iss": ISSUER, "sub": "uuid-of-ada"}
    assert Activity.objects.filter(verb="accounts.identity.bound", actor=ada, audited=True).exists()


def test_the_identity_counts_from_then_on_and_neither_name_nor_address(directory, entry, ada, colleague):
    arrive()
    del directory.entries[entry]
    directory.person("ada.rossi", WORD, entryUUID="uuid-of-ada", mail=colleague.email)
    client, _answer = arrive("ada.rossi")
    assert client.get("/api/v1/me").json()["handle"] == "ada"
    directory.person("ada", WORD, entryUUID="uuid-of-another-ada", mail=ada.email)
    client, answer = arrive("ada")
    assert answer.status_code == 403
    assert "Another identity" in answer.content.decode()
    assert not inside(client)


def test_the_number_that_active_directory_gives_is_read_in_its_own_order(directory, ada, settings):
    settings.LDAP_SUBJECT_ATTRIBUTE = "objectGUID"
    number = UUID("12345678-1234-5678-1234-567812345678")
    directory.person("ada", WORD, mail=ada.email, objectGUID=number.bytes_le)
    arrive()
    assert SocialAccount.objects.get().extra_data["sub"] == str(number)


@pytest.mark.parametrize("subject", [[], ["one", "two"], [""]])
def test_an_entry_that_is_not_exactly_one_person_opens_nothing(directory, ada, subject):
    directory.person("ada", WORD, mail=ada.email, entryUUID=subject)
    client, answer = arrive()
    assert answer.status_code == 503
    assert not inside(client)


@pytest.mark.parametrize(
    ("name", "password"), [("ada", "wrong"), ("ada", WORD + " "), ("nobody", WORD), ("ada", "x\0")]
)
def test_a_wrong_name_or_password_is_one_sentence_for_both(directory, entry, name, password):
    client, answer = arrive(name, password)
    assert answer.status_code == 422
    assert not inside(client)
    if "\0" not in password:
        assert "does not know this name with this password" in answer.content.decode()
        # Asked both times, so that how long it takes does not tell whether the name is there.
        assert len(directory.asked("bind")) == 1


@pytest.mark.parametrize("password", ["", " ", "\0"])
def test_nothing_for_a_password_is_never_taken_to_the_directory_as_one(directory, entry, password):
    client, answer = arrive(password=password)
    assert answer.status_code == 422
    assert "" not in [bound[1] for bound in directory.asked("bind")]
    assert not inside(client)


@pytest.mark.parametrize("name", ["*", "a*", "ada)(uid=*", "*)(objectClass=*", "ada)", "(", "\\2a", "ada))(|(uid=*"])
def test_a_name_is_only_ever_compared(directory, entry, name):
    client, answer = arrive(name)
    assert answer.status_code == 422
    assert not inside(client)


def test_what_means_something_in_a_filter_is_written_out():
    assert escaped("a*(b)\\c\0d, é") == "a\\2a\\28b\\29\\5cc\\00d, é"


def test_several_people_of_one_name_are_nobody(directory, entry):
    directory.entries[f"cn=other,{BASE}"] = {"objectClass": [b"person"], "uid": [b"ada"], "entryUUID": [b"x"]}
    client, answer = arrive()
    assert answer.status_code == 422
    assert not inside(client)


def test_who_left_the_directory_is_refused_the_next_time(directory, entry):
    client, _answer = arrive()
    assert inside(client)
    del directory.entries[entry], directory.passwords[entry]
    client, answer = arrive()
    assert answer.status_code == 422
    assert not inside(client)


def test_no_address_is_matched_where_people_may_write_their_own(directory, entry, settings):
    settings.DIRECTORY_SETS_ADDRESSES = False
    _client, answer = arrive()
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


def test_customers_and_agency_guests_are_never_adopted(directory, customer):
    guest = factories.a_person(
        "Tina Lang", kind=User.Kind.AGENCY, handle="tina", access_until=now() + timedelta(days=9)
    )
    for person in (customer, guest):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        directory.person(person.handle, WORD, mail=person.email)
        client, answer = arrive(person.handle)
        assert answer.status_code == 403
        assert not inside(client)
    assert not SocialAccount.objects.exists()


def test_whoever_has_no_account_gets_one_only_where_that_is_allowed(directory, settings):
    directory.person("nora", WORD, mail="nora@example.com", cn=["Nora Blu", "Blu Nora"])
    _client, answer = arrive("nora")
    assert "Ask an admin for an invitation" in answer.content.decode()
    settings.DIRECTORY_MAKES_ACCOUNTS = True
    client, _answer = arrive("nora")
    assert inside(client)
    nora = User.objects.get(email="nora@example.com")
    assert (nora.kind, nora.role, nora.name, nora.has_usable_password()) == ("staff", "", "Nora Blu", False)


def test_a_closed_account_stays_closed_and_is_told_so(directory, entry, ada, admin):
    arrive()
    actions.deactivate(ada, by=admin)
    client, answer = arrive()
    assert answer.status_code == 403
    assert "closed" in answer.content.decode()
    assert not inside(client)


def test_the_second_step_is_asked_all_the_same(directory, entry, ada):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=ada, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    client, answer = arrive()
    assert answer.url == "/accounts/2fa/authenticate/"
    assert not inside(client)


# --- The wire ---------------------------------------------------------------------------------------------------------


def test_certificates_are_demanded_and_nobody_waits_long(directory, entry):
    arrive()
    options = dict(directory.asked("option"))
    assert directory.asked("connect")[0] == ("ldaps://directory.example.com",)
    assert options["OPT_X_TLS_REQUIRE_CERT"] == directory.as_module().OPT_X_TLS_DEMAND
    assert options["OPT_REFERRALS"] == 0
    assert 0 < options["OPT_NETWORK_TIMEOUT"] <= 5
    assert 0 < options["OPT_TIMEOUT"] <= 5
    assert len(directory.asked("unbind")) == len(directory.asked("connect"))


def test_a_plain_connection_is_encrypted_before_anything_is_said(directory, entry, settings):
    settings.LDAP_URL, settings.LDAP_START_TLS = "ldap://directory.example.com", True
    arrive()
    said = [done[0] for done in directory.done if done[0] != "option"]
    assert all(said[place + 1] == "start tls" for place, what in enumerate(said) if what == "connect")


def test_the_directory_is_searched_by_who_is_configured_and_asked_as_the_person(directory, entry, settings):
    directory.strangers_may_search = False
    directory.passwords["cn=portico,dc=example,dc=com"] = "its own"
    _client, answer = arrive()
    assert answer.status_code == 503

    settings.LDAP_BIND_DN, settings.LDAP_BIND_PASSWORD = "cn=portico,dc=example,dc=com", "its own"
    directory.done.clear()
    client, _answer = arrive()
    assert inside(client)
    assert directory.asked("bind") == [("cn=portico,dc=example,dc=com", "its own"), (entry, WORD)]

    settings.LDAP_BIND_PASSWORD = "changed since"
    client, answer = arrive()
    assert answer.status_code == 503
    assert not inside(client)


def test_a_directory_that_does_not_answer_is_a_sentence_and_not_a_crash(directory, entry):
    directory.fails_with = LDAPError("Can't contact LDAP server")
    client, answer = arrive()
    assert answer.status_code == 503
    assert "does not answer" in answer.content.decode()
    assert not inside(client)


def test_nobody_waits_for_a_directory_that_falls_silent(directory, entry, monkeypatch):
    silent = threading.Event()
    monkeypatch.setattr(Connection, "simple_bind_s", lambda *who: silent.wait(30))
    monkeypatch.setattr(patience, "SECONDS", 0.05)
    monkeypatch.setattr(patience, "_at_a_time", threading.BoundedSemaphore(8))
    answers = [arrive()[1] for _ in range(9)]
    assert {answer.status_code for answer in answers} == {503}
    # Eight wait for it, and the ninth is not let wait.
    assert len(directory.asked("search")) == 8
    silent.set()


def test_wrong_passwords_are_counted_and_right_ones_are_not(directory, entry):
    for _ in range(7):
        client, _answer = arrive()
        assert inside(client)
    answers = [arrive(password="wrong")[1].status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    client, answer = arrive()
    assert answer.status_code == 429
    assert not inside(client)


def test_the_password_is_not_shown_again_and_not_kept(directory, entry):
    _client, answer = arrive(password="nearly the word")
    assert "nearly the word" not in answer.content.decode()
    assert 'value="ada"' in answer.content.decode()


# --- The page ---------------------------------------------------------------------------------------------------------


def test_the_button_leads_to_the_page(directory):
    assert f'href="{LOGIN}"' in Client().get("/accounts/login/").content.decode()
    page = Client().get(LOGIN, {"next": "/people/"}).content.decode()
    assert "Sign in with Meridiana" in page
    assert 'name="next" value="/people/"' in page


@pytest.mark.parametrize(("wanted", "led"), [("/people/", "/people/"), ("https://evil.example/", "/")])
def test_the_way_back_leads_where_one_wanted_to_go_but_nowhere_else(directory, entry, wanted, led):
    _client, answer = arrive(next=wanted)
    assert answer.url == led


def test_a_form_of_another_site_signs_nobody_in(directory, entry):
    _client, answer = arrive(client=Client(enforce_csrf_checks=True))
    assert answer.status_code == 403
    assert not directory.done


def test_without_a_directory_there_is_no_door(db):
    assert Client().get(LOGIN).status_code == 404
    assert Client().post(LOGIN, {"name": "ada", "password": WORD}).status_code == 404


def test_a_person_ties_the_identity_to_the_account_they_are_signed_in_with(directory, ada):
    directory.person("a.bianchi", WORD)
    client = Client()
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    assert client.get(CONNECT).url.startswith("/accounts/reauthenticate/")
    proven = client.post(f"/accounts/reauthenticate/?next={CONNECT}", {"password": PASSWORD})
    assert "open yours here" in client.get(proven.url).content.decode()
    answer = client.post(CONNECT, {"name": "a.bianchi", "password": WORD})
    assert answer.url == "/settings/security/"
    assert SocialAccount.objects.get(user=ada).uid == identity_of(ISSUER, "uuid-of-a.bianchi")


# --- Role and department ----------------------------------------------------------------------------------------------


@pytest.fixture
def mapping(settings):
    settings.LDAP_GROUPS_BASE = GROUPS
    settings.DIRECTORY_ROLE_CLAIM, settings.DIRECTORY_DEPARTMENT_CLAIM = "groups", "departmentNumber"
    settings.DIRECTORY_ADMINS, settings.DIRECTORY_MODERATORS = ["Portico admins"], ["Portico moderators"]


def test_the_role_follows_the_groups_up_and_down(directory, entry, ada, admin, mapping):
    told = []
    for groups in (
        ["Portico moderators"],
        ["Portico moderators", "Portico admins"],
        ["Canteen"],
        ["Portico admins"],
        [],
    ):
        directory.entries = {dn: kept for dn, kept in directory.entries.items() if not dn.endswith(GROUPS)}
        for group in groups:
            directory.group(group, entry)
        arrive()
        ada.refresh_from_db()
        told.append(ada.role)
    assert told == ["moderator", "admin", "", "admin", ""]
    changes = Activity.objects.filter(verb="accounts.person.role_changed", subject=ada.key, audited=True)
    assert changes.count() == 5


def test_groups_elsewhere_and_groups_of_others_give_nothing(directory, entry, ada, admin, mapping):
    directory.group("Portico admins", entry, below="ou=lists,dc=example,dc=com")
    directory.group("Portico moderators", directory.person("emil", WORD))
    arrive()
    ada.refresh_from_db()
    assert ada.role == ""


def test_a_name_that_would_mean_something_in_a_filter_finds_its_own_groups_only(directory, ada, admin, mapping):
    directory.person("*", WORD, mail=ada.email)
    directory.group("Portico admins", directory.person("emil", WORD))
    client, _answer = arrive("*")
    assert inside(client)
    ada.refresh_from_db()
    assert ada.role == ""


def test_the_department_follows_where_there_is_one_of_that_name(directory, entry, ada, mapping):
    design = Department.objects.create(name="Design")
    directory.entries[entry]["departmentNumber"] = [b"design"]
    arrive()
    ada.refresh_from_db()
    assert ada.department == design
