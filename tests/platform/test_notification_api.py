"""For programs: what is told, and who would hear."""

from __future__ import annotations

import json

import pytest

from feeds.actions import publish_post
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment


def call(client, method: str, path: str, **document):
    answer = client.generic(method, f"/api/v1{path}", json.dumps(document), "application/json")
    return answer.status_code, (answer.json() if answer.content else None)


@pytest.fixture
def post(author, colleague, lab, run_jobs):
    post = publish_post(by=author, space=lab, body="Hello.")
    add_comment(post, by=colleague, body="@ada?")
    run_jobs()
    return post


def test_the_inbox_by_kind_and_put_back(as_, author, post):
    client = as_(author)
    status, page = call(client, "GET", "/notifications?kind=mentions")
    assert (status, [item["subject"] for item in page["items"]]) == (200, [post.key])
    assert page["items"][0]["kind"] == "mentions"
    assert call(client, "GET", "/notifications?kind=answers")[1]["items"] == []
    assert call(client, "GET", "/notifications?kind=weather")[0] == 422
    assert call(client, "POST", "/notifications/read?kind=answers") == (204, None)
    assert call(client, "GET", "/notifications?unread=true")[1]["items"] != []
    assert call(client, "POST", "/notifications/read?kind=mentions") == (204, None)
    assert call(client, "GET", "/notifications?unread=true")[1]["items"] == []
    assert call(client, "POST", f"/notifications/unread?subject={post.key}") == (204, None)
    assert call(client, "GET", "/notifications?unread=true")[1]["items"] != []


def test_who_would_hear_is_answered_and_nothing_is_written(as_, author, colleague, post, lab):
    client, before = as_(author), Entry.objects.count()
    status, heard = call(client, "POST", f"/spaces/{lab.pk}/posts/who-hears", body="@ben and @ada")
    assert (status, heard) == (200, {"total": 1, "by_reason": {"mention": 1}, "left_out": []})
    answered = call(as_(colleague), "POST", f"/entries/{post.pk}/comments/who-hears", body="Yes")[1]
    assert answered["by_reason"] == {"comment": 1}
    assert call(client, "POST", f"/spaces/{lab.pk}/posts/who-hears", body="")[0] == 422
    assert Entry.objects.count() == before


def test_the_inbox_costs_the_same_for_few_spaces_and_many(as_, author, colleague, run_jobs, queries_stay_flat):
    from tests.factories import a_space

    client = as_(colleague)

    def grow():
        a_space(owner=author, members=(colleague,))
        run_jobs()

    queries_stay_flat(lambda: client.get("/api/v1/notifications"), grow)
