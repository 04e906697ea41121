"""Whoever wants to reach a team without saying it in public does, with or without an account; the house hears when it
cannot be done."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from forum.contact import health
from forum.models import ContactFailure, Desk, Enquiry
from intranet.accounts import sign_up_guards
from intranet.core.decisions import YES, no
from intranet.core.health import report
from intranet.spaces.models import Membership

from .centre_world import a_desk

CONTACT = "/community/contact/"
SAID = {"name": "Gina Moro", "email": "gina@somewhere.example", "subject": "An offer", "body": "For ten terminals."}


@pytest.fixture
def desk(lab, author):
    return a_desk(lab, author)


@pytest.fixture
def guest():
    return Client()


def sent(desk, **more) -> dict[str, str]:
    return SAID | {"desk": str(desk.pk)} | more


def test_a_guest_writes_and_the_team_has_it_and_a_confirmation_goes_to_the_address(desk, guest, author, as_, run_jobs):
    answer = guest.post(CONTACT, sent(desk))
    enquiry = Enquiry.objects.get()
    assert answer.url == f"{CONTACT}?sent={enquiry.number}"
    assert f"Its number is {enquiry.number}" in guest.get(answer.url).content.decode()
    assert (enquiry.title, enquiry.channel, enquiry.team, enquiry.customer.name) == (
        "An offer", "form", desk.team, "Gina Moro",
    )  # fmt: skip
    run_jobs()
    assert any(message.to == ["gina@somewhere.example"] for message in mail.outbox)
    assert as_(author).get(enquiry.get_absolute_url()).status_code == 200


def test_a_customer_is_asked_for_no_name_and_led_to_the_thread(desk, customer, other_customer, as_):
    client = as_(customer)
    assert 'name="email"' not in client.get(CONTACT).content.decode()
    answer = client.post(CONTACT, {"desk": desk.pk, "subject": "An offer", "body": "For ten."})
    enquiry = Enquiry.objects.get()
    assert answer.url == enquiry.get_absolute_url()
    assert enquiry.customer == customer
    assert as_(other_customer).get(enquiry.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "nobody"}, "valid email"),
        ({"subject": " "}, "This field is required"),
        ({"body": ""}, "This field is required"),
        ({"desk": "999"}, "Select a valid choice"),
        ({"fax_number": "1"}, "a field that people do not see"),
    ],
)
def test_what_makes_no_sense_is_said_and_every_word_stays(desk, guest, wrong, sentence):
    Desk.objects.update(purpose="Offers")
    answer = guest.post(CONTACT, sent(desk) | wrong)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert "For ten terminals." in text or "body" in wrong
    assert not Enquiry.objects.exists()


def test_pressed_twice_it_is_there_once(desk, guest):
    twice = sent(desk, client_id="5a3c7e52-0a53-4b86-a3b5-6f0b8b8a7d11")
    assert guest.post(CONTACT, twice).url == guest.post(CONTACT, twice).url
    assert Enquiry.objects.count() == 1


def test_nobody_floods_the_teams_nor_a_third_persons_mailbox(desk, guest, monkeypatch):
    for _number in range(6):
        guest.post(CONTACT, sent(desk))
    assert guest.post(CONTACT, sent(desk)).status_code == 429
    other = Client(REMOTE_ADDR="203.0.113.9")
    answer = other.post(CONTACT, sent(desk))
    assert answer.status_code == 422
    assert "more than we take at once" in answer.content.decode()


def test_a_rule_about_addresses_holds_here_too(desk, guest, monkeypatch):
    monkeypatch.setattr(
        sign_up_guards, "_guards", [lambda email, request: no("Not from there.") if "@some" in email else YES]
    )
    assert "Not from there." in guest.post(CONTACT, sent(desk)).content.decode()
    assert not Enquiry.objects.exists()


def test_where_no_team_takes_anything_the_page_leads_elsewhere(db, guest):
    text = guest.get(CONTACT).content.decode()
    assert "There is no contact form at the moment" in text
    assert guest.post(CONTACT, SAID | {"desk": "1"}).status_code == 422


def test_the_staff_are_led_to_their_inbox(desk, author, as_):
    assert "This form is for customers." in as_(author).get(CONTACT).content.decode()
    as_(author).post(CONTACT, {"desk": desk.pk, "subject": "x", "body": "y"})
    assert not Enquiry.objects.exists()


# --- What the house hears of it --------------------------------------------------------------------------------------


def test_a_firm_without_a_desk_is_well(db):
    assert health.customers_can_reach_us()[0]


def test_a_desk_without_anybody_is_not_and_says_which(desk):
    assert health.customers_can_reach_us()[0]
    Membership.objects.filter(space=desk.team).delete()
    well, figures = health.customers_can_reach_us()
    assert not well
    assert desk.name in figures["why"][0]


def test_mail_that_goes_nowhere_is_said(desk, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    well, figures = health.customers_can_reach_us()
    assert not well
    assert "EMAIL_URL" in figures["why"][0]


def test_a_failure_is_on_the_health_page_and_sends_nobody_elsewhere(desk, monkeypatch):
    def broken(**_what):
        raise OSError("the disk")

    monkeypatch.setattr("forum.contact.views.open_enquiry", broken)
    client = Client(raise_request_exception=False)
    assert client.post(CONTACT, sent(desk)).status_code == 500
    assert ContactFailure.objects.get().why == "OSError"
    assert not report()["contact"][0]
    answer = client.get("/readyz").json()
    assert "It failed last" in str(answer["checks"]["contact"])
    assert "gina" not in str(answer)
