"""Threads and receipts for programs: what pages do, by the same actions."""

from __future__ import annotations

import pytest

from chat import actions
from chat.models import ThreadMember
from chat.reading.unread import unread_of_threads
from intranet.content.actions import delete_entry

pytestmark = pytest.mark.django_db

API = "/api/v1"


@pytest.fixture
def talk(room, author, colleague, say):
    root = say(room, author, "Who knows?")
    say(room, colleague, "I do", thread=root)
    return root


def put(client, address, body=None):
    return client.put(f"{API}{address}", body or {}, content_type="application/json")


def test_ones_threads_and_what_is_new_in_four_numbers(room, talk, author, as_, say):
    ada = as_(author)
    [one] = ada.get(f"{API}/me/threads").json()["items"]
    assert (one["message_id"], one["replies_count"], one["unread"]) == (talk.pk, 1, 1)
    assert one["message"]["room_id"] == room.pk
    assert ada.get(f"{API}/me/unread").json() == {"rooms": 0, "messages": 0, "calls": 0, "threads": 1}
    assert put(ada, "/me/threads/read").status_code == 204
    assert ada.get(f"{API}/me/threads?unread=true").json()["items"] == []
    delete_entry(talk, by=author)
    assert ada.get(f"{API}/me/threads").json()["items"][0]["message"] is None


def test_following_and_marks(talk, author, colleague, as_):
    ada, reply = as_(author), talk.replies.get()
    assert put(ada, f"/messages/{reply.pk}/thread/read", {"seq": 10**9}).status_code == 204
    assert unread_of_threads(author) == {}
    assert put(ada, f"/messages/{talk.pk}/thread/unread", {"seq": reply.seq}).status_code == 204
    assert unread_of_threads(author) == {talk.pk: 1}
    assert put(ada, f"/messages/{talk.pk}/thread/unread", {"seq": 10**9}).status_code == 422
    assert ada.delete(f"{API}/messages/{talk.pk}/thread").status_code == 204
    assert not ThreadMember.objects.get(thread=talk, person=author).following
    assert put(ada, f"/messages/{talk.pk}/thread").status_code == 204
    assert ThreadMember.objects.get(thread=talk, person=author).following


def test_a_reply_goes_under_a_message_that_was_deleted(room, talk, author, colleague, as_):
    delete_entry(talk, by=author)
    sent = as_(colleague).post(
        f"{API}/rooms/{room.pk}/messages", {"body": "Go on", "thread": talk.pk}, content_type="application/json"
    )
    assert sent.status_code == 201
    assert len(as_(colleague).get(f"{API}/messages/{talk.pk}/replies").json()["items"]) == 2


def test_who_has_seen_a_message_for_people_of_the_room(room, author, colleague, outsider, customer, as_, say):
    said = say(room, author, "News")
    actions.mark_read(room, by=colleague, seq=said.seq)
    assert [one["handle"] for one in as_(author).get(f"{API}/messages/{said.pk}/readers").json()["items"]] == ["ben"]
    assert as_(outsider).get(f"{API}/messages/{said.pk}/readers").status_code == 403
    assert as_(customer).get(f"{API}/messages/{said.pk}/readers").status_code == 404
