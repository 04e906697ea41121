"""The private centre for programs: the same actions, the same walls."""

from __future__ import annotations

import json

import pytest

from intranet.conversation.notes.actions import add_note

from .centre_world import a_desk, a_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(lab, author, customer):
    a_desk(lab, author)
    return a_thread(customer)


def ask(client, method, path, **sent):
    return client.generic(method, f"/api/v1{path}", json.dumps(sent), "application/json")


def test_a_program_of_a_customer_opens_a_thread_once_and_reads_what_to_expect(thread, as_, customer, lab):
    client = as_(customer)
    new = {
        "team_id": lab.pk,
        "subject": "By program",
        "body": "Hello",
        "client_id": "0" * 8 + "-0000-4000-8000-" + "0" * 12,
    }
    first, again = (ask(client, "POST", "/enquiries", **new) for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    found = ask(client, "GET", f"/enquiries/{first.json()['id']}").json()
    assert (found["status"], found["desk"]) == ("us", "Help desk")
    assert found["expected"].startswith("You have an answer by")


def test_what_is_for_the_team_is_not_told_to_a_program_of_the_customer(thread, as_, customer, colleague):
    add_note(thread, by=colleague, body="CANARY-55")
    ask(as_(colleague), "PUT", f"/enquiries/{thread.pk}/assignee", handle="ben")
    theirs, ours = as_(customer), as_(colleague)
    for path in ("/enquiries", f"/enquiries/{thread.pk}", f"/enquiries/{thread.pk}/replies"):
        answer = ask(theirs, "GET", path).content.decode()
        assert "CANARY-55" not in answer
        assert "Ben Rossi" not in answer
    assert ask(theirs, "GET", f"/enquiries/{thread.pk}/notes").status_code == 403
    assert "CANARY-55" in ask(ours, "GET", f"/enquiries/{thread.pk}/notes").content.decode()
    assert ask(ours, "GET", f"/enquiries/{thread.pk}").json()["assignee"]["handle"] == "ben"


def test_the_customer_agrees_by_program_to_the_words_that_were_shown(thread, as_, customer, colleague, category):
    ours, theirs = as_(colleague), as_(customer)
    made = ask(ours, "POST", f"/enquiries/{thread.pk}/publications", category_id=category.pk).json()
    path = f"/publications/{made['id']}"
    assert ask(theirs, "GET", path).status_code == 404
    ask(ours, "PUT", f"{path}/asked")
    shown = ask(theirs, "GET", path).json()
    assert shown["taken_out"] is None
    assert ask(ours, "POST", f"{path}/topic").status_code == 403
    consent = {"decision": "approve", "digest": shown["digest"], "credit": "anonymous"}
    assert ask(theirs, "PUT", f"{path}/consent", **consent).status_code == 200
    assert ask(ours, "POST", f"{path}/topic").status_code == 201


def test_another_firm_finds_nothing_there(thread, as_, other_customer):
    client = as_(other_customer)
    assert ask(client, "GET", "/enquiries").json()["items"] == []
    assert ask(client, "GET", f"/enquiries/{thread.pk}").status_code == 404
