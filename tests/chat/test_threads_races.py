"""Many at the same moment: every reply counted, every mark where it belongs."""

from __future__ import annotations

import pytest

from chat import actions
from chat.models import Message, Room, RoomMember, ThreadMember
from intranet.accounts.models import User
from intranet.content.actions import delete_entry
from tests.platform.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_replies_sent_at_once_are_all_counted_and_follow_once(room, author, colleague, say):
    root = say(room, author, "Who knows?")

    def reply(number):
        person = User.objects.get(pk=(author, colleague)[number % 2].pk)
        return say(Room.objects.get(pk=room.pk), person, f"Number {number}", thread=Message.objects.get(pk=root.pk))

    together(*(lambda n=n: reply(n) for n in range(16)))

    root.refresh_from_db()
    assert root.replies_count == Message.objects.in_thread(root).count() == 16
    assert sorted(root.repliers) == sorted([author.pk, colleague.pk])
    assert ThreadMember.objects.filter(thread=root).count() == 2
    numbers = list(Message.objects.in_thread(root).order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(root.seq + 1, root.seq + 17)), "one after the other, without a gap"


def test_a_reply_sent_while_another_is_taken_away_leaves_the_right_count(room, author, colleague, say):
    root = say(room, author, "Who knows?")
    doomed = [say(room, colleague, f"Number {number}", thread=root) for number in range(4)]

    together(
        *(lambda entry=entry: delete_entry(Message.objects.get(pk=entry.pk), by=colleague) for entry in doomed),
        *(lambda: say(Room.objects.get(pk=room.pk), author, "More", thread=Message.objects.get(pk=root.pk)),) * 4,
    )

    root.refresh_from_db()
    assert (root.replies_count, root.repliers) == (4, [author.pk])


def test_twenty_tabs_that_say_different_things_leave_the_furthest(room, author, colleague, say):
    said = [say(room, author, f"Number {number}") for number in range(20)]

    together(
        *(
            lambda seq=message.seq: actions.mark_read(Room.objects.get(pk=room.pk), by=colleague, seq=seq)
            for message in said
        )
    )

    assert RoomMember.objects.get(room=room, person=colleague).read_seq == said[-1].seq


def test_what_is_marked_unread_while_tabs_still_read_stays_unread(room, author, colleague, say):
    said = [say(room, author, f"Number {number}") for number in range(4)]
    actions.mark_read(room, by=colleague, seq=said[-1].seq)
    actions.mark_unread(room, by=colleague, seq=said[1].seq)

    together(
        *(
            lambda seq=message.seq: actions.mark_read(Room.objects.get(pk=room.pk), by=colleague, seq=seq)
            for message in said * 2
        )
    )

    mine = RoomMember.objects.get(room=room, person=colleague)
    assert (mine.read_seq, mine.kept_unread) == (said[1].seq - 1, True)
