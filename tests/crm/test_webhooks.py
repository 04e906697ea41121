"""The customer system is told what changes here: by its own numbers, and no more than the webhook's scope may read."""

from __future__ import annotations

import json

import pytest

from forum.actions import centre
from intranet.accounts.actions import change_company, merge_company
from intranet.activity.models import Activity
from intranet.api.webhooks.actions import add_webhook
from intranet.api.webhooks.models import Webhook
from intranet.api.webhooks.payload import payload
from intranet.api.webhooks.verbs import is_carried
from intranet.crm import syncing
from intranet.crm.models import Contact
from tests.forum.centre_world import a_desk, a_thread

from .conftest import at

pytestmark = pytest.mark.django_db


def a_webhook(by, scope, space=None) -> Webhook:
    return add_webhook(by=by, url="https://crm.example.com/", scope=scope, space=space, verbs=["*"])[0]


def told(webhook: Webhook, verb: str):
    activity = Activity.objects.filter(verb=verb).latest("pk")
    found = payload(webhook, activity)
    return found["data"] if found is not None else None


@pytest.fixture
def numbered(acme, borealis, admin):
    for number, company in (("K-1", acme), ("K-2", borealis)):
        change_company(company, by=admin, external_id=number)


def test_a_company_is_told_of_with_its_number_and_what_it_became_part_of(numbered, acme, borealis, admin):
    webhook = a_webhook(admin, "org")
    assert told(webhook, "accounts.company.changed")["company"]["external_id"] == "K-2"
    merge_company(acme, borealis, by=admin)
    said = told(webhook, "accounts.company.merged")
    assert said["company"] == {
        "id": acme.pk,
        "external_id": "K-1",
        "name": "Acme",
        "archived": True,
        "merged_into": {"id": borealis.pk, "external_id": "K-2"},
    }
    assert said["actor"]["id"] == admin.pk


def test_a_contact_is_told_of_by_numbers_without_name_and_address(numbered, customer, proven, admin):
    proven(customer)
    row = {"external_id": "C-1", "updated_at": at(), "email": customer.email, "name": "Dora", "company": "K-1"}
    syncing.people([row], by=admin, token="")
    said = told(a_webhook(admin, "org"), "crm.contact.bound")
    assert said["contact"] == {
        "external_id": "C-1",
        "person_id": customer.pk,
        "company_external_id": "K-1",
        "archived": False,
    }
    for verb in ("crm.contact.added", "crm.contact.bound"):
        assert customer.email not in json.dumps(told(a_webhook(admin, "org"), verb))


def test_neither_the_public_nor_a_space_hears_of_customers(numbered, lab, author, admin):
    syncing.people([{"external_id": "C-1", "updated_at": at(), "email": "zoe@acme.example"}], by=admin, token="")
    for webhook in (a_webhook(admin, "public"), a_webhook(author, "space", lab)):
        for verb in ("accounts.company.changed", "crm.contact.added"):
            assert told(webhook, verb) is None


def test_an_enquiry_is_told_to_the_webhook_of_its_team_with_the_companys_number_and_to_no_other(
    numbered, lab, plaza, author, admin, customer
):
    a_desk(lab, author)
    thread = a_thread(customer)
    centre.set_status(thread, by=author, status="solved")
    own = a_webhook(author, "space", lab)
    for verb in ("forum.enquiry.published", "forum.enquiry.solved"):
        assert is_carried(verb)
        entry = told(own, verb)["entry"]
        assert (entry["company_external_id"], entry["number"]) == ("K-1", thread.number)
        assert "body" not in entry
        for other in (a_webhook(admin, "org"), a_webhook(admin, "public"), a_webhook(author, "space", plaza)):
            assert told(other, verb) is None


def test_what_concerns_the_account_of_a_contact_is_told_to_nobody(numbered):
    assert not is_carried("accounts.person.company_changed")
    assert not Contact.objects.exists()
