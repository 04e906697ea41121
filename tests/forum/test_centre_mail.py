"""Those who write to a desk by mail and never sign in, until they do."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from feeds.actions import publish_post
from forum.actions import centre as actions
from forum.actions.centre_staged import claim_staged, waiting_to_be_claimed
from forum.models import Enquiry, Reply, StagedAccount
from intranet.accounts.actions import address_verified
from intranet.accounts.models import User
from intranet.conversation.notes.actions import add_note
from intranet.notifications.actions import Outcome
from intranet.spaces.audiences import forget
from tests import factories

from .centre_world import DESK_ADDRESS, REPLY_ADDRESS, a_desk, a_mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(lab, author, settings):
    settings.REPLY_ADDRESS = REPLY_ADDRESS
    return a_desk(lab, author)


@pytest.fixture
def thread(desk) -> Enquiry:
    assert a_mail("My terminal is asleep.", subject="Asleep") == Outcome.TAKEN
    return Enquiry.objects.get()


def answer_address(run_jobs) -> str:
    run_jobs()
    return mail.outbox[-1].extra_headers["Reply-To"]


def test_a_mail_to_a_desk_opens_a_thread_of_somebody_who_is_nobody_yet(thread, author, run_jobs):
    person = thread.customer
    assert (thread.title, thread.body, thread.channel) == ("Asleep", "My terminal is asleep.", "mail")
    assert (person.name, person.is_customer, person.is_system) == ("Rita Moss", True, True)
    assert not person.has_usable_password()
    assert person not in User.objects.visible_to(author)
    assert person not in User.objects.active()
    assert Enquiry.objects.visible_to(author).get() == thread
    run_jobs()
    (confirmation,) = mail.outbox
    assert confirmation.to == ["rita@far.example"]
    assert confirmation.extra_headers["Auto-Submitted"] == "auto-replied"
    assert f"#{thread.number}" in confirmation.subject


def test_the_answer_goes_out_as_a_mail_and_comes_back_into_the_thread(thread, colleague, run_jobs):
    to = answer_address(run_jobs)
    add_note(thread, by=colleague, body="CANARY-91 a difficult one")
    actions.reply(thread, by=colleague, body="Wake it with the key.")
    run_jobs()
    sent = mail.outbox[-1]
    assert "Wake it with the key." in sent.body
    assert not any("CANARY-91" in str(message.message()) for message in mail.outbox)
    assert a_mail("It works.", to=sent.extra_headers["Reply-To"]) == Outcome.TAKEN
    thread.refresh_from_db()
    assert (thread.status, thread.replies_count) == ("us", 2)
    assert Reply.objects.order_by("-pk").first().body == "It works."
    assert to == sent.extra_headers["Reply-To"]


def test_what_an_answer_refers_to_is_called_by_its_title_as_far_as_guests_read_it(
    thread, colleague, author, porch, run_jobs
):
    shown = publish_post(by=author, title="Sooner awake", body="x", space=porch)
    hidden = publish_post(by=author, title="CANARY-92", body="x")
    actions.reply(thread, by=colleague, body=f"See #{shown.pk} and #{hidden.pk}.")
    run_jobs()
    assert f"#{shown.pk} (Sooner awake" in mail.outbox[-1].body
    assert "CANARY-92" not in str(mail.outbox[-1].message())


def test_the_same_mail_twice_is_one_thread(thread):
    assert a_mail("My terminal is asleep.", subject="Asleep") == Outcome.TAKEN
    assert Enquiry.objects.count() == 1


def test_an_address_for_answers_is_one_persons_alone(thread, run_jobs):
    to = answer_address(run_jobs)
    assert a_mail("I am somebody else.", to=to, sender="eve@evil.example") == Outcome.NO_SUCH_ADDRESS
    tampered = re.sub(r"\+(.)", lambda found: "+" + ("b" if found[1] != "b" else "c"), to)
    assert a_mail("Guessed.", to=tampered) == Outcome.NO_SUCH_ADDRESS
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    "head",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<news.far.example>"},
        {"Return_Path": "<>"},
        {"Message_ID": "<enquiry.received.7@localhost>"},
    ],
)
def test_what_a_machine_sends_opens_nothing_and_is_not_answered(head, run_jobs, settings):
    settings.SITE_URL = "http://localhost"
    assert a_mail("I am away.", **head) == Outcome.TAKEN
    run_jobs()
    assert not Enquiry.objects.exists()
    assert not mail.outbox


def test_two_machines_that_answer_each_other_come_to_an_end(run_jobs):
    outcomes = [a_mail(f"Answer {number}") for number in range(25)]
    run_jobs()
    assert outcomes[-1] == Outcome.LATER
    assert Enquiry.objects.count() == 20
    assert len(mail.outbox) == 5


def test_a_mail_that_comes_back_ends_the_mails_and_the_team_reads_why(thread, colleague, run_jobs):
    from intranet.notifications.actions import take_mail

    to = answer_address(run_jobs)
    report = (
        "From: mailer-daemon@far.example\r\nMessage-ID: <b1@far.example>\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: text/plain\r\n\r\nNo\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; far.example\r\n\r\nFinal-Recipient: rfc822; rita@far.example\r\nAction: failed\r\n"
        "Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n--x--\r\n"
    )
    assert take_mail(report.encode(), to=to) == Outcome.TAKEN
    assert "no such user" in StagedAccount.objects.get().trouble
    before = len(mail.outbox)
    actions.reply(thread, by=colleague, body="Hello?")
    run_jobs()
    assert len(mail.outbox) == before


def test_nobody_writes_in_the_name_of_an_account_by_putting_its_address_on_a_mail(customer, run_jobs):
    EmailAddress.objects.create(user=customer, email=customer.email, verified=True, primary=True)
    assert a_mail("It is me, really.", sender=f"Dora <{customer.email}>") == Outcome.TAKEN
    thread = Enquiry.objects.get()
    assert thread.customer != customer
    assert not Enquiry.objects.visible_to(customer).exists()
    assert [one.email for one in waiting_to_be_claimed(customer)] == [customer.email]
    assert claim_staged(customer, customer.email) == 1
    assert Enquiry.objects.visible_to(customer).get() == thread


def test_the_staff_do_not_write_to_a_desk_by_mail(colleague):
    EmailAddress.objects.create(user=colleague, email=colleague.email, verified=True, primary=True)
    assert a_mail("Colleagues!", sender=colleague.email) == Outcome.NO_SUCH_ADDRESS


def test_an_address_that_is_no_desks_is_none(desk):
    assert a_mail("Hello", to="nowhere@meridiana.example") == Outcome.NO_SUCH_ADDRESS
    assert a_mail("Hello", to=DESK_ADDRESS.replace("meridiana", "elsewhere")) == Outcome.NO_SUCH_ADDRESS


def test_who_proves_the_address_has_the_history(thread, colleague, run_jobs):
    actions.reply(thread, by=colleague, body="Wake it.")
    note = add_note(thread, by=colleague, body="She is nice")
    to = answer_address(run_jobs)
    staged = thread.customer
    rita = factories.a_customer("Rita Moss", email="rita@far.example")
    address_verified(rita, "rita@far.example", before="")
    thread = Enquiry.objects.visible_to(rita).get()
    assert (thread.customer, thread.author, thread.area.customer) == (rita, rita, rita)
    assert Reply.objects.visible_to(rita).count() == 1
    assert not type(note).objects.visible_to(rita).exists()
    forget(colleague)
    assert type(note).objects.visible_to(colleague).exists()
    assert StagedAccount.objects.get(person=staged).claimed_by == rita
    assert claim_staged(rita, "rita@far.example") == 0
    EmailAddress.objects.create(user=rita, email="rita@far.example", verified=True, primary=True)
    assert a_mail("From my mail program.", to=to) == Outcome.TAKEN
    assert Reply.objects.filter(author=rita).exists()


def test_whoever_proves_another_address_claims_nothing(thread):
    eve = factories.a_customer("Eve", email="eve@evil.example")
    address_verified(eve, "eve@evil.example", before="")
    assert not Enquiry.objects.visible_to(eve).exists()
