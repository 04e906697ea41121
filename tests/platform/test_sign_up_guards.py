"""Programs that make accounts are told from people, and rules of the house look at an address before it has one."""

from __future__ import annotations

import re
import time

import pytest
from django.test import Client

from intranet.accounts import sign_up_guards
from intranet.accounts.models import User
from intranet.core import form_trap
from intranet.core.decisions import YES, no
from tests.factories import PASSWORD

SIGNUP = "/accounts/signup/"
GINA = {"name": "Gina Moro", "email": "gina@somewhere.example", "password1": PASSWORD}


def stamp_in(page: str) -> str:
    return re.search(r'name="begun" value="([^"]+)"', page)[1]


def made() -> bool:
    return User.objects.filter(email=GINA["email"]).exists()


@pytest.fixture
def watched(db, settings):
    settings.FORM_LEAST_SECONDS = 3


@pytest.fixture
def later(monkeypatch):
    """Let so many seconds go by for the stamps."""
    clock = time.time

    def go(seconds: float) -> None:
        monkeypatch.setattr("django.core.signing.time.time", lambda: clock() + seconds)

    return go


def test_who_takes_a_moment_to_type_signs_up(watched, later):
    begun = stamp_in(Client().get(SIGNUP).content.decode())
    later(5)
    assert Client().post(SIGNUP, GINA | {"begun": begun}).status_code == 302
    assert made()


def test_what_is_sent_quicker_than_anybody_types_makes_no_account_and_keeps_the_words(watched, later):
    client = Client()
    begun = stamp_in(client.get(SIGNUP).content.decode())
    answer = client.post(SIGNUP, GINA | {"begun": begun})
    page = answer.content.decode()
    assert not made()
    assert "quicker than anybody types" in page
    assert "gina@somewhere.example" in page
    later(5)
    client.post(SIGNUP, GINA | {"begun": stamp_in(page)})
    assert made()


@pytest.mark.parametrize("begun", ["", "form:1abcde:forged", "x" * 5000])
def test_a_form_that_was_never_handed_out_makes_no_account(watched, later, begun):
    answer = Client().post(SIGNUP, GINA | {"begun": begun})
    assert not made()
    later(5)
    Client().post(SIGNUP, GINA | {"begun": stamp_in(answer.content.decode())})
    assert made()


def test_one_stamp_does_not_serve_for_ever(watched, later):
    begun = stamp_in(Client().get(SIGNUP).content.decode())
    later(form_trap.LONGEST_OPEN + 60)
    assert "open for long" in Client().post(SIGNUP, GINA | {"begun": begun}).content.decode()
    assert not made()


def test_what_fills_in_the_field_that_nobody_sees_makes_no_account_and_shows_it_to_a_person(db):
    hidden = Client().get(SIGNUP).content.decode()
    assert re.search(r'class="field visually-hidden" aria-hidden="true">\s*<label for="id_fax_number"', hidden)
    page = Client().post(SIGNUP, GINA | {"fax_number": "https://pills.example"}).content.decode()
    assert not made()
    assert "Something has filled in a field that people do not see" in page
    assert 'class="field" ' in page


def test_a_rule_of_the_house_refuses_an_address_with_its_sentence_beside_the_field(db, monkeypatch):
    monkeypatch.setattr(sign_up_guards, "_guards", [])
    sign_up_guards.register(
        lambda email, request: no("Not from there.") if email.endswith("@somewhere.example") else YES
    )
    page = Client().post(SIGNUP, GINA).content.decode()
    assert "Not from there." in page
    assert not made()
    Client().post(SIGNUP, GINA | {"email": "gina@elsewhere.example"})
    assert User.objects.filter(email="gina@elsewhere.example").exists()


def test_one_place_makes_only_so_many_accounts_in_an_hour(db, monkeypatch):
    monkeypatch.setattr(sign_up_guards, "MOST_FROM_ONE_PLACE", 2)
    for number in range(3):
        answer = Client().post(SIGNUP, GINA | {"email": f"gina{number}@somewhere.example"})
    assert "more than we take at once" in answer.content.decode()
    assert User.objects.filter(email__startswith="gina").count() == 2
