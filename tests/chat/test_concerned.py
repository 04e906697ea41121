"""Whom a message concerns: who is told, why, and that a plain message in a plain room tells nobody."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat import actions
from chat.hearing.waiting import waiting_for
from chat.models import ChatWord, Message
from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.content import actions as content_actions
from intranet.notifications import inbox
from intranet.notifications.actions import Outcome, set_level, take_mail
from intranet.notifications.models import Notification
from intranet.realtime.models import Frame
from tests import factories
from tests.platform.mail_world import REPLY_ADDRESS, proven, send_all, the_mail_to

PUBLISHED = "chat.message.published"


@pytest.fixture
def told(run_jobs):
    """``told()``: {person: reason} of what was told since it was last asked."""
    seen: set[int] = set()

    def asked() -> dict[str, str]:
        run_jobs()
        fresh = Notification.objects.exclude(pk__in=seen).select_related("recipient")
        found = {row.recipient.handle: row.reason for row in fresh}
        seen.update(row.pk for row in fresh)
        return found

    return asked


def test_a_plain_message_in_a_plain_room_writes_nothing_down(room, author, say, told):
    say(room, author, "The kettle is on.")
    assert not Activity.objects.filter(verb=PUBLISHED).exists()
    assert told() == {}


def test_who_is_named_is_told_also_outside_of_an_open_room(room, author, colleague, outsider, say, told):
    say(room, author, f"@{colleague.handle} and @{outsider.handle}: look")
    assert told() == {colleague.handle: "mention", outsider.handle: "mention"}


def test_in_a_closed_room_whoever_is_not_in_it_is_never_told(closed_room, author, outsider, say, told):
    say(closed_room, author, f"Ask @{outsider.handle} about it, @room")
    assert outsider.handle not in told()


def test_a_direct_message_tells_the_other_and_a_thread_in_it_does_too(direct, author, colleague, say, told):
    first = say(direct, author, "Have you a minute?")
    assert told() == {colleague.handle: "direct"}
    say(direct, author, "About the fans.", thread=first)
    assert told() == {colleague.handle: "direct"}


def test_a_group_message_tells_everybody_in_it(author, colleague, outsider, say, told):
    group = actions.direct_room(by=author, people=[colleague, outsider])
    say(group, author, "Lunch?")
    assert told() == {colleague.handle: "group", outsider.handle: "group"}


def test_a_level_says_how_much_one_hears_of_a_room(room, direct, author, colleague, say, told):
    set_level(room.key, by=colleague, degree="all")
    say(room, author, "The kettle is on.")
    assert told() == {colleague.handle: "room"}
    set_level(room.key, by=colleague, degree="nothing")
    say(room, author, f"@{colleague.handle}, @room: the kettle is on.")
    assert told() == {}
    set_level(direct.key, by=colleague, degree="mentions")
    say(direct, author, "Tea?")
    assert told() == {}
    say(direct, author, f"@{colleague.handle}?")
    assert told() == {colleague.handle: "mention"}


def test_replies_tell_whoever_follows_the_thread(room, author, colleague, outsider, say, told):
    first = say(room, author, "Which fan?")
    actions.join_room(room, by=outsider)
    say(room, colleague, "The left one.", thread=first)
    assert told() == {author.handle: "thread"}
    actions.follow_thread(first, by=outsider)
    say(room, author, "Thanks.", thread=first)
    assert told() == {colleague.handle: "thread", outsider.handle: "thread"}


# --- Words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "text", "is_said"),
    [
        ("budget", "The BUDGET is late.", True),
        ("budget", "Budgets are late.", False),
        ("perché", "Perche no?", True),
        ("quiet fans", "Are the quiet fans there?", True),
        ("quiet fans", "Fans that are quiet", False),
        ("fans", "quiet **fans**, loud ones", True),
        ("e-mail", "An e-mail came.", True),
        ("ufficio", "Siamo all'ufficio", True),
    ],
)
def test_words_are_found_whole_whatever_their_case_and_accents(room, author, colleague, say, told, word, text, is_said):
    actions.add_word(by=colleague, text=word)
    say(room, author, text)
    assert told() == ({colleague.handle: "keyword"} if is_said else {})


def test_words_count_in_rooms_one_is_in_and_not_for_oneself(room, author, colleague, outsider, say, told):
    for person in (author, outsider):
        actions.add_word(by=person, text="kettle")
    say(room, author, "The kettle is on.")
    assert told() == {}
    say(room, colleague, "The kettle is off.")
    assert told() == {author.handle: "keyword"}


def test_there_are_twenty_words_at_most_and_the_same_twice_is_one(colleague):
    for number in range(20):
        actions.add_word(by=colleague, text=f"word{number}")
    assert actions.add_word(by=colleague, text="WORD3").text == "word3"
    with pytest.raises(Exception, match="20 words already"):
        actions.add_word(by=colleague, text="one more")
    with pytest.raises(Exception, match="letters or digits"):
        actions.add_word(by=colleague, text=" … ")
    assert ChatWord.objects.count() == 20


def test_many_people_with_words_cost_a_message_no_more_queries(room, author, say, queries_stay_flat):
    def grow() -> None:
        person = factories.a_person()
        actions.join_room(room, by=person)
        actions.add_word(by=person, text="kettle")

    queries_stay_flat(lambda: say(room, author, "Nothing of the sort was said."), grow)


# --- What is read, and how it reads ----------------------------------------------------------------------------------


def test_forty_messages_are_one_line_with_their_number(direct, author, colleague, say, told):
    for number in range(60):
        say(direct, author, f"Line {number}")
    told()
    [thread] = inbox.page_of(colleague).threads
    assert (thread.sentence, thread.unread) == ("Ada Bianchi wrote to you", 60)
    assert thread.excerpt == "Line 59"
    assert inbox.target_of(thread.lead) == direct.get_absolute_url()


def test_a_busy_room_takes_no_place_from_other_lines(direct, author, colleague, outsider, say, told, monkeypatch):
    monkeypatch.setattr(inbox, "MOST_OF_ONE", 2)
    other = actions.direct_room(by=outsider, people=[colleague])
    say(other, outsider, "Hello")
    for _number in range(5):
        say(direct, author, "Hello")
    told()
    assert [thread.unread for thread in inbox.page_of(colleague).threads] == [5, 1]


def test_the_line_names_the_room_and_leads_to_where_one_is_named(room, author, colleague, say, told):
    message = say(room, author, f"@{colleague.handle} please")
    told()
    [thread] = inbox.page_of(colleague).threads
    assert thread.sentence == "Ada Bianchi mentioned you in “firmware”"
    assert inbox.target_of(thread.lead) == message.get_absolute_url()


def test_reading_the_room_reads_what_was_told_of_it(direct, author, colleague, say, told):
    first = say(direct, author, "One")
    say(direct, author, "Two")
    told()
    actions.mark_read(direct, by=colleague, seq=first.seq)
    assert Notification.objects.unread().count() == 1
    actions.mark_read(direct, by=colleague, seq=10_000)
    assert not Notification.objects.unread().exists()


def test_what_was_read_before_it_was_told_is_told_as_read(direct, author, colleague, say, told):
    message = say(direct, author, "One")
    actions.mark_read(direct, by=colleague, seq=message.seq)
    told()
    assert not Notification.objects.unread().exists()
    assert waiting_for(colleague).number == 0


def test_what_was_read_within_the_grace_is_not_mailed(direct, author, colleague, say, told):
    proven(colleague)
    message = say(direct, author, "One")
    told()
    actions.mark_read(direct, by=colleague, seq=message.seq)
    assert send_all() == ["dropped"]


def test_one_mail_has_what_was_said_in_one_room_and_names_it(direct, author, colleague, say, told):
    proven(colleague)
    say(direct, author, "One")
    say(direct, author, "Two")
    told()
    assert send_all() == ["sent"]
    letter = the_mail_to(colleague)
    assert letter.subject == "Chat: Ada Bianchi"
    assert "Ada Bianchi wrote to you" in letter.body
    assert "One" in letter.body
    assert "Two" in letter.body
    assert direct.get_absolute_url() in letter.body


def test_a_direct_message_is_answered_by_mail_where_that_is_possible(direct, author, colleague, say, told, settings):
    settings.REPLY_ADDRESS = REPLY_ADDRESS
    proven(colleague)
    say(direct, author, "Have you a minute?")
    told()
    send_all()
    letter = the_mail_to(colleague)
    answer = EmailMessage()
    answer["From"], answer["To"], answer["Message-ID"] = colleague.email, letter.extra_headers["Reply-To"], "<1@b.it>"
    answer.set_content("I have.")
    assert take_mail(answer.as_bytes()) == Outcome.TAKEN
    assert take_mail(answer.as_bytes()) == Outcome.TAKEN
    assert list(Message.objects.filter(room=direct, author=colleague).values_list("body", flat=True)) == ["I have."]
    assert not Notification.objects.filter(recipient=colleague).unread().exists()


def test_who_has_left_is_told_nothing_more_and_sees_nothing_of_it(closed_room, author, colleague, say, told):
    message = say(closed_room, author, f"@{colleague.handle}: the figures are in")
    told()
    actions.remove_member(closed_room, by=author, person=colleague)
    colleague = User.objects.get(pk=colleague.pk)
    assert inbox.page_of(colleague).threads == []
    assert waiting_for(colleague).number == 0
    content_actions.edit_entry(message, by=author, body="changed")
    assert told() == {}


# --- The door --------------------------------------------------------------------------------------------------------


def door(person):
    return tuple(waiting_for(User.objects.get(pk=person.pk)))


def test_the_door_counts_what_is_said_to_oneself_and_marks_the_rest(room, direct, author, colleague, say, told):
    assert door(colleague) == (0, False)
    said = say(room, author, "The kettle is on.")
    assert door(colleague) == (0, True)
    actions.mark_read(room, by=colleague, seq=said.seq)
    say(direct, author, "One")
    say(direct, author, "Two")
    named = say(room, author, f"@{colleague.handle}")
    told()
    assert door(colleague) == (3, True)
    actions.mark_read(room, by=colleague, seq=named.seq)
    assert door(colleague) == (2, False)
    content_actions.delete_entry(said, by=author)
    set_level(direct.key, by=colleague, degree="nothing")
    assert door(colleague) == (0, False)


def test_the_door_stands_on_every_page_without_a_question_of_its_own(room, author, colleague, as_, say, told):
    say(room, author, f"@{colleague.handle}")
    told()
    page = as_(colleague).get("/spaces/").content.decode()
    assert 'data-count="chat_count" >1</span>' in page
    with CaptureQueriesContext(connection) as asked:
        as_(colleague).get("/spaces/")
    naming = [query["sql"] for query in asked.captured_queries if "chat_message" in query["sql"]]
    assert len(naming) == 1
    assert "spaces_membership" in naming[0]


def test_pages_are_told_what_counts_and_how_many_it_is_now(direct, author, colleague, say, told):
    message = say(direct, author, "One")
    told()
    actions.mark_read(direct, by=colleague, seq=message.seq)
    frames = Frame.objects.filter(stream=colleague.key, event__in=["chat.told", "chat.badge"]).order_by("seq")
    assert [frame.event for frame in frames] == ["chat.told", "chat.badge"]
