"""Who has seen a message: told from the marks, to people of the room, as far as both want to."""

from __future__ import annotations

import pytest

from chat import actions
from chat.reading.receipts import can_see_readers, marks_in, readers_of
from intranet.accounts.actions import change_settings
from intranet.content.actions.stances import block
from intranet.realtime.models import Frame
from tests import factories

pytestmark = pytest.mark.django_db


def handles(people):
    return [person.handle for person in people]


def seen_frames(stream):
    return [frame.payload for frame in Frame.objects.filter(stream=stream, event="chat.room.seen").order_by("seq")]


@pytest.fixture
def trio(author, colleague, outsider):
    return actions.open_room(by=author, name="trio", sort="closed", people=[colleague, outsider])


def test_whose_mark_has_passed_a_message_has_seen_it(trio, author, colleague, outsider, say):
    first, second = say(trio, author, "One"), say(trio, author, "Two")
    actions.mark_read(trio, by=colleague, seq=first.seq)
    actions.mark_read(trio, by=outsider, seq=second.seq)
    assert handles(readers_of(first, author)) == ["ben", "cleo"]
    assert handles(readers_of(second, author)) == ["cleo"]
    assert handles(readers_of(second, outsider)) == []


def test_who_came_later_has_not_seen_what_was_said_before(trio, author, moderator, say):
    said = say(trio, author, "One")
    actions.add_people(trio, by=author, people=[moderator])
    assert handles(readers_of(said, author)) == []


def test_a_reply_is_seen_by_the_mark_of_its_thread_or_where_it_was_sent_too(trio, author, colleague, outsider, say):
    root = say(trio, colleague, "Who knows?")
    reply = say(trio, author, "I do", thread=root)
    shown = say(trio, author, "All hear", thread=root, also_in_room=True)
    actions.mark_thread_read(root, by=colleague, seq=reply.seq)
    actions.mark_read(trio, by=outsider, seq=shown.seq)
    assert handles(readers_of(reply, author)) == ["ben"]
    assert handles(readers_of(shown, author)) == ["cleo"]


def test_who_keeps_it_back_is_told_of_nobody_and_nobody_of_them(trio, author, colleague, outsider, say):
    said = say(trio, author, "One")
    change_settings(colleague, by=colleague, show_reading=False)
    for person in (colleague, outsider):
        actions.mark_read(trio, by=person, seq=said.seq)
    assert handles(readers_of(said, author)) == ["cleo"]
    assert not can_see_readers(colleague, trio)
    assert can_see_readers(author, trio)
    assert marks_in(trio, colleague) is None
    assert [row["name"] for row in marks_in(trio, author)] == ["Cleo Verdi"]


def test_who_has_blocked_or_is_blocked_is_not_told_of(trio, author, colleague, outsider, say):
    said = say(trio, author, "One")
    for person in (colleague, outsider):
        actions.mark_read(trio, by=person, seq=said.seq)
    block(author, by=colleague)
    block(outsider, by=author)
    assert handles(readers_of(said, author)) == []


def test_a_room_may_do_without(trio, author, colleague, say):
    actions.change_room(trio, by=author, receipts=False)
    said = say(trio, author, "One")
    actions.mark_read(trio, by=colleague, seq=said.seq)
    assert not can_see_readers(author, trio)
    assert marks_in(trio, author) is None
    assert seen_frames(trio.key) == []


def test_only_who_is_in_the_room_learns_who_has_read(room, outsider):
    assert not can_see_readers(outsider, room)


def test_a_small_room_hears_it_as_it_happens_and_only_of_what_others_said(trio, author, colleague, say):
    own = say(trio, colleague, "My own")
    assert actions.mark_read(trio, by=colleague, seq=own.seq)
    assert seen_frames(trio.key) == []
    said = say(trio, author, "One")
    actions.mark_read(trio, by=colleague, seq=said.seq)
    assert seen_frames(trio.key) == [{"room": trio.pk, "person": colleague.pk, "upto": said.seq}]


def test_those_who_may_not_learn_it_do_not_hear_it(trio, author, colleague, outsider, say):
    change_settings(outsider, by=outsider, show_reading=False)
    said = say(trio, author, "One")
    actions.mark_read(trio, by=colleague, seq=said.seq)
    assert seen_frames(trio.key) == seen_frames(outsider.key) == []
    assert [frame["person"] for frame in seen_frames(author.key)] == [colleague.pk]


def test_an_open_room_is_heard_by_more_than_its_people_so_they_are_told_one_by_one(room, author, colleague, say):
    said = say(room, author, "One")
    actions.mark_read(room, by=colleague, seq=said.seq)
    assert seen_frames(room.key) == []
    assert len(seen_frames(author.key)) == 1


def test_a_larger_room_is_not_told_and_asks(author, colleague, say):
    crowd = [factories.a_person() for _number in range(9)]
    hall = actions.open_room(by=author, name="hall", sort="closed", people=[colleague, *crowd])
    said = say(hall, author, "One")
    actions.mark_read(hall, by=colleague, seq=said.seq)
    assert seen_frames(hall.key) == seen_frames(author.key) == []
    assert marks_in(hall, author) is None
    assert handles(readers_of(said, author)) == ["ben"]
