"""Programs that speak in a room: by their address, and by their token."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from chat import actions
from chat.actions import bots
from chat.models import Bot, Message, RoomMember
from intranet.accounts.actions import deactivate
from intranet.activity.models import Activity
from intranet.conversation.models import Mention


@pytest.fixture
def made(room, author):
    return bots.add_bot(room, by=author, name="Build bot", about="Says what is green")


@pytest.fixture
def bot(made) -> Bot:
    return made[0]


@pytest.fixture
def send(made):
    def sent(said=None, *, secret: str = made[1], raw: bytes | str | None = None, sort="application/json", **headers):
        body = raw if raw is not None else json.dumps(said)
        strict = Client(enforce_csrf_checks=True)
        return strict.post(f"/hooks/rooms/{secret}/", body, content_type=sort, headers=headers)

    return sent


def said_by(bot: Bot) -> list[str]:
    return list(Message.objects.filter(author=bot.person).order_by("seq").values_list("body", flat=True))


# --- Its address -----------------------------------------------------------------------------------------------------


def test_what_arrives_is_said_in_the_room_as_the_bot(send, bot, room):
    answer = send({"text": "Build **4.3** is green"})
    assert answer.status_code == 200, answer.content
    message = Message.objects.get(pk=answer.json()["id"])
    assert (message.room, message.author, message.seq) == (room, bot.person, answer.json()["seq"])
    assert "<strong>4.3</strong>" in message.body_html
    bot.refresh_from_db()
    assert bot.last_used_at is not None


@pytest.mark.parametrize("key", ["build-4.3", "0b7f7c1e-3c3a-4f0e-9a55-8a6f4a1f2d10"])
def test_the_same_key_is_said_once(send, bot, key):
    first = send({"text": "Green", "client_id": key}).json()
    assert send({"text": "Green", "client_id": key}).json() == first
    assert send({"text": "Green"}, **{"Idempotency-Key": key}).json() == first
    assert said_by(bot) == ["Green"]


def test_older_programs_send_a_form(send, bot):
    form = "application/x-www-form-urlencoded"
    assert send(raw="payload=%7B%22text%22%3A%20%22One%22%7D", sort=form).status_code == 200
    assert send(raw="text=Two", sort=form).status_code == 200
    assert said_by(bot) == ["One", "Two"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"{}",
        b'{"text": ""}',
        b'{"text": "  "}',
        b'{"text": 3}',
        b'{"text": null}',
        b'{"text": "\\u0000"}',
        b'{"text": "\\ud800"}',
        b'{"text": "x", "client_id": 3}',
        b'{"text": "x", "client_id": "' + b"k" * 300 + b'"}',
        b"\xff\xfe",
        b"[" * 20_000,
    ],
)
def test_what_makes_no_sense_is_said_to_make_none(send, bot, raw):
    answer = send(raw=raw)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert said_by(bot) == []


def test_more_than_a_bot_may_say_is_refused(send, bot):
    assert send({"text": "x" * 70_000}).status_code == 413
    assert said_by(bot) == []


def test_a_bot_says_so_much_a_minute(send, monkeypatch):
    monkeypatch.setattr("chat.bots.hook_views.A_MINUTE", 2)
    assert [send({"text": "x"}).status_code for _ in range(3)] == [200, 200, 429]
    assert int(send({"text": "x"})["Retry-After"]) > 0


def test_who_tries_addresses_is_slowed_down(send, monkeypatch):
    monkeypatch.setattr("chat.bots.hook_views.MISSES_A_MINUTE", 2)
    assert [send({"text": "x"}, secret="x" * 43).status_code for _ in range(3)] == [404, 404, 429]
    assert send({"text": "x"}).status_code == 200


def test_an_address_is_asked_by_post_alone(made):
    assert Client().get(f"/hooks/rooms/{made[1]}/").status_code == 405


def test_every_address_that_opens_nothing_answers_alike(send, made, bot, room, author):
    answers = [send({"text": "x"}, secret=secret) for secret in ("x" * 43, made[1][:-1], made[1] + "x", "a")]
    old = made[1]
    new = bots.rotate_address(bot, by=author)
    answers.append(send({"text": "x"}, secret=old))
    assert send({"text": "The new one works"}, secret=new).status_code == 200
    actions.archive_room(room, by=author)
    answers.append(send({"text": "x"}, secret=new))
    actions.unarchive_room(room, by=author)
    bots.close_address(bot, by=author)
    answers.append(send({"text": "x"}, secret=new))
    new = bots.rotate_address(bot, by=author)
    bots.delete_bot(bot, by=author)
    answers.append(send({"text": "x"}, secret=new))
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
    assert said_by(bot) == ["The new one works"]


def test_only_a_hash_of_the_address_is_kept(made, bot):
    row = str(Bot.objects.filter(pk=bot.pk).values().get())
    assert made[1] not in row
    assert made[1].startswith(bot.prefix)


def test_what_a_bot_says_is_no_command(send, bot, room, author):
    send({"text": "/leave"})
    send({"text": "/topic Mine"})
    assert said_by(bot) == ["/leave", "/topic Mine"]
    room.refresh_from_db()
    assert room.topic == ""


def test_a_bot_names_people_of_its_room_and_nobody_else(send, colleague, outsider):
    send({"text": "@ben and @cleo, look"})
    assert list(Mention.objects.values_list("person", flat=True)) == [colleague.pk]


def test_a_bot_calls_everybody_only_where_its_keepers_let_it(send, bot, author):
    answer = send({"text": "@room build 4.3 is green"})
    quiet = Message.objects.get(pk=answer.json()["id"])
    assert (quiet.summons, "mention" in quiet.body_html) == ("", False)
    bots.change_bot(bot, by=author, may_call=True)
    answer = send({"text": "@room build 4.4 is green"})
    assert Message.objects.get(pk=answer.json()["id"]).summons == "room"


def test_a_bot_writes_where_owners_keep_the_main_line_to_themselves(send, bot, room, author):
    actions.change_room(room, by=author, posting="keepers")
    assert send({"text": "News"}).status_code == 200


# --- Who keeps it ----------------------------------------------------------------------------------------------------


def test_a_bot_is_in_its_room_from_now_on_and_marked(room, author, say):
    before = say(room, author, "Before")
    bot, _secret = bots.add_bot(room, by=author, name="Build bot")
    row = RoomMember.objects.get(room=room, person=bot.person)
    assert (row.role, row.history_from >= before.seq) == ("member", True)
    room.refresh_from_db()
    assert not room.with_guests


def test_what_is_done_with_bots_is_in_the_audit(bot, author):
    bots.change_bot(bot, by=author, name="Deploy bot", may_call=True)
    bots.rotate_address(bot, by=author)
    bots.delete_bot(bot, by=author)
    verbs = Activity.objects.filter(audited=True, subject=bot.key).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [f"chat.bot.{what}" for what in ("added", "changed", "rotated", "closed", "deleted")]


def test_who_does_not_keep_the_room_keeps_no_bot_of_it(bot, room, colleague, outsider, customer, moderator):
    for person in (colleague, outsider, customer, moderator):
        for doing in (
            lambda by=person: bots.add_bot(room, by=by, name="Mine"),
            lambda by=person: bots.change_bot(bot, by=by, name="Mine"),
            lambda by=person: bots.rotate_address(bot, by=by),
            lambda by=person: bots.give_token(bot, by=by),
            lambda by=person: bots.delete_bot(bot, by=by),
        ):
            with pytest.raises(PermissionDenied):
                doing()


def test_an_admin_keeps_them_too(bot, room, admin):
    assert bots.change_bot(bot, by=admin, about="Kept by Aldo") == ["about"]


def test_no_bot_takes_part_in_a_direct_message(direct, author):
    with pytest.raises(PermissionDenied):
        bots.add_bot(direct, by=author, name="Spy")


def test_a_room_keeps_so_many_bots_and_no_more(room, author, monkeypatch):
    monkeypatch.setattr(bots, "MOST_IN_ROOM", 1)
    bots.add_bot(room, by=author, name="One")
    with pytest.raises(ValidationError, match="at most 1"):
        bots.add_bot(room, by=author, name="Two")


def test_the_bot_of_who_has_left_goes_on(send, bot, author, admin, colleague, room):
    actions.make_owner(room, by=author, person=colleague)
    deactivate(author, by=admin)
    assert send({"text": "Still here"}).status_code == 200


def test_the_last_person_leaves_a_room_in_which_a_bot_stays(author):
    room = actions.open_room(by=author, name="alone")
    bots.add_bot(room, by=author, name="Build bot")
    assert actions.leave_room(room, by=author)


# --- Its token -------------------------------------------------------------------------------------------------------


@pytest.fixture
def ask(bot, author):
    _row, secret = bots.give_token(bot, by=author)

    def asked(method: str, path: str, body=None):
        headers = {"authorization": f"Bearer {secret}"}
        sent = json.dumps(body) if body is not None else b""
        return Client().generic(method, f"/api/v1{path}", sent, "application/json", headers=headers)

    return asked


def test_a_bot_reads_writes_and_reacts_in_its_room(ask, bot, room, author, say):
    message = say(room, author, "Is it green?")
    assert [one["id"] for one in ask("GET", "/rooms").json()["items"]] == [room.pk]
    assert ask("GET", f"/rooms/{room.pk}/messages").json()["items"][0]["body"] == "Is it green?"
    sent = ask("POST", f"/rooms/{room.pk}/messages", {"body": "It is", "thread": message.pk})
    assert sent.status_code == 201, sent.content
    assert ask("PUT", f"/entries/{message.pk}/reactions/bravi").json() == {"bravi": 1}
    assert ask("PATCH", f"/messages/{sent.json()['id']}", {"body": "It is green"}).status_code == 200
    assert said_by(bot) == ["It is green"]


def test_a_bot_reads_nothing_of_rooms_it_was_not_brought_into(ask, closed_room, author, colleague, say):
    message = say(closed_room, author, "Secret")
    open_one = actions.open_room(by=author, name="for all staff")
    for room in (closed_room, open_one):
        assert ask("GET", f"/rooms/{room.pk}").status_code == 404
        assert ask("POST", f"/rooms/{room.pk}/messages", {"body": "x"}).status_code == 404
    assert ask("GET", f"/messages/{message.pk}").status_code == 404
    assert ask("PUT", f"/entries/{message.pk}/reactions/bravi").status_code == 404


def test_a_bot_reads_nothing_of_what_was_said_before_it_came(closed_room, author, say, bot, ask):
    before = say(closed_room, author, "Before")
    assert bots.bring_bot(bot, closed_room, by=author)
    assert not bots.bring_bot(bot, closed_room, by=author)
    after = say(closed_room, author, "After")
    path = f"/rooms/{closed_room.pk}/messages"
    assert [one["body"] for one in ask("GET", path).json()["items"] if one["style"] == "text"] == ["After"]
    assert ask("GET", f"/messages/{before.pk}").status_code == 404
    assert bots.send_bot_away(bot, closed_room, by=author)
    assert not bots.send_bot_away(bot, closed_room, by=author)
    assert ask("GET", f"/messages/{after.pk}").status_code == 404
    with pytest.raises(ValidationError):
        bots.send_bot_away(bot, bot.room, by=author)


def test_a_bot_is_brought_by_who_keeps_both_rooms(bot, closed_room, colleague, author):
    other = actions.open_room(by=colleague, name="bens")
    for by in (author, colleague):
        with pytest.raises(PermissionDenied):
            bots.bring_bot(bot, other, by=by)


def test_what_is_for_people_is_not_for_bots(ask, room):
    for method, path in (
        ("PUT", f"/rooms/{room.pk}/membership"),
        ("PATCH", f"/rooms/{room.pk}"),
        ("POST", "/rooms"),
        ("POST", "/rooms/direct"),
        ("GET", "/me/rooms"),
        ("GET", "/entries"),
    ):
        assert ask(method, path, {}).status_code == 403, path
