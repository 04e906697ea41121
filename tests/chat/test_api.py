"""Chat for programs: what a person can do in rooms, their token can, and nothing more."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils.timezone import now

from chat import actions
from chat.models import Message, Room, RoomMember
from intranet.content.actions import delete_entry
from tests.factories import a_person
from tests.platform.test_api import Program


@pytest.fixture
def ada(author):
    return Program(author)


@pytest.fixture
def ben(colleague):
    return Program(colleague)


@pytest.fixture
def cleo(outsider):
    return Program(outsider)


def bodies(answer) -> list[str]:
    return [item["body"] for item in answer.json()["items"] if item["style"] != "notice"]


# --- Rooms -----------------------------------------------------------------------------------------------------------


def test_a_room_is_opened_changed_and_archived(ada, ben, colleague):
    made = ada.ask("POST", "/rooms", {"name": "rollout", "sort": "closed", "people": ["@ben"], "topic": "Monday"})
    assert made.status_code == 201, made.content
    room = made.json()
    assert (room["name"], room["sort"], room["members_count"], room["joined"]) == ("rollout", "closed", 2, True)
    path = f"/rooms/{room['id']}"
    assert ada.ask("PATCH", path, {"topic": "Tuesday"}).json()["topic"] == "Tuesday"
    assert ben.ask("PATCH", path, {"topic": "Never"}).status_code == 403
    assert ada.ask("PUT", f"{path}/archived").json()["archived"]
    refused = ben.ask("POST", f"{path}/messages", {"body": "Hello"})
    assert (refused.status_code, refused.json()["detail"]) == (
        403,
        "This room is archived: it can be read, not written.",
    )
    assert not ada.ask("DELETE", f"{path}/archived").json()["archived"]


def test_what_one_may_not_read_is_no_room(cleo, closed_room, direct, author, say):
    message = say(closed_room, author, "Secret")
    for room in (closed_room, direct):
        assert [one["id"] for one in cleo.get("/rooms").json()["items"]] == []
        for method, path in (
            ("GET", ""),
            ("PATCH", ""),
            ("PUT", "/membership"),
            ("GET", "/members"),
            ("GET", "/messages"),
            ("POST", "/messages"),
            ("PUT", "/read"),
        ):
            body = {"seq": 1} if path == "/read" else {"body": "x"} if method == "POST" else {}
            assert cleo.ask(method, f"/rooms/{room.pk}{path}", body).status_code == 404, (method, path)
    assert cleo.get(f"/messages/{message.pk}").status_code == 404
    assert cleo.get(f"/messages/{message.pk}/replies").status_code == 404


def test_an_open_room_is_joined_and_left(cleo, room, outsider):
    assert not cleo.get(f"/rooms/{room.pk}").json()["joined"]
    assert cleo.ask("PUT", f"/rooms/{room.pk}/membership").json()["joined"]
    assert cleo.ask("PUT", f"/rooms/{room.pk}/membership").status_code == 200
    assert cleo.ask("DELETE", f"/rooms/{room.pk}/membership").status_code == 204
    assert not room.members.filter(pk=outsider.pk).exists()


def test_the_last_owner_names_another_before_leaving(ada, room, colleague):
    assert ada.ask("DELETE", f"/rooms/{room.pk}/membership").status_code == 422
    assert ada.ask("DELETE", f"/rooms/{room.pk}/membership?successor=ben").status_code == 204
    assert RoomMember.objects.get(room=room, person=colleague).is_owner


def test_the_direct_message_with_somebody_is_one(ada, ben, author):
    first = ada.ask("POST", "/rooms/direct", {"people": ["ben"]}).json()
    assert (first["sort"], first["name"]) == ("direct", "Ben Rossi")
    second = ben.ask("POST", "/rooms/direct", {"people": ["@ada"]}).json()
    assert (second["id"], second["name"]) == (first["id"], "Ada Bianchi")
    assert ada.ask("POST", "/rooms/direct", {"people": ["nobody"]}).status_code == 422


def test_people_are_added_with_and_without_what_was_said(ada, cleo, closed_room, author, outsider, say):
    say(closed_room, author, "Before")
    path = f"/rooms/{closed_room.pk}"
    assert ada.ask("POST", f"{path}/members", {"people": ["cleo"], "history": False}).json() == ["cleo"]
    assert ada.ask("POST", f"{path}/members", {"people": ["cleo"], "history": True}).json() == []
    say(closed_room, author, "After")
    assert bodies(cleo.get(f"{path}/messages")) == ["After"]
    assert ada.ask("PUT", f"{path}/members/cleo", {"role": "owner"}).status_code == 204
    roles = {one["person"]["handle"]: one["role"] for one in cleo.get(f"{path}/members").json()["items"]}
    assert roles == {"ada": "owner", "ben": "member", "cleo": "owner"}
    assert ada.ask("DELETE", f"{path}/members/cleo").status_code == 204
    assert cleo.get(path).status_code == 404


def test_a_customer_has_their_rooms_and_sees_of_others_there_no_more_than_the_name(
    author, closed_room, room, customer, other_customer, say
):
    actions.add_people(closed_room, by=author, people=[customer, other_customer])
    say(closed_room, other_customer, "From Borealis")
    dora = Program(customer)
    assert [one["id"] for one in dora.get("/rooms").json()["items"]] == [closed_room.pk]
    assert dora.get(f"/rooms/{room.pk}").status_code == 404
    emil = next(
        one["person"]
        for one in dora.get(f"/rooms/{closed_room.pk}/members").json()["items"]
        if one["person"]["handle"] == "emil"
    )
    assert (emil["name"], emil["company"], emil["url"]) == ("Emil Gallo", None, "")
    [said] = [one for one in dora.get(f"/rooms/{closed_room.pk}/messages").json()["items"] if one["body"]]
    assert (said["author"]["name"], said["author"]["company"]) == ("Emil Gallo", None)
    assert dora.ask("POST", "/rooms", {"name": "mine"}).status_code == 403


def test_that_firms_would_meet_has_to_be_meant(ada, customer, other_customer, closed_room):
    path = f"/rooms/{closed_room.pk}/members"
    refused = ada.ask("POST", path, {"people": ["dora", "emil"]})
    assert (refused.status_code, "Acme, Borealis" in refused.json()["detail"]) == (422, True)
    assert ada.ask("POST", "/rooms/direct", {"people": ["dora", "emil"]}).status_code == 422
    assert ada.ask("POST", path, {"people": ["dora", "emil"], "mixed": True}).json() == ["dora", "emil"]


# --- Messages --------------------------------------------------------------------------------------------------------


def test_a_message_sent_twice_is_one_and_has_the_same_number(ada, room):
    path, key = f"/rooms/{room.pk}/messages", str(uuid.uuid4())
    first = ada.ask("POST", path, {"body": "Green", "client_id": key})
    assert first.status_code == 201, first.content
    again = ada.ask("POST", path, {"body": "Green"}, **{"Idempotency-Key": key})
    assert again.json() == first.json()
    message = Message.objects.get(style="text")
    assert (message.pk, message.seq) == (first.json()["id"], first.json()["seq"])


def test_messages_are_read_backwards_forwards_and_around(ada, room, author, say):
    seqs = [say(room, author, f"No. {n}").seq for n in range(6)]
    path = f"/rooms/{room.pk}/messages"
    assert bodies(ada.get(f"{path}?limit=2")) == ["No. 5", "No. 4"]
    assert bodies(ada.get(f"{path}?before={seqs[2]}&limit=2")) == ["No. 1", "No. 0"]
    first = ada.get(f"{path}?since={seqs[1]}&limit=3")
    assert bodies(first) == ["No. 2", "No. 3", "No. 4"]
    rest = ada.get(f"{path}?since={seqs[1]}&limit=3&cursor={first.json()['next']}")
    assert (bodies(rest), rest.json()["next"]) == (["No. 5"], None)
    assert bodies(ada.get(f"{path}?around={seqs[3]}&limit=4")) == ["No. 1", "No. 2", "No. 3", "No. 4"]
    assert ada.get(f"{path}?around=3&before=4").status_code == 400
    assert ada.get(f"{path}?since={2**70}").status_code in (200, 422)


def test_replies_stand_in_their_thread_and_in_the_room_where_that_was_wanted(ada, ben, room, author, say):
    root = say(room, author, "Who is in?")
    path = f"/rooms/{room.pk}/messages"
    ben.ask("POST", path, {"body": "Me", "thread": root.pk})
    ben.ask("POST", path, {"body": "All of us", "thread": root.pk, "also_in_room": True})
    assert bodies(ada.get(f"/messages/{root.pk}/replies")) == ["All of us", "Me"]
    assert bodies(ada.get(path)) == ["All of us", "Who is in?"]
    assert bodies(ada.get(f"{path}?replies=true")) == ["All of us", "Me", "Who is in?"]
    assert ada.get(f"/messages/{root.pk}").json()["replies_count"] == 2


def test_a_thread_of_another_room_or_one_out_of_sight_is_none(ben, cleo, room, closed_room, author, say):
    elsewhere = say(closed_room, author, "Elsewhere")
    path = f"/rooms/{room.pk}/messages"
    assert ben.ask("POST", path, {"body": "x", "thread": elsewhere.pk}).status_code == 422
    assert cleo.ask("POST", path, {"body": "x", "thread": elsewhere.pk}).status_code == 404
    assert cleo.ask("POST", path, {"body": "x", "quoted": elsewhere.pk}).status_code == 404


def test_a_message_is_changed_by_its_author_and_not_on_top_of_anothers_change(ada, ben, room, author, say):
    message = say(room, author, "Grene")
    path = f"/messages/{message.pk}"
    assert ada.ask("PATCH", path, {"body": "Green", "based_on": 0}).json()["body"] == "Green"
    assert ada.ask("PATCH", path, {"body": "Blue", "based_on": 0}).status_code == 409
    assert ben.ask("PATCH", path, {"body": "Red"}).status_code == 403
    assert ben.ask("DELETE", path).status_code == 403
    assert ada.ask("DELETE", path).status_code == 204
    assert ada.get(path).status_code == 404


def test_a_deleted_message_is_in_no_list(ada, room, author, say):
    delete_entry(say(room, author, "Oops"), by=author)
    assert bodies(ada.get(f"/rooms/{room.pk}/messages")) == []


def test_a_message_for_later_waits_and_has_no_number(ada, ben, room):
    path = f"/rooms/{room.pk}/messages"
    sent = ada.ask("POST", path, {"body": "Good morning", "send_at": "2099-01-01T09:00:00Z"})
    assert sent.status_code == 422
    sent = ada.ask("POST", path, {"body": "Good morning", "send_at": (now() + timedelta(days=1)).isoformat()})
    assert (sent.status_code, sent.json()["seq"]) == (201, None)
    assert bodies(ben.get(path)) == []


def test_a_poll_comes_with_its_message(ada, ben, room):
    made = ada.ask("POST", f"/rooms/{room.pk}/messages", {"body": "Lunch?", "poll": {"options": ["Pizza", "Soup"]}})
    shown = ben.get(f"/messages/{made.json()['id']}").json()
    assert [option["text"] for option in shown["poll"]["options"]] == ["Pizza", "Soup"]


def test_a_command_answers_its_sender_and_says_nothing_in_the_room(ada, room):
    path = f"/rooms/{room.pk}/messages"
    answer = ada.ask("POST", path, {"body": "/topic Build 4.3"})
    assert (answer.status_code, answer.json()["id"]) == (200, None)
    assert answer.json()["told"] == "The topic is now: Build 4.3"
    assert ada.ask("POST", path, {"body": "/nonsense"}).status_code == 422
    assert ada.ask("POST", path, {"body": "/me waves"}).json()["seq"] is not None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"body": ""},
        {"body": "   "},
        {"body": "x", "client_id": "abc"},
        {"body": ["x"]},
        {"body": "x", "thread": "one"},
        {"body": "x" * 200_000},
        {"body": "x", "attachments": ["00000000-0000-4000-8000-000000000000"]},
    ],
)
def test_what_makes_no_sense_is_said_to_make_none(ada, room, body):
    answer = ada.ask("POST", f"/rooms/{room.pk}/messages", body)
    assert answer.status_code in (403, 404, 413, 422), answer.content
    assert answer["Content-Type"].startswith("application/problem+json")
    assert not Message.objects.exclude(style="notice").exists()


# --- My list ---------------------------------------------------------------------------------------------------------


def test_what_is_unread_is_counted_and_marked(ada, ben, room, author, say):
    say(room, author, "One")
    last = say(room, author, "Two, @ben")
    [mine] = ben.get("/me/rooms").json()["items"]
    assert (mine["unread"], mine["mentions"], mine["role"]) == (2, 1, "member")
    assert ben.ask("PUT", f"/rooms/{room.pk}/read", {"seq": last.seq}).status_code == 204
    assert ben.get("/me/rooms").json()["items"][0]["unread"] == 0
    assert ben.ask("PUT", f"/rooms/{room.pk}/unread", {"seq": last.seq}).status_code == 204
    assert ben.get("/me/rooms").json()["items"][0]["unread"] == 1


def test_favourites_and_headings_are_ones_own(ada, ben, room):
    section = ada.ask("POST", "/me/room-sections", {"name": "Work"}).json()["id"]
    other = ada.ask("POST", "/me/room-sections", {"name": "Rest"}).json()["id"]
    assert ada.ask("PUT", f"/rooms/{room.pk}/section", {"section_id": section}).status_code == 204
    assert ada.ask("PUT", f"/rooms/{room.pk}/favourite").status_code == 204
    [mine] = ada.get("/me/rooms").json()["items"]
    assert (mine["favourite"], mine["section_id"]) == (True, section)
    assert ben.ask("PUT", f"/rooms/{room.pk}/section", {"section_id": section}).status_code == 404
    assert ada.ask("PUT", "/me/room-sections/order", {"sections": [other, section]}).status_code == 204
    assert [one["id"] for one in ada.get("/me/room-sections").json()] == [other, section]
    assert ada.ask("PUT", f"/me/room-sections/{other}", {"name": "Play"}).json()["name"] == "Play"
    assert ben.ask("DELETE", f"/me/room-sections/{other}").status_code == 404
    assert ada.ask("DELETE", f"/me/room-sections/{other}").status_code == 204
    assert ada.ask("DELETE", f"/rooms/{room.pk}/favourite").status_code == 204


def test_how_much_one_is_told_of_a_room_is_ones_own(ada, ben, cleo, room, closed_room):
    assert ben.ask("PUT", f"/rooms/{room.pk}/level", {"level": "nothing"}).status_code == 204
    assert ben.get("/me/rooms").json()["items"][-1]["level"] == "nothing"
    assert ada.get("/me/rooms").json()["items"][-1]["level"] is None
    assert ben.ask("PUT", f"/rooms/{room.pk}/level", {"level": None}).status_code == 204
    assert ben.ask("PUT", f"/rooms/{room.pk}/level", {"level": "loud"}).status_code == 422
    assert cleo.ask("PUT", f"/rooms/{closed_room.pk}/level", {"level": "all"}).status_code == 404


def test_a_conversation_put_out_of_the_list_comes_back_with_the_next_message(ada, direct, room, colleague, say):
    say(direct, colleague, "Hello")
    assert ada.ask("PUT", f"/rooms/{direct.pk}/closed").status_code == 204
    assert direct.pk not in [one["id"] for one in ada.get("/me/rooms").json()["items"]]
    say(direct, colleague, "Still there?")
    assert direct.pk in [one["id"] for one in ada.get("/me/rooms").json()["items"]]
    assert ada.ask("PUT", f"/rooms/{room.pk}/closed").status_code == 403


def test_a_token_that_reads_does_not_write(author, room):
    reader = Program(author, may_write=False)
    assert reader.get(f"/rooms/{room.pk}/messages").status_code == 200
    assert reader.ask("POST", f"/rooms/{room.pk}/messages", {"body": "x"}).status_code == 403


def test_lists_cost_the_same_for_few_and_for_many(queries_stay_flat, author, colleague, say, room, monkeypatch):
    monkeypatch.setattr("intranet.api.auth.READS_A_MINUTE", 10_000)
    program = Program(colleague)

    def grow():
        person = a_person()
        made = actions.open_room(by=author, name=f"Room of {person.name}", people=[colleague, person])
        say(made, author, "Hello @ben")
        say(room, author, "Once more")
        actions.add_people(room, by=author, people=[person])
        actions.direct_room(by=colleague, people=[person])

    for path in ("/rooms", "/me/rooms", f"/rooms/{room.pk}/messages", f"/rooms/{room.pk}/members"):
        queries_stay_flat(lambda path=path: program.get(f"{path}?limit=100"), grow, times=3)


def test_rooms_are_found_by_name(ada, room, closed_room):
    assert [one["name"] for one in ada.get("/rooms?q=firm").json()["items"]] == ["firmware"]
    assert {one["name"] for one in ada.get("/rooms?show=mine").json()["items"]} == {"firmware", "rollout"}
    assert Room.objects.count() == 2
