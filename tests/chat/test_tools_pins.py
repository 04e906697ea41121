"""Keeping messages at hand in their room."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from chat import actions
from chat.models import Room, RoomPin
from chat.tools.pinned import pins_of
from intranet.content.actions import delete_entry
from intranet.realtime.models import Frame
from tests.platform.threads import together

pytestmark = pytest.mark.django_db


def words(room, viewer):
    return [pin.message.body for pin in pins_of(room, viewer)]


def test_the_last_pinned_stands_first_and_everybody_hears(room, author, colleague, say):
    first, second = say(room, author, "The address"), say(room, colleague, "The decision")
    assert actions.pin_message(first, by=colleague)
    assert actions.pin_message(second, by=author)
    assert not actions.pin_message(second, by=author)
    assert words(room, author) == ["The decision", "The address"]
    frame = Frame.objects.filter(stream=room.key, event="chat.message.pinned").latest("seq").payload
    assert (frame["message"], frame["pins"]) == (second.pk, 2)


def test_another_is_put_first_and_one_is_taken_off(room, author, say):
    first, second = say(room, author, "One"), say(room, author, "Two")
    for message in (first, second):
        actions.pin_message(message, by=author)
    assert actions.raise_pin(first, by=author)
    assert not actions.raise_pin(first, by=author)
    assert words(room, author) == ["One", "Two"]
    assert actions.unpin_message(first, by=author)
    assert not actions.unpin_message(first, by=author)
    assert words(room, author) == ["Two"]


def test_who_does_not_write_there_pins_nothing(room, author, colleague, outsider, say):
    message = say(room, author, "One")
    with pytest.raises(PermissionDenied, match="Join this room"):
        actions.pin_message(message, by=outsider)
    actions.change_room(room, by=author, posting=Room.Posting.KEEPERS)
    message.refresh_from_db()
    with pytest.raises(PermissionDenied, match="owners"):
        actions.pin_message(message, by=colleague)
    assert actions.pin_message(message, by=author)


def test_what_was_deleted_is_no_longer_at_hand(room, author, colleague, say):
    message = say(room, author, "One")
    actions.pin_message(message, by=colleague)
    delete_entry(message, by=author)
    assert words(room, colleague) == []


def test_who_came_later_finds_only_what_was_said_in_their_time(closed_room, author, outsider, say):
    before = say(closed_room, author, "Before")
    actions.pin_message(before, by=author)
    actions.add_people(closed_room, by=author, people=[outsider], with_history=False)
    actions.pin_message(say(closed_room, author, "After"), by=author)
    assert words(closed_room, outsider) == ["After"]
    assert words(closed_room, author) == ["After", "Before"]


def test_there_are_so_many_and_no_more(room, author, say, monkeypatch):
    monkeypatch.setattr("chat.actions.pins.MOST_PINS", 1)
    actions.pin_message(say(room, author, "One"), by=author)
    with pytest.raises(ValidationError, match="Take one off"):
        actions.pin_message(say(room, author, "Two"), by=author)


@pytest.mark.django_db(transaction=True)
def test_pinned_many_times_at_once_it_is_pinned_once(room, author, say):
    message = say(room, author, "One")
    made = together(*[lambda: actions.pin_message(message, by=author)] * 6)
    assert sum(made) == 1
    assert RoomPin.objects.count() == 1
