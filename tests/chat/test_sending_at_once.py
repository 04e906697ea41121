"""Many who send at the same moment, and one who presses twice; and a room of a thousand."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat import actions
from chat.models import Message, Room, RoomMember
from intranet.accounts.models import User
from intranet.realtime.ledger import heads
from intranet.realtime.models import Frame
from tests.platform.threads import together


@pytest.mark.django_db(transaction=True)
def test_the_same_message_sent_by_four_tabs_at_once_is_one(author, colleague):
    room = actions.open_room(by=author, name="forge", people=[colleague])
    key = uuid.uuid4()

    def press():
        return actions.send_message(
            Room.objects.get(pk=room.pk), by=User.objects.get(pk=author.pk), body="Once", client_id=key
        )

    sent = together(*[press] * 4)
    (kept,) = Message.objects.filter(client_id=key)
    assert {message.pk for message in sent} == {kept.pk}
    assert kept.seq == heads([room.key])[room.key]
    assert Frame.objects.filter(stream=room.key, payload__client_id=str(key)).count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_several_send_at_once_has_numbers_without_a_gap_in_the_order_of_the_stream(author, colleague, outsider):
    room = actions.open_room(by=author, name="forge", people=[colleague, outsider])
    begun = heads([room.key])[room.key]

    def burst(person):
        def send():
            for number in range(5):
                actions.send_message(Room.objects.get(pk=room.pk), by=User.objects.get(pk=person.pk), body=f"{number}")

        return send

    together(*(burst(person) for person in (author, colleague, outsider)))
    said = Message.objects.filter(room=room, style="text").order_by("seq")
    assert list(said.values_list("seq", flat=True)) == list(range(begun + 1, begun + 16))
    frames = Frame.objects.filter(stream=room.key, event="chat.message.published", seq__gt=begun).order_by("seq")
    assert [frame.payload["entry"] for frame in frames] == list(said.values_list("pk", flat=True))
    for person in (author, colleague, outsider):
        assert list(said.filter(author=person).values_list("body", flat=True)) == [f"{number}" for number in range(5)]
    room.refresh_from_db()
    assert room.last_seq == begun + 15


@pytest.mark.django_db
def test_a_room_of_a_thousand_costs_what_a_small_one_costs(author, colleague, as_, settings_stay_read):
    """Sending, opening and its people: the number of questions does not know how many are in it."""
    small = actions.open_room(by=author, name="small", people=[colleague])
    large = actions.open_room(by=author, name="large", people=[colleague])
    crowd = User.objects.bulk_create(
        User(email=f"c{number}@example.com", handle=f"c{number}", name=f"Crowd {number}", kind="staff")
        for number in range(1000)
    )
    RoomMember.objects.bulk_create(RoomMember(room=large, person=person) for person in crowd)

    def asked(act) -> int:
        with CaptureQueriesContext(connection) as found:
            act()
        return len(found)

    for deed in (
        lambda room: actions.send_message(room, by=author, body="Hello"),
        lambda room: actions.mark_read(room, by=colleague, seq=room.last_seq),
        lambda room: as_(colleague).get(f"/chat/{room.pk}/"),
        lambda room: as_(colleague).get(f"/chat/{room.pk}/messages/"),
        lambda room: as_(colleague).get("/chat/sidebar/"),
    ):
        deed(small)
        few, many = (asked(lambda deed=deed, room=room: deed(Room.objects.get(pk=room.pk))) for room in (small, large))
        assert many <= few
