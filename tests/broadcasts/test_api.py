"""Broadcasts for programs: the same actions, the same rules."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from feeds.models import Broadcast
from intranet.accounts.actions import create_token


@pytest.fixture
def program():
    """``program(ada)("GET", "/broadcasts")``: status and what was answered."""

    def of(person):
        _token, secret = create_token(person, by=person, name="Report")

        def ask(method, path, **said):
            answer = Client().generic(
                method, f"/api/v1{path}", json.dumps(said), "application/json",
                headers={"authorization": f"Bearer {secret}"},
            )  # fmt: skip
            return answer.status_code, json.loads(answer.content) if answer.content else None

        return ask

    return of


def test_a_program_counts_heads_sends_and_learns_whom_it_reached(program, admin, colleague, outsider, run_jobs):
    aldo, ben = program(admin), program(colleague)
    to = {"people": ["ben", "cleo"]}
    assert aldo("POST", "/broadcasts/head-count", **to)[1]["total"] == 2
    status, made = aldo("POST", "/broadcasts", to=to, title="Keys", body="At the desk.", must_acknowledge=True)
    assert status == 201
    run_jobs()
    path = f"/broadcasts/{made['id']}"
    assert (
        ben(
            "GET",
            "/broadcasts",
        )[1]["items"][0]["mine"]["acknowledged_at"]
        is None
    )
    assert ben("PUT", f"{path}/acknowledgement", version=5)[0] == 422
    assert ben("PUT", f"{path}/acknowledgement", version=1)[1]["version"] == 1
    total = aldo("GET", f"{path}/reach")[1]["total"]
    assert (total["addressed"], total["seen"], total["acknowledged"]) == (2, 1, 1)
    assert [one["handle"] for one in aldo("GET", f"{path}/reach/missing")[1]["items"]] == ["cleo"]
    assert ben("GET", f"{path}/reach")[0] == 403
    assert aldo("POST", f"{path}/reminders")[1] == {"reminded": 1}
    status, changed = aldo("PUT", path, title="Keys", body="In the drawer.", ask_again=True)
    assert (status, changed["text_version"], changed["asked_version"]) == (200, 2, 2)
    assert aldo("PUT", f"{path}/terms", outcome="All have one.")[0] == 200
    assert aldo("PUT", f"{path}/end")[0] == 204
    assert Broadcast.objects.get().is_expired


def test_what_a_program_may_not_know_of_is_no_number(program, author, admin, vault, lab):
    ada, aldo = program(author), program(admin)
    assert aldo("POST", "/broadcasts/head-count", spaces=[vault.pk])[0] == 422
    assert aldo("POST", "/broadcasts/head-count", people=["nobody-here"])[0] == 422
    assert aldo("POST", "/broadcasts/head-count", departments=[99])[0] == 422
    assert ada("POST", "/broadcasts/head-count", spaces=[lab.pk])[1]["parts"] == [{"label": "Lab", "people": 1}]
    assert ada("POST", "/broadcasts/head-count", audience="org")[0] == 403


def test_rights_and_delegates_are_named_and_taken_back(program, admin, author, colleague):
    aldo, ada, ben = program(admin), program(author), program(colleague)
    assert ada("POST", "/broadcasters", person="ben")[0] == 403
    status, named = aldo("POST", "/broadcasters", person="ben")
    assert (status, named["space"]) == (201, None)
    status, mine = ada("POST", "/me/delegates", person="ben")
    assert status == 201
    said = {"to": {"audience": "org"}, "title": "From Ada", "body": "Hello.", "signed_by": "ada"}
    status, made = ben("POST", "/broadcasts", **said)
    assert status == 201
    found = ben("GET", f"/broadcasts/{made['id']}")[1]
    assert (found["signed_by"]["handle"], found["author"]["handle"]) == ("ada", "ben")
    assert ada("DELETE", f"/me/delegates/{mine['id']}")[0] == 204
    assert ben("POST", "/broadcasts", **said)[0] == 403
    assert aldo("DELETE", f"/broadcasters/{named['id']}")[0] == 204
    assert ben("POST", "/broadcasts", **{**said, "signed_by": ""})[0] == 403
