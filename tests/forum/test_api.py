"""The forum for programs: what a person can do in it, their token can, and nothing more."""

from __future__ import annotations

import pytest

from forum import actions
from tests.platform.test_api import Program


@pytest.fixture
def dora(customer):
    return Program(customer)


@pytest.fixture
def emil(other_customer):
    return Program(other_customer)


def test_a_question_is_asked_answered_voted_for_and_solved(dora, emil, category):
    new = {"title": "Slow to wake", "body": "In the cold.", "sort": "problem", "tags": ["battery"]}
    made = dora.ask("POST", f"/categories/{category.pk}/topics", new)
    assert (made.status_code, made.json()["held"]) == (201, False)
    path = f"/topics/{made.json()['id']}"
    given = emil.ask("POST", f"{path}/answers", {"body": "Warm it."}).json()["id"]
    assert emil.ask("PUT", f"/entries/{made.json()['id']}/vote", {}).json() == {"votes": 1, "mine": True}
    assert emil.ask("PUT", f"{path}/accepted", {"answer": given}).status_code == 403
    assert dora.ask("PUT", f"{path}/accepted", {"answer": given}).json()["accepted_id"] == given
    found = emil.get(path).json()
    assert (found["sort"], found["tags"], found["votes"], found["my_vote"]) == ("problem", ["battery"], 1, True)
    assert [one["accepted"] for one in emil.get(f"{path}/answers").json()["items"]] == [True]
    assert [one["title"] for one in emil.get("/topics?state=solved").json()["items"]] == ["Slow to wake"]
    assert emil.get("/topics?state=unsolved").json()["items"] == []
    assert dora.ask("PATCH", path, {"title": "Slow in the cold"}).json()["title"] == "Slow in the cold"


def test_sent_twice_with_one_key_it_is_one_topic(dora, category):
    first, again = (
        dora.ask("POST", f"/categories/{category.pk}/topics", {"title": "Once"}, **{"Idempotency-Key": "a-key"}).json()
        for _time in range(2)
    )
    assert first == again


def test_what_one_may_not_read_is_no_topic(dora, for_staff, author):
    desk = actions.ask(for_staff, by=author, title="Inside", body="x")
    assert dora.get(f"/topics/{desk.pk}").status_code == 404
    assert dora.get(f"/categories/{for_staff.pk}/topics").status_code == 404
    assert dora.ask("POST", f"/topics/{desk.pk}/answers", {"body": "x"}).status_code == 404
    assert dora.get("/topics").json()["items"] == []


def test_a_sort_that_a_category_does_not_take_is_refused_in_a_sentence(dora, category, author):
    actions.change_category(category, by=author, sorts=["question"])
    refused = dora.ask("POST", f"/categories/{category.pk}/topics", {"title": "Great", "sort": "praise"})
    assert refused.status_code in (400, 422)
    assert "not begun" in refused.content.decode()


def test_a_list_of_topics_costs_the_same_for_ten_as_for_one(dora, category, customer, queries_stay_flat):
    def grow() -> None:
        for number in range(4):
            actions.ask(category, by=customer, title=f"Question {number}", body="x", tags=["battery"])

    queries_stay_flat(lambda: dora.get("/topics"), grow)
