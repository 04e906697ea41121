"""Keeping order, work, canned replies and categories for programs."""

from __future__ import annotations

from json import dumps
from typing import Any

import pytest
from django.test import Client

from forum import actions
from forum.models import CannedReply, Category, Topic
from intranet.accounts.actions import create_token
from intranet.content.models import Product

pytestmark = pytest.mark.django_db


@pytest.fixture
def calling():
    def as_program(person):
        client = Client(headers={"authorization": f"Bearer {create_token(person, by=person, name='x')[1]}"})

        def call(method: str, path: str, sent: Any = None) -> tuple[int, Any]:
            answer = client.generic(method, f"/api/v1{path}", dumps(sent or {}), "application/json")
            return answer.status_code, answer.json() if answer.content else None

        return call

    return as_program


def test_a_program_keeps_order(topic, answered, category, for_staff, moderator, customer, calling):
    call = calling(moderator)
    status, made = call("POST", f"/topics/{topic.pk}/splits", {"answers": [answered.pk], "title": "The sensor"})
    assert (status, made["id"]) == (201, answered.pk)
    status, merge = call("PUT", f"/topics/{made['id']}/merged-into", {"topic": topic.pk})
    assert status == 200
    assert call("DELETE", f"/merges/{merge['id']}")[0] == 204
    assert call("PUT", f"/topics/{topic.pk}/closed", {"reason": "Old"})[1]["comments_locked"]
    assert call("DELETE", f"/topics/{topic.pk}/closed")[0] == 200
    assert call("POST", f"/topics/{topic.pk}/tags", {"tags": ["Winter"]})[1]["tags"] == ["Winter"]
    assert call("PUT", f"/topics/{topic.pk}/pin", {"until": "2999-01-01T00:00:00Z"})[0] == 204
    assert call("PUT", f"/topics/{topic.pk}/pin", {"until": "2020-01-01T00:00:00Z"})[0] == 422
    assert call("PUT", f"/topics/{topic.pk}/duplicate-of", {"topic": made["id"]})[0] == 204
    assert call("PUT", f"/topics/{topic.pk}/category", {"category": for_staff.pk})[0] == 200
    assert calling(customer)("PUT", f"/topics/{made['id']}/closed")[0] == 403
    assert calling(customer)("PUT", f"/topics/{topic.pk}/closed")[0] == 404


def test_a_program_works_for_who_answers(topic, colleague, customer, calling):
    call = calling(colleague)
    [line] = call("GET", "/work?show=waiting")[1]["items"]
    assert (line["id"], line["assignee"]) == (topic.pk, None)
    assert call("PUT", f"/topics/{topic.pk}/assignee", {"person": "@ben"})[0] == 204
    assert call("GET", "/work?show=mine")[1]["items"][0]["assignee"]["handle"] == "ben"
    status, note = call("POST", f"/topics/{topic.pk}/notes", {"body": "Known."})
    assert status == 201
    assert call("PUT", f"/notes/{note['id']}", {"body": "Known well."})[0] == 204
    assert [one["body"] for one in call("GET", f"/topics/{topic.pk}/notes")[1]["items"]] == ["Known well."]
    status, reply = call("POST", "/canned-replies", {"title": "Hi", "body": "Hi {name}"})
    assert call("POST", f"/topics/{topic.pk}/canned-replies/{reply['id']}")[1]["body"] == "Hi Dora Neri"
    assert CannedReply.objects.get().used_count == 1
    assert call("DELETE", f"/topics/{topic.pk}/waiting")[0] == 204
    assert Topic.objects.get(pk=topic.pk).waiting_since is None
    for path in ("/work", "/canned-replies", f"/topics/{topic.pk}/notes"):
        assert calling(customer)("GET", path)[0] == 403


def test_a_program_keeps_categories_and_products(porch, author, customer, colleague, calling):
    call = calling(author)
    sent = {"name": "Readers", "contacts": ["@ben"], "reply_hours": 8, "sorts": ["question"]}
    status, made = call("POST", f"/spaces/{porch.pk}/categories", sent)
    assert (status, made["contacts"][0]["handle"]) == (201, "ben")
    topic = actions.ask(Category.objects.get(pk=made["id"]), by=customer, title="x", body="x")
    assert call("PUT", f"/categories/{made['id']}", {"readers": "staff"})[1]["readers"] == "staff"
    assert not Topic.objects.visible_to(customer).filter(pk=topic.pk).exists()
    assert call("PUT", f"/categories/{made['id']}", {"is_archived": True})[1]["archived"]
    status, product = call("POST", "/products", {"name": "Reader"})
    assert status == 201
    status, version = call("POST", f"/products/{product['id']}/versions", {"name": "4.2", "current": True})
    assert (status, version["current"]) == (201, True)
    assert call("DELETE", f"/versions/{version['id']}")[0] == 204
    assert call("DELETE", f"/products/{product['id']}")[0] == 204
    assert not Product.objects.exists()
    assert calling(colleague)("POST", "/products", {"name": "Mine"})[0] == 403
    assert calling(colleague)("GET", "/categories")[0] == 200
