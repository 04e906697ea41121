"""The terms: published in versions, read by anybody, agreed to by everybody who is inside."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from intranet.accounts import actions
from intranet.accounts.keys import invitation_secret
from intranet.accounts.models import Consent, TermsDocument, User
from intranet.accounts.terms import in_force
from intranet.activity.models import Activity
from tests.factories import a_person

from .threads import together

pytestmark = pytest.mark.django_db
FIRST = {"en": "Be kind to each other.", "it": "Siate gentili."}
SECOND = {"en": "Be kind to everybody.", "it": "Siate gentili con tutti."}


@pytest.fixture
def terms(admin):
    return actions.publish_terms("terms", by=admin, texts=FIRST)


def agree(client, **more):
    documents = [document.pk for document in in_force()]
    return client.post("/consent/", {"document": documents, **more})


def test_no_document_is_no_gate(as_, author):
    assert as_(author).get("/people/").status_code == 200


def test_everybody_agrees_before_anything_else_and_goes_on_where_they_wanted(as_, author, terms):
    client = as_(author)
    sent = client.get("/people/?q=ben")
    assert sent.url == "/consent/?next=%2Fpeople%2F%3Fq%3Dben"
    page = client.get(sent.url).content.decode()
    assert "Be kind to each other." in page
    assert "Inside" not in page
    assert agree(client, next="/people/?q=ben").url == "/people/?q=ben"
    assert client.get("/people/?q=ben").status_code == 200
    assert Consent.objects.get().document == terms


def test_it_is_asked_once_for_each_version_that_asks(as_, author, admin, terms):
    client = as_(author)
    agree(client)
    actions.publish_terms("terms", by=admin, texts=SECOND, requires_consent=False)
    assert client.get("/people/").status_code == 200
    actions.publish_terms("terms", by=admin, texts=FIRST, note="As it was")
    assert client.get("/people/").status_code == 302
    agree(client)
    assert client.get("/people/").status_code == 200
    assert sorted(Consent.objects.values_list("document__version", flat=True)) == [1, 3]


def test_terms_and_privacy_are_agreed_to_together(as_, author, admin, terms):
    actions.publish_terms("privacy", by=admin, texts=SECOND)
    client = as_(author)
    page = client.get("/consent/").content.decode()
    assert "Be kind to each other." in page
    assert "Be kind to everybody." in page
    agree(client)
    assert Consent.objects.filter(person=author).count() == 2


def test_what_was_not_shown_is_not_agreed_to(as_, author, admin, terms):
    client = as_(author)
    newer = actions.publish_terms("terms", by=admin, texts=SECOND)
    answer = client.post("/consent/", {"document": [terms.pk]})
    assert answer.status_code == 422
    assert "A newer version was published" in answer.content.decode()
    assert client.post("/consent/", {"document": ["", "x", "9" * 30]}).status_code == 422
    assert not Consent.objects.exists()
    assert client.post("/consent/", {"document": [newer.pk]}).status_code == 302


def test_who_does_not_agree_signs_out(as_, author, terms):
    client = as_(author)
    client.post("/accounts/logout/")
    assert client.get("/people/").url.startswith("/accounts/login/")
    assert not Consent.objects.exists()


def test_nobody_agrees_for_somebody_else(author, colleague, terms):
    with pytest.raises(PermissionDenied):
        actions.agree_to_terms(author, [terms.pk], by=colleague)


@pytest.mark.parametrize("somewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_agreeing_leads_nowhere_but_here(as_, author, terms, somewhere):
    assert agree(as_(author), next=somewhere).url == "/"


def test_the_program_of_who_has_not_agreed_is_told_why(author, terms):
    _token, secret = actions.create_token(author, by=author, name="A program")
    answer = Client().get("/api/v1/me", headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == 403
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "agree first" in answer.json()["detail"]


# --- Publishing ------------------------------------------------------------------------------------------------------


def test_an_admin_publishes_and_it_is_written_down(as_, admin):
    client = as_(admin)
    assert client.get("/terms/").url == "/terms/publish/"
    form = {"text_en": FIRST["en"], "text_it": FIRST["it"], "note": "The first", "requires_consent": "on"}
    assert client.post("/terms/publish/", form).url == "/terms/"
    published = Activity.objects.get(verb="accounts.terms.published")
    assert (published.actor, published.audited, published.details["version"]) == (admin, True, 1)


@pytest.mark.parametrize("who", ["author", "moderator", "customer"])
def test_nobody_else_publishes(who, as_, request):
    person = request.getfixturevalue(who)
    assert as_(person).get("/terms/publish/").status_code == 403
    with pytest.raises(PermissionDenied):
        actions.publish_terms("terms", by=person, texts=FIRST)
    assert not TermsDocument.objects.exists()


def test_each_language_needs_its_text_and_what_was_typed_stays(as_, admin):
    answer = as_(admin).post("/privacy/publish/", {"text_en": "We keep little.", "text_it": "  "})
    assert answer.status_code == 422
    assert "We keep little." in answer.content.decode()
    assert not TermsDocument.objects.exists()


def test_the_same_words_are_no_new_version(admin, terms):
    with pytest.raises(ValidationError):
        actions.publish_terms("terms", by=admin, texts=FIRST)
    with pytest.raises(ValidationError):
        actions.publish_terms("recipes", by=admin, texts=FIRST)


def test_what_was_published_is_never_changed(terms):
    with pytest.raises(TypeError):
        terms.save()


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_two_versions():
    admin = a_person("Aldo Greco", handle="aldo", role="admin")

    def publish(text: str) -> None:
        actions.publish_terms("terms", by=admin, texts={"en": text, "it": text})

    together(lambda: publish("One"), lambda: publish("Two"))
    assert sorted(TermsDocument.objects.values_list("version", flat=True)) == [1, 2]


# --- Reading ---------------------------------------------------------------------------------------------------------


def test_anybody_reads_them_older_versions_and_what_changed(admin, terms):
    actions.publish_terms("terms", by=admin, texts=SECOND)
    guest = Client()
    assert "Be kind to everybody." in guest.get("/terms/").content.decode()
    older = guest.get("/terms/1/").content.decode()
    assert "Be kind to each other." in older
    assert "no longer in force" in older
    changes = guest.get("/terms/2/changes/").content.decode()
    assert "<ins>everybody</ins>" in changes
    assert guest.get("/terms/1/changes/").status_code == 404
    assert guest.get("/terms/3/").status_code == 404
    assert guest.get("/privacy/").status_code == 404


def test_they_come_in_the_language_of_who_reads(terms):
    italian = Client(HTTP_ACCEPT_LANGUAGE="it")
    assert "Siate gentili." in italian.get("/terms/").content.decode()


def test_a_text_runs_nothing(admin):
    nasty = "<script>alert(1)</script> [x](javascript:alert(1))"
    actions.publish_terms("terms", by=admin, texts={"en": nasty, "it": nasty})
    page = Client().get("/terms/").content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page


# --- Coming in -------------------------------------------------------------------------------------------------------


def test_signing_up_asks_and_records(terms):
    form = {"name": "Gina Blu", "email": "gina@nowhere.example", "password1": "porticus-in-the-rain"}
    assert "Terms of use" in Client().get("/accounts/signup/").content.decode()
    refused = Client().post("/accounts/signup/", form)
    assert refused.status_code == 200
    assert not User.objects.filter(email=form["email"]).exists()
    Client().post("/accounts/signup/", form | {"agree": "on"})
    gina = User.objects.get(email=form["email"])
    assert Consent.objects.get(person=gina).document == terms
    assert gina.consent_given == "terms:1"


def test_accepting_an_invitation_asks_and_records(admin, terms):
    invitation = actions.invite_staff("nora@example.com", by=admin)
    address = f"/invitations/{invitation_secret(invitation)}/"
    form = {"name": "Nora Blu", "password": "porticus-in-the-rain"}
    client = Client()
    assert client.post(address, form).status_code == 422
    assert client.post(address, form | {"agree": "on"}).status_code == 302
    nora = User.objects.get(email="nora@example.com")
    assert Consent.objects.filter(person=nora).exists()
    assert client.get("/people/").status_code == 200


def test_who_was_added_without_a_form_is_asked_at_the_first_sign_in(as_, admin, terms):
    actions.agree_to_terms(admin, [terms.pk], by=admin)
    person = actions.add_person(by=admin, name="Nora Blu", email="nora@example.com")
    assert EmailAddress.objects.filter(user=person).exists()
    assert as_(person).get("/people/").url.startswith("/consent/")
