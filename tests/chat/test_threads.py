"""Replies: counted in what they reply to, followed, and read by a mark of their own."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from chat import actions
from chat.models import Message, ThreadMember
from chat.reading.unread import count_unread_threads, unread_of_threads
from intranet.activity.models import Activity
from intranet.activity.verbs import find
from intranet.content.actions import delete_entry, undelete_entry
from intranet.content.actions.stances import block
from intranet.content.models import Entry
from intranet.realtime.models import Frame

pytestmark = pytest.mark.django_db


def frames(stream, event):
    return [frame.payload for frame in Frame.objects.filter(stream=stream, event=event).order_by("seq")]


def followers(root):
    return set(ThreadMember.objects.filter(thread=root, following=True).values_list("person__handle", flat=True))


def test_a_reply_is_counted_in_the_message_it_replies_to_and_the_room_is_told(room, author, colleague, say):
    root = say(room, author, "Who knows?")
    reply = say(room, colleague, "I do", thread=root)
    root.refresh_from_db()
    assert (root.replies_count, root.repliers, root.last_reply_at) == (1, [colleague.pk], reply.published_at)
    told = frames(room.key, "chat.message.published")[-1]
    assert (told["thread"], told["shown_in_room"]) == (root.pk, False)
    assert told["replies"] == {"count": 1, "last": reply.published_at.isoformat(), "people": [colleague.pk]}


def test_a_reply_to_a_reply_joins_its_thread(room, author, colleague, say):
    root = say(room, author, "Who knows?")
    reply = say(room, colleague, "I do", thread=root)
    further = say(room, author, "Go on", thread=reply)
    root.refresh_from_db()
    assert (further.thread_id, root.replies_count) == (root.pk, 2)


def test_a_reply_also_sent_to_the_room_is_one_message_in_both(room, author, colleague, say):
    root = say(room, author, "Who knows?")
    reply = say(room, colleague, "Everybody should hear this", thread=root, also_in_room=True)
    assert reply in Message.objects.in_line(room)
    assert list(Message.objects.in_thread(root)) == [reply]
    room.refresh_from_db()
    assert room.last_seq == reply.seq


def test_nobody_replies_to_a_notice_nor_to_what_was_said_in_another_room(room, closed_room, author, say):
    notice = Message.objects.get(room=room, style="notice")
    elsewhere = say(closed_room, author, "Between us")
    for root in (notice, elsewhere):
        with pytest.raises(ValidationError):
            say(room, author, "Hm", thread=root)


def test_a_reply_taken_away_is_counted_no_more_and_counted_again_when_it_comes_back(room, author, colleague, say):
    root = say(room, author, "Who knows?")
    first, last = say(room, author, "Anybody?", thread=root), say(room, colleague, "Me", thread=root)
    delete_entry(last, by=colleague)
    root.refresh_from_db()
    assert (root.replies_count, root.repliers, root.last_reply_at) == (1, [author.pk], first.published_at)
    assert frames(room.key, "chat.message.replies")[-1]["replies"]["count"] == 1
    undelete_entry(Entry.objects.get(pk=last.pk), by=colleague)
    root.refresh_from_db()
    assert (root.replies_count, root.repliers) == (2, [colleague.pk, author.pk])


def test_a_thread_outlives_the_message_it_began_with(room, author, colleague, say):
    root = say(room, author, "Who knows?")
    # Read before the reply came, as the page of whoever presses "Delete" was.
    as_shown = Message.objects.get(pk=root.pk)
    say(room, colleague, "I do", thread=root)
    delete_entry(as_shown, by=author)
    root.refresh_from_db()
    assert (root.is_deleted, root.replies_count) == (True, 1)
    assert say(room, author, "Go on", thread=root).thread_id == root.pk


def test_who_writes_is_named_or_began_it_follows_a_thread(room, author, colleague, outsider, customer, say):
    root = say(room, author, "Who knows?")
    assert followers(root) == set()
    say(room, colleague, "Ask @cleo and @dora", thread=root)
    assert followers(root) == {"ada", "ben", "cleo"}, "Dora may not read it"
    assert unread_of_threads(author) == {root.pk: 1}
    assert unread_of_threads(outsider) == {root.pk: 1}
    assert unread_of_threads(colleague) == {}


def test_who_is_drawn_in_later_has_only_later_replies_unread(room, author, colleague, outsider, say):
    root = say(room, author, "Who knows?")
    for text in ("One", "Two"):
        say(room, colleague, text, thread=root)
    say(room, colleague, "Three, @cleo", thread=root)
    assert unread_of_threads(outsider) == {root.pk: 1}


def test_who_left_a_thread_on_purpose_stays_away(room, author, colleague, say):
    root = say(room, author, "Who knows?")
    say(room, colleague, "I do", thread=root)
    assert actions.follow_thread(root, by=author, follow=False)
    assert not actions.follow_thread(root, by=author, follow=False)
    say(room, colleague, "Still there, @ada?", thread=root)
    say(room, author, "No", thread=root)
    assert followers(root) == {"ben"}
    assert count_unread_threads(author) == 0
    assert actions.follow_thread(root, by=author)
    assert count_unread_threads(author) == 0, "what was said meanwhile is not caught up with"


def test_followers_are_told_on_their_own_stream_unless_they_blocked_or_lost_sight(
    closed_room, author, colleague, outsider, say
):
    actions.add_people(closed_room, by=author, people=[outsider])
    root = say(closed_room, author, "Who knows?")
    say(closed_room, outsider, "Not me", thread=root)
    reply = say(closed_room, colleague, "I do", thread=root)
    assert frames(author.key, "chat.thread")[-1] == {"thread": root.pk, "room": closed_room.pk, "entry": reply.pk}
    assert len(frames(outsider.key, "chat.thread")) == 1
    assert frames(colleague.key, "chat.thread") == []
    actions.remove_member(closed_room, by=author, person=outsider)
    block(colleague, by=author)
    say(closed_room, colleague, "Hello?", thread=root)
    assert len(frames(outsider.key, "chat.thread")) == 1
    assert len(frames(author.key, "chat.thread")) == 2


def test_followers_are_notified_for_a_reason_of_its_own(room, author, colleague, outsider, say):
    root = say(room, author, "Who knows?")
    say(room, outsider, "Not me", thread=root) if actions.join_room(room, by=outsider) else None
    say(room, colleague, "I do, @ada", thread=root)
    activity = Activity.objects.filter(verb="chat.message.published").latest("pk")
    found = {(pk, reason) for pk, reason in find(activity.verb).recipients(activity)}
    assert (outsider.pk, "thread") in found
    assert {(author.pk, "thread"), (author.pk, "mention")} <= found
    assert colleague.pk not in {pk for pk, _reason in found}


def test_a_room_where_owners_write_lets_everybody_reply_but_not_in_its_line(room, author, colleague, say):
    actions.change_room(room, by=author, posting="keepers")
    root = say(room, author, "News")
    assert say(room, colleague, "Thanks", thread=root).seq
    with pytest.raises(Exception, match="reply in threads"):
        say(room, colleague, "Thanks all", thread=root, also_in_room=True)


# --- Marks ------------------------------------------------------------------------------------------------------------


def test_a_thread_is_read_by_its_own_mark(room, author, colleague, say):
    root = say(room, author, "Who knows?")
    first, second = (say(room, colleague, text, thread=root) for text in ("I", "do"))
    assert actions.mark_thread_read(root, by=author, seq=first.seq)
    assert unread_of_threads(author) == {root.pk: 1}
    assert not actions.mark_thread_read(root, by=author, seq=first.seq), "never back"
    assert actions.mark_thread_read(root, by=author, seq=10**9)
    assert ThreadMember.objects.get(thread=root, person=author).read_seq == second.seq, "not beyond what was said"
    assert frames(author.key, "chat.thread.read")[-1] == {
        "thread": root.pk,
        "room": room.pk,
        "upto": second.seq,
        "unread": 0,
        "kept": False,
    }


def test_a_thread_marked_unread_stays_so_until_it_is_looked_at_anew(room, author, colleague, say):
    root = say(room, author, "Who knows?")
    replies = [say(room, colleague, text, thread=root) for text in ("I", "do")]
    actions.mark_thread_read(root, by=author, seq=replies[1].seq)
    assert actions.mark_thread_unread(root, by=author, seq=replies[1].seq)
    assert not actions.mark_thread_read(root, by=author, seq=replies[1].seq), "a tab that was open already"
    assert unread_of_threads(author) == {root.pk: 1}
    assert actions.mark_thread_read(root, by=author, seq=replies[1].seq, anew=True)
    with pytest.raises(ValidationError):
        actions.mark_thread_unread(root, by=author, seq=replies[1].seq + 50)


def test_all_threads_are_read_at_once(room, author, colleague, say):
    roots = [say(room, author, text) for text in ("One", "Two")]
    for root in roots:
        say(room, colleague, "Yes", thread=root)
    assert count_unread_threads(author) == 2
    assert actions.read_all_threads(by=author) == 2
    assert count_unread_threads(author) == actions.read_all_threads(by=author) == 0
    say(room, colleague, "And", thread=roots[0])
    assert unread_of_threads(author) == {roots[0].pk: 1}
