"""How much is new for somebody: one module counts, for every place that shows a number."""

from __future__ import annotations

import pytest

from chat import actions
from chat.models import Message
from chat.reading.unread import (
    MOST_COUNTED,
    Unread,
    count_unread_threads,
    totals,
    unread_in,
    unread_of_rooms,
    unread_of_threads,
)
from intranet.accounts.models import User
from intranet.content.actions import delete_entry, hide_entry, restore_entry
from intranet.content.actions.stances import block
from intranet.notifications.actions import set_level
from intranet.spaces.audiences import forget

pytestmark = pytest.mark.django_db


def test_what_others_said_after_the_mark_is_unread(room, author, colleague, say):
    say(room, author, "One")
    say(room, author, "Two")
    assert unread_in(room, colleague) == Unread(messages=2)
    assert unread_in(room, author) == Unread()


def test_ones_own_notices_and_what_was_taken_away_do_not_count(room, author, colleague, moderator, outsider, say):
    say(room, colleague, "My own")
    actions.join_room(room, by=outsider)
    gone = say(room, author, "A slip")
    delete_entry(gone, by=author)
    hidden = say(room, author, "Rude")
    hide_entry(hidden, by=moderator, reason="Rude")
    assert unread_in(room, colleague) == Unread()
    restore_entry(hidden, by=moderator)
    assert unread_in(room, colleague) == Unread(messages=1)


def test_what_somebody_says_whom_one_has_blocked_does_not_count(room, author, colleague, say):
    say(room, author, "Listen @ben")
    block(author, by=colleague)
    assert unread_in(room, colleague) == Unread()


def test_mentions_are_counted_by_themselves_also_those_of_everybody(room, author, colleague, say):
    say(room, author, "Nobody in particular")
    say(room, author, "Well, @ben")
    say(room, author, "All of you, @room, @ben too")
    assert unread_in(room, colleague) == Unread(messages=3, mentions=2)


def test_a_reply_counts_in_its_thread_and_in_the_room_only_if_sent_there_too(room, author, colleague, say):
    root = say(room, colleague, "Who knows?")
    say(room, author, "I do", thread=root)
    assert unread_in(room, colleague) == Unread()
    assert unread_of_threads(colleague) == {root.pk: 1}
    say(room, author, "Here it is", thread=root, also_in_room=True)
    assert unread_in(room, colleague) == Unread(messages=1)
    assert unread_of_threads(colleague) == {root.pk: 2}


def test_what_was_said_before_ones_time_is_not_unread(closed_room, author, outsider, say):
    say(closed_room, author, "Before")
    actions.add_people(closed_room, by=author, people=[outsider], with_history=False)
    assert unread_in(closed_room, outsider) == Unread()
    say(closed_room, author, "After")
    assert unread_in(closed_room, outsider) == Unread(messages=1)


def test_counting_stops_at_a_hundred(room, author, colleague, say):
    last = say(room, author, "The last one")
    # Copies of it, since a hundred sends would be a hundred transactions.
    for number in range(MOST_COUNTED + 5):
        copy = Message.objects.get(pk=last.pk)
        copy.pk = copy.id = copy.entry_ptr_id = None
        copy._state.adding = True
        copy.seq, copy.client_id = last.seq + 1 + number, None
        copy.save(force_insert=True)
    room.last_seq = last.seq + MOST_COUNTED + 5
    room.save(update_fields=["last_seq"])
    assert unread_in(room, colleague).messages == MOST_COUNTED


def test_a_room_of_which_one_wants_to_hear_nothing_counts_by_its_mentions(room, direct, author, colleague, say):
    set_level(room.key, by=colleague, degree="nothing")
    say(room, author, "Noise")
    say(room, author, "And you, @ben?")
    say(direct, author, "Lunch?")
    found = totals(colleague)
    assert (found.rooms, found.messages, found.calls, found.threads) == (1, 1, 2, 0)


def test_who_has_left_a_room_has_nothing_unread_in_it(closed_room, author, colleague, say):
    root = say(closed_room, colleague, "Mine")
    say(closed_room, author, "Yours, @ben", thread=root, also_in_room=True)
    actions.remove_member(closed_room, by=author, person=colleague)
    assert unread_of_rooms(colleague) == {}
    assert count_unread_threads(colleague) == 0


def test_counting_costs_the_same_for_one_room_and_for_many(author, colleague, say, queries_stay_flat):
    def one_more():
        opened = actions.open_room(by=author, name=f"room-{Message.objects.count()}")
        forget(colleague)
        actions.join_room(opened, by=colleague)
        root = say(opened, colleague, "Mine")
        say(opened, author, "Well, @ben", thread=root, also_in_room=True)

    queries_stay_flat(lambda: totals(User.objects.get(pk=colleague.pk)), one_more)
