"""Marks: they go on and not back, but by hand; and every open tab of the person hears where they stand."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from chat import actions
from chat.models import RoomMember
from chat.reading.unread import unread_in
from intranet.realtime.models import Frame

pytestmark = pytest.mark.django_db


def mark(room, person):
    return RoomMember.objects.get(room=room, person=person).read_seq


def told(person):
    return [frame.payload for frame in Frame.objects.filter(stream=person.key, event="chat.read").order_by("seq")]


def test_a_mark_goes_on_never_back_and_never_beyond_what_was_said(room, author, colleague, say):
    first, second = say(room, author, "One"), say(room, author, "Two, @ben")
    assert actions.mark_read(room, by=colleague, seq=first.seq)
    assert told(colleague)[-1] == {"room": room.pk, "upto": first.seq, "unread": 1, "mentions": 1, "kept": False}
    assert actions.mark_read(room, by=colleague, seq=10**12)
    assert mark(room, colleague) == second.seq
    assert not actions.mark_read(room, by=colleague, seq=first.seq)
    assert not actions.mark_read(room, by=colleague, seq=-5)
    assert len(told(colleague)) == 2


def test_who_is_not_in_the_room_has_no_mark(room, outsider, author, say):
    said = say(room, author, "One")
    assert not actions.mark_read(room, by=outsider, seq=said.seq)
    assert not actions.mark_unread(room, by=outsider, seq=said.seq)
    assert told(outsider) == []


def test_marked_unread_it_is_new_from_there_on_every_device_until_looked_at_anew(room, author, colleague, say):
    said = [say(room, author, text) for text in ("One", "Two", "Three")]
    actions.mark_read(room, by=colleague, seq=said[2].seq)
    assert actions.mark_unread(room, by=colleague, seq=said[1].seq)
    assert told(colleague)[-1] == {
        "room": room.pk,
        "upto": said[1].seq - 1,
        "unread": 2,
        "mentions": 0,
        "kept": True,
    }
    assert not actions.mark_read(room, by=colleague, seq=said[2].seq), "a tab that was open already"
    assert unread_in(room, colleague).messages == 2
    assert actions.mark_read(room, by=colleague, seq=said[2].seq, anew=True)
    assert unread_in(room, colleague).messages == 0


def test_marking_unread_what_is_unread_already_reads_nothing(room, author, colleague, say):
    say(room, author, "One")
    later = say(room, author, "Two")
    actions.mark_unread(room, by=colleague, seq=later.seq)
    assert unread_in(room, colleague).messages == 2


def test_only_a_message_that_one_may_read_can_be_marked_unread(closed_room, author, outsider, say):
    before = say(closed_room, author, "Before her time")
    actions.add_people(closed_room, by=author, people=[outsider], with_history=False)
    root = say(closed_room, author, "Welcome")
    reply = say(closed_room, author, "In the thread", thread=root)
    for seq in (before.seq, reply.seq, 0, -3, 10**12):
        with pytest.raises(ValidationError):
            actions.mark_unread(closed_room, by=outsider, seq=seq)
