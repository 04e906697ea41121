"""People by the number they have in the customer system: bound to accounts by proven addresses, and by nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils.timezone import now

from intranet.accounts.actions import address_verified
from intranet.accounts.models import Invitation
from intranet.accounts.personal_data import erase_rows
from intranet.activity.models import Activity
from intranet.crm.actions import address_proven, release_contact
from intranet.crm.jobs import forget_syncs
from intranet.crm.models import Contact, Sync
from tests.factories import a_customer

from .conftest import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def firms(crm, acme, borealis):
    for number, name in (("K-1", "Acme"), ("K-2", "Borealis")):
        crm("PUT", f"/crm/companies/{number}", {"updated_at": at(), "name": name})


def said(minutes: int = 0, **more):
    return {"updated_at": at(minutes), "name": "Dora Neri", "email": "dora@example.com", "company": "K-1", **more}


def test_a_contact_is_the_account_that_has_proved_its_address(crm, firms, acme, customer, proven):
    proven(customer)
    status, told = crm("PUT", "/crm/people/C-1", said())
    assert (status, told["outcome"]) == (200, "made")
    assert Contact.objects.get().person == customer
    assert crm("GET", "/crm/people/C-1")[1]["account"] == "dora"
    assert crm("PUT", "/crm/people/C-1", said())[1]["outcome"] == "unchanged"


def test_an_address_that_nobody_has_proved_takes_no_account_over(crm, firms, acme):
    zoe = a_customer("Zoe", email="dora@example.com")
    told = crm("PUT", "/crm/people/C-1", said())[1]
    assert told["outcome"] == "made"
    assert "Nobody has proved" in told["why"]
    zoe.refresh_from_db()
    assert (Contact.objects.get().person, zoe.company) == (None, None)


def test_who_proves_the_address_later_is_the_contact_and_of_its_company(crm, firms, acme, proven):
    crm("PUT", "/crm/people/C-1", said())
    zoe = a_customer("Zoe", email="dora@example.com")
    proven(zoe)
    address_verified(zoe, zoe.email, before="")
    zoe.refresh_from_db()
    assert (Contact.objects.get().person, zoe.company) == (zoe, acme)
    assert Activity.objects.filter(verb="crm.contact.bound").count() == 1
    assert not address_proven(zoe, zoe.email), "it is so already"


def test_a_colleague_is_nobodys_contact(crm, firms, author, proven):
    proven(author)
    status, told = crm("PUT", "/crm/people/C-1", said(email=author.email))
    assert (status, "works here" in told["detail"]) == (422, True)
    author.refresh_from_db()
    assert (author.company, Contact.objects.count()) == (None, 0)


def test_somebody_of_another_company_is_not_moved_by_the_first_message(crm, firms, customer, borealis, proven):
    proven(customer)
    status, told = crm("PUT", "/crm/people/C-1", said(company="K-2"))
    assert (status, "speaks for Acme" in told["detail"]) == (422, True)
    customer.refresh_from_db()
    assert customer.company.name == "Acme"


def test_a_bound_contact_moves_with_its_company_and_neither_name_nor_address_of_the_account_changes(
    crm, firms, customer, borealis, proven
):
    proven(customer)
    crm("PUT", "/crm/people/C-1", said())
    told = crm("PUT", "/crm/people/C-1", said(1, company="K-2", name="D. Neri", email="new@example.com"))[1]
    assert told["fields"] == ["name", "email", "company", "account"]
    customer.refresh_from_db()
    assert (customer.company, customer.name, customer.email) == (borealis, "Dora Neri", "dora@example.com")
    assert crm("PUT", "/crm/people/C-1", said(0))[1]["outcome"] == "unchanged", "an older message"
    assert Contact.objects.get().email == "new@example.com"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "no address"}, "is no e-mail address"),
        ({"company": "K-404"}, "is not known here"),
        ({"email": None}, "needs an address"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_sentence(crm, firms, wrong, sentence):
    status, told = crm("PUT", "/crm/people/C-1", said(**wrong))
    assert (status, sentence in told["detail"], Contact.objects.count()) == (422, True, 0)


def test_an_address_is_one_contacts_until_that_one_is_archived(crm, firms):
    crm("PUT", "/crm/people/C-1", said())
    assert "of C-1 already" in crm("PUT", "/crm/people/C-2", said())[1]["detail"]
    crm("PUT", "/crm/people/C-1", said(1, archived=True))
    assert crm("PUT", "/crm/people/C-2", said())[1]["outcome"] == "made"
    assert "of C-2 already" in crm("PUT", "/crm/people/C-1", said(2, archived=False))[1]["detail"]


def test_gone_there_the_account_stays_open(crm, firms, customer, proven):
    proven(customer)
    crm("PUT", "/crm/people/C-1", said())
    assert crm("PUT", "/crm/people/C-1", said(1, archived=True))[1]["fields"] == ["archived"]
    customer.refresh_from_db()
    assert customer.is_active
    assert customer.company is not None


def test_nobody_joins_a_company_that_is_archived(crm, firms):
    crm("PUT", "/crm/companies/K-1", {"updated_at": at(1), "archived": True})
    assert "is archived" in crm("PUT", "/crm/people/C-1", said(2))[1]["detail"]


def test_an_invitation_goes_out_once_and_who_accepts_it_is_the_contact(crm, firms, run_jobs, after_commit):
    with after_commit():
        told = crm("PUT", "/crm/people/C-1", said(invite=True))[1]
    assert told["fields"][-1] == "invited"
    crm("PUT", "/crm/people/C-1", said(1, invite=True))
    assert Invitation.objects.filter(email="dora@example.com", company__name="Acme").count() == 1
    run_jobs()
    assert [message.to for message in mail.outbox] == [["dora@example.com"]]


def test_an_admin_releases_an_account_from_a_contact(crm, firms, customer, proven, admin, as_):
    proven(customer)
    crm("PUT", "/crm/people/C-1", said())
    contact = Contact.objects.get()
    assert as_(admin).post(contact.get_absolute_url()).status_code == 302
    contact.refresh_from_db()
    assert contact.person is None
    assert not release_contact(contact, by=admin)


def test_with_the_person_what_the_customer_system_said_is_erased(crm, firms, customer, proven, admin):
    proven(customer)
    crm("PUT", "/crm/people/C-1", said())
    erase_rows(customer, admin)
    assert not Contact.objects.exists()


def test_ninety_days_are_kept(crm, firms):
    old = Sync.objects.first()
    Sync.objects.filter(pk=old.pk).update(at=now() - timedelta(days=91))
    known = Sync.objects.count()
    assert forget_syncs.call() == 1
    assert Sync.objects.count() == known - 1
