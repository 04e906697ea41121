"""Boards and ideas for programs."""

from __future__ import annotations

import pytest

from ideas import actions
from ideas.models import Board, Idea
from intranet.conversation.votes import vote_for

pytestmark = pytest.mark.django_db
JSON = "application/json"


def test_a_program_finds_what_its_person_reads_with_who_wants_it(open_board, idea, inside, author, customer, as_):
    vote_for(idea, by=author)
    [line] = as_(customer).get("/api/v1/ideas").json()["items"]
    assert (line["title"], line["votes"], line["my_vote"]) == (idea.title, 1, False)
    assert line["tally"] == {"staff": 1, "customers": 0, "companies": 0}
    assert as_(customer).get(f"/api/v1/boards/{inside.board_id}/ideas").status_code == 404
    assert {one["title"] for one in as_(author).get("/api/v1/ideas?sort=trending").json()["items"]} == {
        idea.title,
        inside.title,
    }


def test_a_program_suggests_once_and_changes_what_it_suggested(open_board, author, customer, as_):
    actions.make_category(open_board, by=author, name="Sound")
    [category] = as_(customer).get(f"/api/v1/boards/{open_board.pk}").json()["categories"]
    client, url = as_(customer), f"/api/v1/boards/{open_board.pk}/ideas"
    sent = {"title": "Quieter fans", "category": category["id"], "tags": ["sound"]}
    first, second = (client.post(url, sent, JSON, HTTP_IDEMPOTENCY_KEY="once") for _time in range(2))
    assert first.json() == second.json()
    idea = Idea.objects.get()
    changed = client.patch(f"/api/v1/ideas/{idea.pk}", {"body": "They whistle."}, JSON).json()
    assert (changed["title"], changed["body"], changed["category_id"]) == (
        "Quieter fans",
        "They whistle.",
        category["id"],
    )
    assert client.patch(f"/api/v1/ideas/{idea.pk}", {"category": None}, JSON).json()["category_id"] is None


def test_a_program_sets_boards_up_for_who_owns_the_space(lab, author, colleague, as_):
    made = as_(author).post(f"/api/v1/spaces/{lab.pk}/boards", {"name": "Tools", "votes_per_person": 3}, JSON).json()
    changed = as_(author).put(f"/api/v1/boards/{made['id']}", {"votes_per_person": None, "is_archived": True}, JSON)
    assert changed.json()["archived"] is True
    board = Board.objects.get()
    assert (board.name, board.votes_per_person, board.is_archived) == ("Tools", None, True)
    assert as_(colleague).put(f"/api/v1/boards/{board.pk}", {"name": "x"}, JSON).status_code == 403
