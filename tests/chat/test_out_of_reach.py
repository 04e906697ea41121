"""What somebody who is not in a room tries, and what a wire does that loses, doubles and overtakes."""

from __future__ import annotations

import asyncio
import json
import random
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chat import actions
from chat.audience import may_follow_room
from chat.models import Message
from intranet.accounts.models import User
from intranet.content.files.uploads import store_upload
from intranet.conversation.actions import react
from intranet.realtime import access
from intranet.realtime.frames import CONTROL
from intranet.realtime.ledger import frames_after
from intranet.realtime.models import Frame
from tests.platform.live_world import QUICK, Tab, World, until
from tests.platform.test_live_hub import LossyWire

CANARY = "kanarienvogel"


@pytest.fixture
def secret(db, closed_room, author, say):
    """A message with a file and a reply, in a room that others know nothing of."""
    file = store_upload(SimpleUploadedFile(f"{CANARY}.txt", CANARY.encode()), by=author)
    head = say(closed_room, author, f"The {CANARY} sings", attachment_ids=[file.pk])
    say(closed_room, author, f"The {CANARY} again", thread=head)
    return head, file


def addresses_of(room, message, file) -> list[str]:
    numbers = range(max(message.seq - 2, 0), message.seq + 3)
    return [
        f"/chat/{room.pk}/",
        f"/chat/{room.pk}/messages/",
        *(f"/chat/{room.pk}/messages/?{side}={number}" for side in ("before", "after", "around") for number in numbers),
        f"/chat/{room.pk}/messages/?message={message.pk}",
        f"/chat/messages/{message.pk}/",
        f"/chat/messages/{message.pk}/thread/",
        f"/chat/{room.pk}/keeping/",
        f"/chat/{room.pk}/copies/",
        f"/entries/{message.pk}/history/",
        file.url,
        file.thumb_url,
        f"/api/v1/rooms/{room.pk}",
        f"/api/v1/rooms/{room.pk}/messages?since=0",
        f"/api/v1/messages/{message.pk}",
        f"/api/v1/messages/{message.pk}/replies",
        f"/api/v1/rooms/{room.pk}/keeping",
        f"/api/v1/rooms/{room.pk}/copies",
    ]


@pytest.mark.parametrize("who", ["outsider", "customer", "admin"])
def test_nothing_is_learnt_by_counting_upwards(who, request, secret, closed_room, as_):
    client = as_(request.getfixturevalue(who))
    message, file = secret
    for address in addresses_of(closed_room, message, file):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert CANARY not in answer.content.decode(), address
        # A number that never was is answered alike.
        nothing = client.get(re.sub(rf"/({closed_room.pk}|{message.pk})(?=[/?]|$)", "/987654", address))
        assert nothing.status_code == answer.status_code, address
    for address in ("/chat/", "/chat/sidebar/", "/api/v1/rooms", "/api/v1/me/rooms"):
        assert CANARY not in client.get(address).content.decode(), address


def test_an_outsider_writes_reads_marks_and_follows_nothing(secret, closed_room, outsider, as_):
    message, _file = secret
    client = as_(outsider)
    for address, sent in (
        (f"/chat/{closed_room.pk}/messages/", {"body": "me too"}),
        (f"/chat/{closed_room.pk}/read/", {"seq": 1}),
        (f"/chat/{closed_room.pk}/unread/", {"seq": 1}),
    ):
        assert client.post(address, sent).status_code == 404, address
    assert may_follow_room(outsider, str(closed_room.pk)) is False
    assert access.ask_gate(outsider.pk, None, closed_room.key)[0] is False
    with pytest.raises(Exception, match=r"\S"):
        react(Message.objects.get(pk=message.pk), by=outsider, sort="agree")
    assert not Frame.objects.filter(stream=f"user_{outsider.pk}", payload__icontains=CANARY).exists()


def test_who_is_put_out_loses_the_stream_with_the_action_itself(closed_room, author, colleague):
    assert access.streams_lost({colleague.pk: {closed_room.key}}) == {colleague.pk: set()}
    actions.remove_member(closed_room, by=author, person=colleague)
    called = Frame.objects.filter(stream=CONTROL).latest("pk")
    assert colleague.pk in called.payload["people"]
    fresh = User.objects.get(pk=colleague.pk)
    assert access.streams_lost({fresh.pk: {closed_room.key}}) == {fresh.pk: {closed_room.key}}
    assert may_follow_room(fresh, str(closed_room.pk)) is False


def test_whatever_the_wire_does_everybody_hears_each_message_once_in_the_order_of_its_number(
    closed_room, author, colleague, say, monkeypatch
):
    said = [say(closed_room, (author, colleague)[number % 2], f"Line {number}") for number in range(40)]
    frames = frames_after(closed_room.key, 0)

    async def carried(seed: int) -> list[list[int]]:
        world = World(monkeypatch, seed=seed, pace=QUICK)
        wire, tabs = LossyWire(world, random.Random(seed)), []
        for place, frame in enumerate(frames):
            if place % 12 == 0:
                tab = Tab(1 + place)
                await tab.open()
                await tab.follow(closed_room.key, since=0)
                tabs.append(tab)
            wire.carry(world.commit(frame.stream, frame.event, **frame.payload))
        await until(lambda: all(len(tab.frames(closed_room.key)) == len(frames) for tab in tabs))
        heard = [[one["entry"] for one in tab.heard if one.get("event") == "chat.message.published"] for tab in tabs]
        await world.hub.stop()
        return heard

    for seed in range(6):
        for entries in asyncio.run(carried(seed)):
            assert entries[-len(said) :] == [message.pk for message in said]


HOSTILE = [
    {"follow": "room_"},
    {"follow": "room_-1"},
    {"follow": "room_1e9"},
    {"follow": "room_0x1"},
    {"follow": "room_1 OR 1=1"},
    {"follow": "room_９"},
    {"follow": "room_" + "9" * 40},
    {"follow": "room_1\u0000"},
    {"follow": {"room_1": "0; drop"}},
    {"follow": {"room_1": -5}},
    {"follow": {"room_1": 10**30}},
    {"follow": ["room_1"]},
    {"follow": "room_1", "since": {"$gt": 0}},
    {"typing": "room_1"},
    {"typing": "room_1", "in": 10**30},
    {"typing": "room_1", "in": "<b>"},
    {"typing": ["room_1"]},
    {"typing": "user_2"},
    {"event": "chat.message.published", "stream": "room_1", "seq": 1},
    {"unfollow": "room_1", "follow": "room_1"},
]


async def test_frames_that_make_no_sense_say_nothing_to_anybody_and_leave_the_room_alive(monkeypatch):
    world = World(monkeypatch)
    world.shut.add((2, "room_1"))
    member, stranger = await world.tab(1, room_1=None), await world.tab(2)
    for said in HOSTILE:
        stranger.say(said)
    world.say("room_1")
    await until(lambda: member.frames("room_1") == [1])
    assert stranger.frames("room_1") == []
    assert not [one for one in member.heard if "typing" in one]
    assert "room_1" not in stranger.consumer.following
    assert json.dumps(member.heard)
    await world.hub.stop()
