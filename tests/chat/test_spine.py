"""Saying something in a room: numbered, once, for the people of the room."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from chat import actions
from chat.audience import may_follow_room
from chat.models import Message, Room, RoomMember
from intranet.activity.models import Activity
from intranet.content.actions import delete_entry, edit_entry
from intranet.content.models import Entry
from intranet.content.when import When
from intranet.conversation.actions import react
from intranet.realtime.gates import Opening
from intranet.realtime.models import Frame
from intranet.spaces import actions as space_actions
from intranet.spaces.audiences import forget, people_in

pytestmark = pytest.mark.django_db


def frames(room):
    return list(Frame.objects.filter(stream=room.key).order_by("seq").values_list("seq", "event", "payload"))


def test_a_message_bears_the_number_of_its_event(room, author, colleague, say):
    first, second = say(room, author, "One"), say(room, colleague, "Two")
    said = [(seq, payload["entry"]) for seq, event, payload in frames(room) if event == "chat.message.published"][-2:]
    assert said == [(first.seq, first.pk), (second.seq, second.pk)]
    assert list(Message.objects.in_line(room).order_by("seq").values_list("seq", flat=True))[-2:] == [
        first.seq,
        second.seq,
    ]
    room.refresh_from_db()
    assert room.last_seq == second.seq


def test_sent_twice_it_is_there_once(room, author, say):
    key = uuid.uuid4()
    once, again = say(room, author, "Hello", client_id=key), say(room, author, "Hello", client_id=key)
    assert once.pk == again.pk
    assert sum(payload.get("client_id") == str(key) for _seq, _event, payload in frames(room)) == 1


def test_a_plain_message_writes_no_activity(room, author, say, closed_room):
    before = Activity.objects.count()
    say(room, author, "Nobody in particular")
    assert Activity.objects.count() == before
    say(closed_room, author, "Well @ben")
    assert Activity.objects.count() == before + 1


def test_a_closed_room_is_for_its_people(closed_room, author, colleague, outsider, customer, guest, say):
    said = say(closed_room, author, "Between us")
    for person, sees in ((colleague, True), (outsider, False), (customer, False), (guest, False)):
        assert Entry.objects.visible_to(person).filter(pk=said.pk).exists() is sees
        assert Room.objects.visible_to(person).filter(pk=closed_room.pk).exists() is sees
    assert set(people_in(closed_room.audience)) == {author, colleague}
    with pytest.raises(PermissionDenied, match="not in this room"):
        say(closed_room, outsider, "Let me in")


def test_an_open_room_is_read_by_staff_and_written_by_who_joined(room, author, outsider, customer, say):
    said = say(room, author, "Come in")
    assert Entry.objects.visible_to(outsider).filter(pk=said.pk).exists()
    assert not Entry.objects.visible_to(customer).filter(pk=said.pk).exists()
    with pytest.raises(PermissionDenied, match="Join this room"):
        say(room, outsider, "Me too")
    actions.join_room(room, by=outsider)
    assert say(room, outsider, "Me too").seq


def test_who_is_added_without_history_reads_from_then_on(closed_room, author, outsider, say):
    before = say(closed_room, author, "Before her time")
    actions.add_people(closed_room, by=author, people=[outsider], with_history=False)
    after = say(closed_room, author, "Welcome")
    forget(outsider)
    assert not Message.objects.visible_to(outsider).filter(pk=before.pk).exists()
    assert not Entry.objects.visible_to(outsider).filter(pk=before.pk).exists()
    assert Entry.objects.visible_to(outsider).filter(pk=after.pk).exists()
    opening = may_follow_room(outsider, str(closed_room.pk))
    assert isinstance(opening, Opening)
    assert before.seq <= opening.floor < after.seq


def test_the_frame_of_an_edit_has_no_words_for_who_came_later(closed_room, author, outsider, say):
    before = say(closed_room, author, "Before her time")
    actions.add_people(closed_room, by=author, people=[outsider], with_history=False)
    edit_entry(before, by=author, body="Changed")
    assert [p.get("html") for _s, event, p in frames(closed_room) if event == "chat.message.edited"] == [None]


def test_edits_reactions_and_deletions_travel_on_the_stream_of_the_room(room, author, colleague, say):
    said = say(room, author, "Helo")
    edit_entry(said, by=author, body="Hello")
    react(said, by=colleague, sort=_a_sort())
    delete_entry(said, by=author)
    events = [event for _seq, event, _payload in frames(room)]
    assert events[-3] == "chat.message.edited"
    assert events[-1] == "chat.message.deleted"
    assert [seq for seq, *_rest in frames(room)] == list(range(1, len(events) + 1))


def _a_sort() -> str:
    from intranet.conversation.models import Reaction

    return Reaction.Sort.values[0]


def test_replies_are_counted_where_they_belong(room, author, colleague, say):
    root = say(room, author, "Question")
    reply = say(room, colleague, "Answer", thread=root)
    shown = say(room, colleague, "For all", thread=reply, also_in_room=True)
    root.refresh_from_db()
    assert (root.replies_count, root.repliers) == (2, [colleague.pk])
    assert shown.thread_id == root.pk
    line = set(Message.objects.in_line(room).values_list("pk", flat=True))
    assert reply.pk not in line
    assert shown.pk in line
    delete_entry(reply, by=colleague)
    root.refresh_from_db()
    assert root.replies_count == 1


def test_a_reply_needs_a_message_of_the_room(room, closed_room, author, say):
    elsewhere = say(closed_room, author, "Elsewhere")
    with pytest.raises(ValidationError, match="no such message"):
        say(room, author, "Reply", thread=elsewhere)


def test_a_scheduled_message_gets_its_number_when_it_comes_out(room, author, say, moment):
    waiting = say(room, author, "Later", when=When.at(moment, "UTC"))
    assert waiting.seq is None
    from intranet.content.actions import publish_now

    publish_now(Entry.objects.get(pk=waiting.pk), by=author)
    waiting.refresh_from_db()
    assert waiting.seq
    assert waiting.audience == room.key


@pytest.fixture
def moment():
    from datetime import timedelta

    from django.utils.timezone import now

    return now() + timedelta(hours=2)


def test_the_same_people_find_the_same_direct_message(author, colleague, outsider):
    one = actions.direct_room(by=author, people=[colleague])
    assert actions.direct_room(by=colleague, people=[author]) == one
    assert actions.direct_room(by=author, people=[colleague, outsider]).sort == Room.Sort.GROUP


def test_a_space_with_chat_has_a_room_with_its_people(author, colleague, outsider):
    space = space_actions.create_space(by=author, name="Depot", visibility="closed")
    [default] = Room.objects.filter(space=space)
    assert default.is_default
    space_actions.add_member(space, by=author, person=colleague)
    assert RoomMember.objects.filter(room=default, person=colleague).exists()
    space_actions.remove_member(space, by=author, person=colleague)
    forget(colleague)
    assert not Room.objects.visible_to(colleague).exists()
    assert not Room.objects.visible_to(outsider).exists()


def test_the_last_owner_names_another_before_leaving(room, author, colleague):
    with pytest.raises(ValidationError, match="needs an owner"):
        actions.leave_room(room, by=author)
    actions.make_owner(room, by=author, person=colleague)
    assert actions.leave_room(room, by=author)


def test_the_mark_never_goes_back_but_by_hand(room, author, colleague, say):
    first, second = say(room, author, "One"), say(room, author, "Two")
    assert actions.mark_read(room, by=colleague, seq=second.seq + 50)
    assert RoomMember.objects.get(room=room, person=colleague).read_seq == second.seq
    assert not actions.mark_read(room, by=colleague, seq=first.seq)
    assert actions.mark_unread(room, by=colleague, seq=first.seq)
    assert RoomMember.objects.get(room=room, person=colleague).read_seq == first.seq - 1
