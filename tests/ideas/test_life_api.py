"""What becomes of ideas, for programs."""

from __future__ import annotations

from typing import Any

import pytest

from ideas import actions
from ideas.models import Idea, Meaning, Merge, Split
from ideas.statuses import first_status
from intranet.accounts.actions import create_token
from intranet.conversation.actions import add_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client) -> Any:
    def as_program(person: Any, method: str, path: str, sent: Any = None) -> Any:
        token = create_token(person, by=person, name="x")[1]
        head = {"authorization": f"Bearer {token}"}
        return getattr(client, method)(f"/api/v1{path}", sent, content_type="application/json", headers=head)

    return as_program


def test_a_program_decides_weighs_and_sees_an_idea_through(idea, author, colleague, customer, ask):
    planned = first_status(Meaning.PLANNED)
    refused = ask(customer, "put", f"/ideas/{idea.pk}/status", {"status": planned.pk})
    assert refused.status_code == 403
    decided = ask(author, "put", f"/ideas/{idea.pk}/status", {"status": planned.pk, "answer": "In **May**."})
    assert decided.json()["status"]["meaning"] == "planned"
    assert ask(customer, "get", f"/ideas/{idea.pk}/status-changes").json()["items"][0]["answer"] == "In **May**."
    assert ask(author, "put", f"/ideas/{idea.pk}/owner", {"person": "@ben"}).json()["owner"]["handle"] == "ben"
    step = ask(colleague, "post", f"/ideas/{idea.pk}/steps", {"text": "Measure"}).json()
    assert ask(colleague, "put", f"/idea-steps/{step['id']}", {"done": True}).json()["done_at"]
    assert ask(author, "put", f"/ideas/{idea.pk}/score", {"impact": 9, "effort": None}).status_code == 422
    assert [one["id"] for one in ask(colleague, "get", "/ideas/mine").json()["items"]] == [idea.pk]
    assert ask(customer, "get", f"/ideas/{idea.pk}/work").status_code == 403


def test_a_program_joins_parts_splits_and_puts_back(idea, open_board, author, colleague, ask):
    other = actions.suggest(open_board, by=author, title="Faster start")
    joined = ask(author, "put", f"/ideas/{other.pk}/merged-into", {"idea": idea.pk}).json()
    assert joined == {"id": Merge.objects.get().pk, "into": idea.pk}
    assert ask(colleague, "delete", f"/idea-merges/{joined['id']}").status_code == 403
    assert ask(author, "delete", f"/idea-merges/{joined['id']}").status_code == 204
    said = add_comment(idea, by=colleague, body="And a lamp.")
    assert ask(author, "post", f"/comments/{said.pk}/idea", {"title": "A lamp"}).json()["id"] == said.pk
    assert ask(author, "delete", f"/idea-splits/{Split.objects.get().pk}").status_code == 204
    assert not Idea.objects.filter(pk=said.pk).exists()


def test_notes_are_the_staffs_for_programs_too(idea, colleague, customer, ask):
    made = ask(colleague, "post", f"/ideas/{idea.pk}/notes", {"body": "Among us."}).json()
    assert ask(colleague, "put", f"/notes/{made['id']}", {"body": "Among us still."}).status_code == 204
    assert ask(colleague, "get", f"/ideas/{idea.pk}/notes").json()["items"][0]["body"] == "Among us still."
    assert ask(customer, "get", f"/ideas/{idea.pk}/notes").status_code == 403
    assert ask(customer, "put", f"/notes/{made['id']}", {"body": "Mine"}).status_code == 404


def test_admins_keep_the_statuses_by_program(idea, admin, author, ask):
    made = ask(admin, "post", "/idea-statuses", {"name": "On trial", "meaning": "open", "colour": "solid"}).json()
    assert made["colour"] == "solid"
    assert ask(author, "put", f"/idea-statuses/{made['id']}", {"name": "Mine"}).status_code == 403
    archived = ask(admin, "put", f"/idea-statuses/{idea.status_id}/archived", {"to": made["id"]})
    assert archived.status_code == 204
    assert Idea.objects.get(pk=idea.pk).status_id == made["id"]
