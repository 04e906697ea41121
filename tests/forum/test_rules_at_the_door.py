"""What the rules say to who signs up, and to customers who begin to talk."""

from __future__ import annotations

import pytest
from django.test import Client

from chat.policies import can_write_to
from intranet.accounts.models import CompanyAssignment, User
from intranet.core import form_trap
from intranet.moderation.models import RuleDay
from intranet.moderation.rules import actions as rules
from tests import factories
from tests.factories import PASSWORD

SIGNUP = "/accounts/signup/"
GINA = {"name": "Gina Moro", "email": "gina@mailinator.com", "password1": PASSWORD}


def test_thrown_away_mail_makes_no_account_and_what_was_typed_stays(admin):
    rules.change_rule("mail", by=admin, is_on=True)
    answer = Client().post(SIGNUP, GINA)
    page = answer.content.decode()
    assert "Please use an address that you keep" in page
    assert "Gina Moro" in page
    assert not User.objects.filter(email=GINA["email"]).exists()
    assert RuleDay.objects.values_list("rule", "did", "count").get() == ("mail", "refuse", 1)
    Client().post(SIGNUP, GINA | {"email": "gina@somewhere.example"})
    assert User.objects.filter(email="gina@somewhere.example").exists()


def test_admins_set_the_trap_of_the_form(admin):
    assert form_trap.BAIT in Client().get(SIGNUP).content.decode()
    rules.change_rule("form", by=admin, is_on=True, trap=False, seconds=60)
    assert form_trap.BAIT not in Client().get(SIGNUP).content.decode()
    begun = form_trap.stamp()
    quick = GINA | {"email": "gina@somewhere.example", form_trap.STAMP: begun}
    assert b"quicker than anybody types" in Client().post(SIGNUP, quick).content
    rules.change_rule("form", by=admin, is_on=False)
    Client().post(SIGNUP, quick)
    assert User.objects.filter(email="gina@somewhere.example").exists()


@pytest.fixture
def met(customer, acme, colleague, outsider, monkeypatch):
    """Ben looks after Acme; Cleo and Dora have met in a room."""
    CompanyAssignment.objects.create(company=acme, person=colleague)
    monkeypatch.setattr("intranet.accounts.together.met_by", lambda viewer: [[outsider.pk]])
    return factories.a_customer("Otis Blu", handle="otis", company=acme)


def test_a_newcomer_talks_with_the_own_firm_and_who_looks_after_it(admin, met, customer, colleague, outsider):
    assert can_write_to(customer, [outsider])
    rules.change_rule("messages", by=admin, is_on=True)
    assert can_write_to(customer, [colleague, met])
    assert "next level" in str(can_write_to(customer, [colleague, outsider]).refusal)
    assert can_write_to(colleague, [customer])
    customer.trust = 1
    assert can_write_to(customer, [outsider])
