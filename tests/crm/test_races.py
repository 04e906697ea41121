"""Messages of the customer system at the same moment."""

from __future__ import annotations

import pytest

from intranet.accounts.models import Company, User
from intranet.crm import syncing
from intranet.crm.models import Contact
from tests.platform.threads import together

from .conftest import at

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_company_twice_at_once_is_made_once(admin):
    row = {"external_id": "K-1", "updated_at": at(), "name": "Acme"}

    def send() -> str:
        return syncing.companies([row], by=User.objects.get(pk=admin.pk), token="")[1][0].outcome

    assert sorted(together(send, send, send)) == ["made", "unchanged", "unchanged"]
    assert Company.objects.count() == 1


def test_of_two_states_at_once_the_newer_one_stands_whichever_comes_last(admin):
    rows = [{"external_id": "K-1", "updated_at": at(n), "name": f"Name {n}"} for n in range(4)]

    def send(row):
        return lambda: syncing.companies([row], by=User.objects.get(pk=admin.pk), token="")

    together(*map(send, rows))
    assert Company.objects.get(external_id="K-1").name == "Name 3"


def test_the_same_person_twice_at_once_is_made_once(admin):
    row = {"external_id": "C-1", "updated_at": at(), "email": "zoe@example.com"}

    def send() -> str:
        return syncing.people([row], by=User.objects.get(pk=admin.pk), token="")[1][0].outcome

    assert "made" in together(send, send)
    assert Contact.objects.count() == 1
