"""Polls and kudos for programs: the same actions, the same rule, and answers that fit what one may see."""

from __future__ import annotations

import datetime
import json

import pytest
from django.test import Client
from django.utils.timezone import now

from feeds.kudos.values import values_on_offer
from feeds.models import Kudos
from intranet.accounts.actions import create_token
from intranet.conversation.models import Poll

from .test_polls import LUNCH, a_poll, options

pytestmark = pytest.mark.django_db


class Program:
    def __init__(self, person) -> None:
        token = create_token(person, by=person, name="test")[1]
        self.headers = {"authorization": f"Bearer {token}"}

    def __call__(self, method: str, path: str, **body):
        sent = json.dumps(body) if body else ""
        answer = Client().generic(method, f"/api/v1{path}", sent, "application/json", headers=self.headers)
        return answer.status_code, answer.json() if answer.content else None


@pytest.fixture
def ada(author, lab):
    return Program(author)


@pytest.fixture
def ben(colleague, lab):
    return Program(colleague)


@pytest.fixture
def cleo(outsider, lab):
    return Program(outsider)


def test_a_question_is_posted_and_answered(ada, ben, lab):
    status, made = ada("POST", f"/spaces/{lab.pk}/posts", body="Lunch?", poll={"options": LUNCH})
    assert status == 201
    status, post = ben("GET", f"/posts/{made['id']}")
    assert [option["text"] for option in post["poll"]["options"]] == list(LUNCH)
    assert {option["votes"] for option in post["poll"]["options"]} == {None}
    soup = post["poll"]["options"][0]["id"]
    status, poll = ben("PUT", f"/polls/{made['id']}/vote", options=[soup])
    assert (status, poll["voters"], poll["voted"]) == (200, 1, True)
    assert [option["votes"] for option in poll["options"]] == [1, 0, 0]
    assert [option["mine"] for option in poll["options"]] == [True, False, False]
    assert ada("GET", f"/polls/{made['id']}")[1]["options"][0]["votes"] is None
    status, poll = ben("DELETE", f"/polls/{made['id']}/vote")
    assert (status, poll["voters"], poll["voted"]) == (200, 0, False)


def test_its_author_closes_it_and_everybody_sees_the_result(ada, ben, author, lab):
    poll = a_poll(author, lab, results="closing")
    ben("PUT", f"/polls/{poll.pk}/vote", options=options(poll)[:1])
    assert ben("POST", f"/polls/{poll.pk}/close")[0] == 403
    status, closed = ada("POST", f"/polls/{poll.pk}/close")
    assert (status, closed["open"], closed["options"][0]["votes"]) == (200, False, 1)
    assert ben("PUT", f"/polls/{poll.pk}/vote", options=options(poll)[:1])[0] == 403


@pytest.mark.parametrize(
    "poll",
    [
        {"options": ["one"]},
        {"options": ["a", "A"]},
        {"options": []},
        {"options": "ab"},
        {"options": ["a", "b"], "results": "never"},
        {"options": ["a", "b"], "closes_at": "2001-01-01T00:00:00Z"},
        {"options": ["a", "b"], "closes_at": "soon"},
        "rubbish",
    ],
)
def test_a_poll_that_makes_no_sense_is_a_problem_and_leaves_nothing(poll, ada, lab):
    status, problem = ada("POST", f"/spaces/{lab.pk}/posts", body="Which?", poll=poll)
    assert status == 422
    assert problem["detail"]
    assert not lab.entries.exists()


def test_a_closing_time_keeps_its_moment(ada, lab):
    at = (now() + datetime.timedelta(days=2)).replace(microsecond=0)
    there = at.astimezone(datetime.timezone(datetime.timedelta(hours=-5)))
    ada("POST", f"/spaces/{lab.pk}/posts", body="Which?", poll={"options": LUNCH, "closes_at": there.isoformat()})
    assert Poll.objects.get().closes_at == at


@pytest.mark.parametrize("chosen", [[], [999999], "x", [1.5]])
def test_a_vote_that_makes_no_sense_is_a_problem(chosen, ben, author, lab):
    poll = a_poll(author, lab)
    assert ben("PUT", f"/polls/{poll.pk}/vote", options=chosen)[0] == 422


def test_an_outsider_meets_the_same_404_as_for_nothing(cleo, author, lab):
    poll = a_poll(author, lab)
    for pk in (poll.pk, 999_999):
        assert cleo("GET", f"/polls/{pk}")[0] == 404
        assert cleo("PUT", f"/polls/{pk}/vote", options=options(poll)[:1])[0] == 404
        assert cleo("DELETE", f"/polls/{pk}/vote")[0] == 404


def test_kudos_are_given_read_and_changed(ada, ben, cleo, colleague, lab):
    values = ada("GET", "/kudos/values")[1]
    assert len(values) == len(values_on_offer()) > 3
    body = {"to": [colleague.pk], "value": values[0]["id"], "body": "For the drawings."}
    status, made = ada("POST", f"/spaces/{lab.pk}/kudos", **body)
    assert status == 201
    status, found = ben("GET", f"/kudos/{made['id']}")
    assert (found["value"]["name"], [person["handle"] for person in found["to"]]) == (values[0]["name"], ["ben"])
    assert cleo("GET", f"/kudos/{made['id']}")[0] == 404
    assert ben("PUT", f"/kudos/{made['id']}", body="No.")[0] == 403
    status, found = ada("PUT", f"/kudos/{made['id']}", body="For all of them.", value=values[1]["id"], based_on=0)
    assert (status, found["body"], found["value"]["id"]) == (200, "For all of them.", values[1]["id"])
    assert ada("PUT", f"/kudos/{made['id']}", body="Again.", based_on=0)[0] == 409


def test_the_same_key_thanks_once(ada, colleague, lab):
    key = "c9fb1d6e-5d0b-4c12-9b53-111111111111"
    body = {"to": [colleague.pk], "value": values_on_offer()[0].pk, "body": "Thanks.", "client_id": key}
    assert ada("POST", "/kudos", **body) == ada("POST", "/kudos", **body)
    assert Kudos.objects.count() == 1


def test_kudos_that_cannot_be_read_or_make_no_sense_are_a_problem(ada, outsider, lab):
    value = values_on_offer()[0].pk
    for body in (
        {"to": [outsider.pk], "value": value, "body": "x"},
        {"to": [999_999], "value": value, "body": "x"},
        {"to": [], "value": value, "body": "x"},
        {"to": [outsider.pk], "value": 999_999, "body": "x"},
        {"to": [outsider.pk], "value": value, "body": ""},
    ):
        status, problem = ada("POST", f"/spaces/{lab.pk}/kudos", **body)
        assert status == 422
        assert problem["detail"]
    assert not Kudos.objects.exists()


def test_the_description_names_what_can_be_done(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {"put", "delete"} <= set(paths["/api/v1/polls/{poll_id}/vote"])
    assert "post" in paths["/api/v1/spaces/{space_id}/kudos"]
