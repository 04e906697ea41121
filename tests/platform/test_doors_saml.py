"""Signing in through an identity provider that speaks SAML, against one that the tests play and that can lie."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Names

from intranet.accounts import actions
from intranet.accounts.models import Department, User
from intranet.accounts.oidc.provider import identity_of
from intranet.activity.models import Activity
from intranet.settings.saml import saml_provider
from tests import factories
from tests.factories import PASSWORD

from .saml_provider import IDP, NS, SSO, Key, SamlProvider, at

pytestmark = pytest.mark.django_db

LOGIN, ACS = "/accounts/firm/saml/login/", "/accounts/firm/saml/acs/"
DOORS = (LOGIN, "/accounts/firm/saml/finish/", "/accounts/firm/saml/metadata/")


@pytest.fixture
def idp(settings):
    idp = SamlProvider()
    configured = saml_provider(idp=IDP, url=SSO, certificate=idp.key.certificate, name="Meridiana ID")
    settings.SOCIALACCOUNT_PROVIDERS = {"saml": configured}
    settings.FIRM_DOOR, settings.FIRM_NAME = "saml", "Meridiana ID"
    settings.SITE_URL = "http://testserver"
    settings.DIRECTORY_DOMAINS, settings.DIRECTORY_SETS_ADDRESSES = ["example.com"], True
    return idp


@pytest.fixture
def ada(author):
    EmailAddress.objects.create(user=author, email=author.email, verified=True, primary=True)
    return author


ADA = {"sub": "ada-1", "email": "ada@example.com", "displayName": "Ada Bianchi"}
NEW = {"sub": "nora-1", "email": "nora@example.com", "displayName": "Nora Blu"}


def hand_in(client, form):
    """The browser brings the form here, and goes where it is led."""
    answer = client.post(ACS, form)
    return client.get(answer.url) if answer.status_code == 302 else answer


def arrive(idp, client=None, **claims):
    client = client or Client()
    return client, hand_in(client, idp.consent(client.get(LOGIN).url, **claims))


def inside(client) -> bool:
    return client.get("/people/").status_code == 200


def nobody_came_in(client, answer) -> bool:
    return answer.status_code == 403 and not inside(client) and not SocialAccount.objects.exists()


def test_an_account_whose_address_the_directory_sets_is_opened_and_bound(idp, ada):
    client, answer = arrive(idp, **ADA)
    assert answer.url == "/"
    assert inside(client)
    bound = SocialAccount.objects.get(user=ada)
    assert (bound.provider, bound.uid) == ("saml", identity_of(IDP, "ada-1"))
    assert bound.extra_data == {"iss": IDP, "sub": "ada-1"}
    assert Activity.objects.filter(verb="accounts.identity.bound", actor=ada, audited=True).exists()


def test_the_answer_may_be_signed_around_the_assertion_too(idp, ada):
    idp.signs_the_answer = True
    client, _answer = arrive(idp, **ADA)
    assert inside(client)


def test_the_identity_counts_from_then_on_and_no_longer_the_address(idp, ada, colleague):
    arrive(idp, **ADA)
    client, _answer = arrive(idp, **ADA | {"email": colleague.email})
    assert client.get("/api/v1/me").json()["handle"] == "ada"
    for almost in ("ada-", "ADA-1", "ada-11"):
        client, answer = arrive(idp, **ADA | {"sub": almost})
        assert answer.status_code == 403, almost
        assert not inside(client)


def test_no_address_is_matched_where_people_may_write_their_own(idp, ada, settings):
    settings.DIRECTORY_SETS_ADDRESSES = False
    assert nobody_came_in(*arrive(idp, **ADA))


@pytest.mark.parametrize("address", ["", "ada@example.com.evil.example", "ada@mail.example.com"])
def test_an_address_the_directory_may_not_speak_for_opens_nothing(idp, ada, address):
    assert nobody_came_in(*arrive(idp, **ADA | {"email": address}))


def test_of_two_addresses_none_is_believed(idp, ada, colleague):
    assert nobody_came_in(*arrive(idp, **ADA | {"email": [ada.email, colleague.email]}))


def test_customers_and_agency_guests_are_never_adopted(idp, customer):
    guest = factories.a_person(
        "Tina Lang", kind=User.Kind.AGENCY, handle="tina", access_until=now() + timedelta(days=9)
    )
    for person in (customer, guest):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        assert nobody_came_in(*arrive(idp, sub=person.handle, email=person.email)), person


def test_whoever_has_no_account_gets_one_only_where_that_is_allowed(idp, settings):
    _client, answer = arrive(idp, **NEW)
    assert "Ask an admin for an invitation" in answer.content.decode()
    settings.DIRECTORY_MAKES_ACCOUNTS = True
    client, _answer = arrive(idp, **NEW)
    assert inside(client)
    nora = User.objects.get(email=NEW["email"])
    assert (nora.kind, nora.role, nora.name, nora.has_usable_password()) == ("staff", "", "Nora Blu", False)


def test_a_closed_account_stays_closed_and_is_told_so(idp, ada, admin):
    arrive(idp, **ADA)
    actions.deactivate(ada, by=admin)
    client, answer = arrive(idp, **ADA)
    assert answer.status_code == 403
    assert "closed" in answer.content.decode()
    assert not inside(client)


def test_the_second_step_is_asked_all_the_same(idp, ada):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=ada, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    client, answer = arrive(idp, **ADA)
    assert answer.url == "/accounts/2fa/authenticate/"
    assert not inside(client)


# --- Who the assertion speaks of --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
        "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
        "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
    ],
)
def test_a_name_that_may_change_is_nobody(idp, ada, form):
    idp.lies = {"format": form}
    assert nobody_came_in(*arrive(idp, **ADA))


def test_an_attribute_can_say_who_it_is_instead(idp, ada, settings):
    settings.SAML_SUBJECT_ATTRIBUTE = "employeeNumber"
    idp.lies = {"format": "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"}
    assert nobody_came_in(*arrive(idp, **ADA))
    assert nobody_came_in(*arrive(idp, **ADA | {"employeeNumber": ["7", "8"]}))
    client, _answer = arrive(idp, **ADA | {"employeeNumber": "7"})
    assert inside(client)
    assert SocialAccount.objects.get().uid == identity_of(IDP, "7")


@pytest.mark.parametrize("name", ["iss", "sub", "email_verified"])
def test_no_attribute_takes_the_place_of_what_was_checked(idp, ada, name, settings):
    settings.DIRECTORY_SETS_ADDRESSES = name != "email_verified"
    client, answer = arrive(idp, **{"email": ADA["email"], "sub": "ada-1", name: "true"} | {"sub": "ada-1"})
    assert inside(client) == settings.DIRECTORY_SETS_ADDRESSES, answer.content
    assert {bound.extra_data["iss"] for bound in SocialAccount.objects.all()} <= {IDP}


def test_a_comment_does_not_cut_a_name_short(idp, ada, colleague):
    """Signatures leave comments out, so anybody may put one into an answer; what is read stays whole."""
    arrive(idp, **ADA)
    client = Client()
    question = idp.asked(client.get(LOGIN).url)
    response = idp.answer(question.get("ID"), question, sub="ada-1.evil", email="x@example.com")
    name = response.find(".//saml:NameID", NS)
    name.text = "ada-1"
    comment = etree.Comment("")
    comment.tail = ".evil"
    name.append(comment)
    answer = hand_in(client, idp.packed(response))
    assert answer.status_code == 403
    assert not inside(client)


# --- Answers that are not good ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lie",
    [
        {"issuer": "https://evil.example/entity"},
        {"response_issuer": "https://evil.example/entity"},
        {"audience": "https://another.example/metadata/"},
        {"audience": None},
        {"recipient": "http://another.example/accounts/firm/saml/acs/"},
        {"recipient": "http://evil.example/?http://testserver/accounts/firm/saml/acs/"},
        {"recipient": "http://testserver/accounts/firm/saml/acs/more/"},
        {"recipient": None},
        {"destination": "http://another.example/accounts/firm/saml/acs/"},
        {"destination": "http://testserver/accounts/firm/saml/acs/.evil.example/"},
        {"destination": ""},
        {"ends": at(-3600)},
        {"begins": at(3600)},
        {"made_out_until": at(-3600)},
        {"made_out_until": None},
        {"answers": None},
        {"assertion_answers": None},
        {"answers": None, "assertion_answers": None},
        {"assertion_answers": "_another"},
        {"answers": "_another", "assertion_answers": "_another"},
        {"status": "Requester"},
        {"status": "AuthnFailed"},
    ],
    ids="-".join,
)
def test_an_answer_with_something_wrong_in_it_lets_nobody_in(idp, ada, lie):
    idp.lies = lie
    assert nobody_came_in(*arrive(idp, **ADA))


def test_an_assertion_that_is_not_signed_lets_nobody_in(idp, ada):
    idp.signs_with = None
    assert nobody_came_in(*arrive(idp, **ADA))


def test_a_signature_around_an_unsigned_assertion_is_not_enough(idp, ada):
    idp.signs_with, idp.signs_the_answer = None, True
    assert nobody_came_in(*arrive(idp, **ADA))


def test_a_signature_of_another_key_lets_nobody_in_although_its_certificate_came_along(idp, ada):
    idp.signs_with = Key()
    assert nobody_came_in(*arrive(idp, **ADA))


def test_an_old_hash_lets_nobody_in(idp, ada):
    idp.algorithm, idp.digest = Names.RSA_SHA1, Names.SHA1
    assert nobody_came_in(*arrive(idp, **ADA))


@pytest.mark.parametrize("path", [".//saml:NameID", ".//saml:AttributeValue", ".//saml:Audience"])
def test_a_word_that_was_changed_after_signing_lets_nobody_in(idp, ada, path):
    client = Client()
    question = idp.asked(client.get(LOGIN).url)
    response = idp.answer(question.get("ID"), question, **ADA | {"sub": "emil-1"})
    response.find(path, NS).text += "x"
    assert nobody_came_in(client, hand_in(client, idp.packed(response)))


def wrapped(idp, response, way):
    """What signature wrapping makes of a good answer about Emil: one about Ada in which Emil's is somewhere else."""
    good = response.find("saml:Assertion", NS)
    forged = deepcopy(good)
    forged.find(".//saml:NameID", NS).text = "ada-1"
    signature = forged.find("{http://www.w3.org/2000/09/xmldsig#}Signature")
    if way != "same number, signature kept":
        forged.set("ID", "_forged")
    if way in ("beside, before", "beside, after"):
        forged.remove(signature)
        good.addprevious(forged) if way == "beside, before" else good.addnext(forged)
    elif way == "inside the signature":
        response.replace(good, forged)
        held = etree.SubElement(signature, "{http://www.w3.org/2000/09/xmldsig#}Object")
        held.append(good)
    elif way == "same number, signature kept":
        good.addprevious(forged)
    elif way == "under extensions":
        response.replace(good, forged)
        forged.remove(signature)
        held = etree.Element("{urn:oasis:names:tc:SAML:2.0:protocol}Extensions")
        held.append(good)
        response.find("samlp:Status", NS).addprevious(held)
    elif way == "inside the forged one":
        response.replace(good, forged)
        forged.remove(signature)
        forged.append(good)
    elif way == "around the whole answer":
        forged.remove(signature)
        whole = deepcopy(response)
        whole.set("ID", "_forged_answer")
        whole.replace(whole.find("saml:Assertion", NS), forged)
        signed = whole.find("{http://www.w3.org/2000/09/xmldsig#}Signature")
        held = etree.SubElement(signed, "{http://www.w3.org/2000/09/xmldsig#}Object")
        held.append(response)
        return whole
    return response


@pytest.mark.parametrize(
    "way",
    [
        "beside, before",
        "beside, after",
        "inside the signature",
        "same number, signature kept",
        "under extensions",
        "inside the forged one",
        "around the whole answer",
    ],
)
def test_a_signature_that_was_wrapped_around_lets_nobody_in(idp, ada, way):
    idp.signs_the_answer = way == "around the whole answer"
    client = Client()
    question = idp.asked(client.get(LOGIN).url)
    response = idp.answer(question.get("ID"), question, **ADA | {"sub": "emil-1"})
    assert nobody_came_in(client, hand_in(client, idp.packed(wrapped(idp, response, way))))


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"not XML",
        b"<samlp:Response/>",
        b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b"<a>" + b" " * 600_000 + b"</a>",
    ],
    ids=["nothing", "text", "unbound", "entities", "a file", "too long"],
)
def test_a_document_that_is_none_lets_nobody_in_and_breaks_nothing(idp, ada, document):
    client = Client()
    assert client.post(ACS, idp.packed(document)).status_code == 403
    assert client.post(ACS, {"SAMLResponse": "%%%"}).status_code == 403
    assert client.post(ACS).status_code == 403


# --- The way there and back -------------------------------------------------------------------------------------------


def test_an_answer_counts_once(idp, ada):
    client = Client()
    form = idp.consent(client.get(LOGIN).url, **ADA)
    led_on = client.post(ACS, form).url
    assert client.get(led_on).status_code == 302
    assert inside(client)
    client.post("/accounts/logout/")
    assert client.get(led_on).status_code == 403
    assert hand_in(client, form).status_code == 403
    assert not inside(client)


def test_an_assertion_counts_once_even_where_the_question_is_remembered(idp, ada):
    """As where a session was put back: the number of the assertion itself is kept."""
    client = Client()
    sent = client.get(LOGIN).url
    session, states = client.session, client.session["socialaccount_states"]
    form = idp.consent(sent, **ADA)
    assert hand_in(client, form).status_code == 302
    other = Client()
    other.get(LOGIN)
    session = other.session
    session["socialaccount_states"] = states
    session.save()
    assert hand_in(other, form).status_code == 403
    assert not inside(other)


def test_an_answer_counts_in_the_browser_that_asked_only(idp, ada):
    mine, other = Client(), Client()
    form = idp.consent(mine.get(LOGIN).url, **ADA)
    other.get(LOGIN)
    assert hand_in(other, form).status_code == 403
    assert not inside(other)


def test_a_stolen_assertion_in_an_answer_to_ones_own_question_opens_nothing(idp, ada):
    mine, other = Client(), Client()
    stolen = idp.asked(other.get(LOGIN).url)
    own = idp.asked(mine.get(LOGIN).url)
    for said in (stolen.get("ID"), None):
        idp.lies = {"answers": own.get("ID"), "assertion_answers": said}
        response = idp.answer(own.get("ID"), own, **ADA)
        assert hand_in(mine, idp.packed(response)).status_code == 403
    assert not inside(mine)


@pytest.mark.embedded
def test_an_answer_that_is_left_lying_is_forgotten(idp, ada):
    client = Client()
    led_on = client.post(ACS, idp.consent(client.get(LOGIN).url, **ADA)).url
    with time_machine.travel(now() + timedelta(minutes=2)):
        assert client.get(led_on).status_code == 403
    assert not inside(client)


def test_the_answer_needs_no_cookie_of_ours_where_it_is_handed_in(idp, ada):
    """A browser sends none along with a form of another site."""
    client, bare = Client(), Client(enforce_csrf_checks=True)
    led_on = bare.post(ACS, idp.consent(client.get(LOGIN).url, **ADA), headers={"Origin": "https://idp.example"})
    assert led_on.status_code == 302
    assert not bare.cookies
    client.get(led_on.url)
    assert inside(client)


def test_whatever_host_a_request_names_the_answer_is_wanted_at_the_configured_address(idp, settings):
    settings.ALLOWED_HOSTS = ["*"]
    question = idp.asked(Client().get(LOGIN, headers={"host": "evil.example"}).url)
    assert question.get("AssertionConsumerServiceURL") == f"http://testserver{ACS}"
    assert question.find("saml:Issuer", NS).text == "http://testserver/accounts/firm/saml/metadata/"


@pytest.mark.parametrize(("wanted", "led"), [("/people/", "/people/"), ("https://evil.example/", "/"), ("//evil", "/")])
def test_the_way_back_leads_where_one_wanted_to_go_but_nowhere_else(idp, ada, wanted, led):
    client = Client()
    form = idp.consent(client.get(LOGIN, {"next": wanted}).url, **ADA) | {"RelayState": wanted}
    assert hand_in(client, form).url == led


def test_the_provider_can_read_what_it_has_to_know(idp):
    told = etree.fromstring(Client().get("/accounts/firm/saml/metadata/").content)
    assert told.get("entityID") == "http://testserver/accounts/firm/saml/metadata/"
    described = etree.tostring(told).decode()
    assert f'Location="http://testserver{ACS}"' in described
    assert 'WantAssertionsSigned="true"' in described


def test_a_new_certificate_counts_beside_the_old_one(idp, ada, settings):
    both = Key().certificate + "\n" + idp.key.certificate
    settings.SOCIALACCOUNT_PROVIDERS = {"saml": saml_provider(idp=IDP, url=SSO, certificate=both, name="x")}
    client, _answer = arrive(idp, **ADA)
    assert inside(client)


def test_the_button_is_there_and_leads_to_the_door(idp):
    page = Client().get("/accounts/login/").content.decode()
    assert "Sign in with Meridiana ID" in page
    assert f'href="{LOGIN}"' in page


def test_without_a_provider_there_is_no_door(db):
    assert [Client().get(door).status_code for door in DOORS] == [404, 404, 404]
    assert Client().post(ACS, {"SAMLResponse": "x"}).status_code == 404


# --- Connecting, role and department ----------------------------------------------------------------------------------


def test_a_person_ties_the_identity_to_the_account_they_are_signed_in_with(idp, ada):
    client = Client()
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    asked = client.get("/accounts/firm/saml/connect/")
    assert asked.url.startswith("/accounts/reauthenticate/")
    proven = client.post(asked.url, {"password": PASSWORD})
    answer = hand_in(client, idp.consent(client.get(proven.url).url, sub="entra-7"))
    assert answer.url == "/settings/security/"
    assert SocialAccount.objects.get(user=ada).uid == identity_of(IDP, "entra-7")


def test_an_identity_of_somebody_else_is_not_taken_over(idp, ada, colleague):
    arrive(idp, **ADA)
    client = Client()
    EmailAddress.objects.create(user=colleague, email=colleague.email, verified=True, primary=True)
    client.post("/accounts/login/", {"login": colleague.email, "password": PASSWORD})
    proven = client.post("/accounts/reauthenticate/?next=/accounts/firm/saml/connect/", {"password": PASSWORD})
    hand_in(client, idp.consent(client.get(proven.url).url, **ADA))
    assert SocialAccount.objects.get().user == ada


def test_role_and_department_follow_the_attributes_up_and_down(idp, ada, admin, settings):
    settings.DIRECTORY_ROLE_CLAIM = "http://schemas.example/claims/groups"
    settings.DIRECTORY_DEPARTMENT_CLAIM = "department"
    settings.DIRECTORY_ADMINS, settings.DIRECTORY_MODERATORS = ["Portico admins"], ["Portico moderators"]
    design = Department.objects.create(name="Design")
    told = []
    for groups in (["Portico moderators", "Canteen"], ["Portico admins"], None, ["Canteen"]):
        more = {} if groups is None else {"http://schemas.example/claims/groups": groups}
        arrive(idp, **ADA, **more, department="design")
        ada.refresh_from_db()
        told.append(ada.role)
    assert told == ["moderator", "admin", "admin", ""]
    assert ada.department == design
    changes = Activity.objects.filter(verb="accounts.person.role_changed", subject=ada.key, audited=True)
    assert changes.count() == 3


def test_many_tries_from_one_computer_are_slowed_down(idp):
    cache.clear()
    client = Client()
    with time_machine.travel(now(), tick=False):  # all of them in one minute, however slow the machine
        answers = {client.post(ACS, {"SAMLResponse": "x"}).status_code for _ in range(301)}
    assert answers == {403, 429}
