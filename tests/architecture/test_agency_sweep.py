"""An agency guest of the lab asks every address of the house, and meets nobody who is not in the lab."""

from __future__ import annotations

import pytest
from django.test import Client

from intranet.accounts.actions import create_token
from intranet.accounts.models import User
from intranet.spaces.actions import add_member

from .addresses import addresses, one_for_each_path
from .asking import as_if_it_had_not_happened, ask, session_of

# In the house, and not in the lab.
STRANGERS = ("outsider", "moderator", "admin", "customer", "other_customer")
# The sitters of the style page, who are nobody; and what a customer is asked by mail, whose signed address they may
# pass on, with their name on it.
FOR_ALL = {"core:style", "forum:consent"}


@pytest.fixture
def tina(things, lab, author):
    guest = User.objects.get(handle="tina")
    add_member(lab, by=author, person=guest)
    return User.objects.get(pk=guest.pk)


@pytest.fixture
def names(cast):
    return [word for who in STRANGERS for word in (cast[who].name, cast[who].email)]


def met_in(response, names: list[str]) -> list[str]:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return [name for name in names if name.encode() in body]


def test_no_page_shows_who_is_not_in_a_named_space(tina, things, names):
    session, met = session_of(tina), {}
    for address in one_for_each_path():
        if address.name in FOR_ALL or address.name.startswith("api:"):
            continue
        with as_if_it_had_not_happened():
            response = ask(session, "GET", address, things)
            if response.status_code >= 500 or met_in(response, names):
                met[address.name] = [response.status_code, *met_in(response, names)]
    assert met == {}


def test_no_program_of_theirs_meets_them_either(tina, things, names):
    token, met = create_token(tina, by=tina, name="sweep")[1], {}
    for address in addresses():
        if not address.name.startswith("api:"):
            continue
        for query in ("", "?q=a", "?limit=100"):
            answer = Client().get(address.at(things) + query, headers={"authorization": f"Bearer {token}"})
            if answer.status_code >= 500 or met_in(answer, names):
                met[address.name + query] = [answer.status_code, *met_in(answer, names)]
    assert met == {}


def test_a_colleague_meets_them_so_that_the_silence_means_something(things, names, sessions):
    client = Client()
    client.cookies["portico_session"] = sessions["colleague"]
    assert len(met_in(client.get("/people/"), names)) >= 3
