"""What events, rooms and pages that are due bring to a digest, and what they leave out."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import localdate, now

from chat import actions as chat
from chat import digest as of_chat
from chat.models import Room
from feeds.digest import SOON, events_soon
from feeds.events.actions import answer_event, cancel_event
from feeds.models import Event
from feeds.models.event import Answer
from intranet.accounts.models import User
from intranet.notifications.actions import set_level
from intranet.notifications.digests.engine import pick
from intranet.notifications.digests.sources import EXECUTIVE
from tests.feeds.events_at_hand import an_event
from wiki import actions as wiki
from wiki.digest import due, overdue
from wiki.models import Page, Version

A_WEEK, A_DAY = timedelta(days=7), timedelta(days=1)


def brought(source, person, until=None):
    until = until or now()
    return {one.entry: one.reason for one in source(User.objects.get(pk=person.pk), until - A_WEEK, until)}


def titles(person, mode="everyday"):
    until = now()
    return {item.title: item.reason for item in pick(User.objects.get(pk=person.pk), until - A_WEEK, until, mode=mode)}


# --- Events -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def soon(author, lab) -> Event:
    return an_event(author, lab, title="Open lab", starts_on=localdate() + 2 * A_DAY)


def test_what_takes_place_in_three_days_is_brought_and_to_what_one_comes_more_so(soon, author, lab, colleague):
    other = an_event(author, lab, title="Kitchen", starts_on=localdate() + 2 * A_DAY)
    answer_event(soon, by=colleague, choice=Answer.Choice.GOING)
    assert brought(events_soon, colleague) == {soon.pk: "event-mine", other.pk: "event"}
    assert {"Open lab": "event-mine", "Kitchen": "event"}.items() <= titles(colleague).items()


def test_what_one_said_no_to_what_was_called_off_what_is_later_and_what_has_begun_is_not(soon, author, lab, colleague):
    later = an_event(author, lab, starts_on=localdate() + SOON + 2 * A_DAY)
    off = an_event(author, lab, starts_on=localdate() + 2 * A_DAY)
    cancel_event(off, by=author)
    answer_event(soon, by=colleague, choice=Answer.Choice.NO)
    assert brought(events_soon, colleague) == {}
    with time_machine.travel(soon.begins + timedelta(hours=1), tick=False):
        assert set(brought(events_soon, colleague)) <= {later.pk}


def test_an_event_of_a_closed_space_is_brought_to_nobody_outside(soon, outsider):
    assert brought(events_soon, outsider) == {}
    assert "Open lab" not in titles(outsider)


# --- Rooms ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def room(author, colleague) -> Room:
    opened = chat.open_room(by=author, name="firmware")
    chat.join_room(opened, by=colleague)
    return opened


def test_a_room_is_one_line_its_last_message_and_why_it_is_read(room, author, colleague):
    for text in ("One", "Two"):
        last = chat.send_message(room, by=author, body=text)
    direct = chat.send_message(chat.direct_room(by=author, people=[colleague]), by=author, body="Have you a moment?")
    assert brought(of_chat.rooms, colleague) == {last.pk: "room", direct.pk: "room-direct"}
    named = chat.send_message(room, by=author, body="And @ben?")
    assert brought(of_chat.rooms, colleague)[named.pk] == "room-mention"
    assert brought(of_chat.rooms, author) == {}, "not what one said oneself"


def test_a_conversation_of_two_does_not_say_the_name_of_the_other_twice(room, author, colleague):
    chat.send_message(room, by=author, body="One")
    chat.send_message(chat.direct_room(by=author, people=[colleague]), by=author, body="Have you a moment?")
    items = pick(User.objects.get(pk=colleague.pk), now() - A_WEEK, now() + A_DAY)
    assert sorted(item.place for item in items if str(item.kind.label) == "Message") == ["", "firmware"]


def test_a_room_that_was_read_or_is_not_wanted_is_not_brought_but_for_ones_name(room, author, colleague, outsider):
    chat.send_message(room, by=author, body="One")
    assert brought(of_chat.rooms, outsider) == {}
    set_level(room.key, by=colleague, degree="nothing")
    assert brought(of_chat.rooms, colleague) == {}
    named = chat.send_message(room, by=author, body="@ben, all the same")
    assert brought(of_chat.rooms, colleague) == {named.pk: "room-mention"}
    chat.mark_read(room, by=colleague, seq=Room.objects.get(pk=room.pk).last_seq)
    assert brought(of_chat.rooms, colleague) == {}


def test_a_thread_one_follows_is_brought_with_its_last_reply(room, author, colleague):
    head = chat.send_message(room, by=colleague, body="Who has the key?")
    for text in ("Not me", "I have"):
        last = chat.send_message(room, by=author, body=text, thread=head)
    assert brought(of_chat.threads, colleague) == {last.pk: "thread"}
    assert brought(of_chat.threads, author) == {}


def test_who_has_left_a_closed_room_is_brought_nothing_of_it(author, colleague):
    closed = chat.open_room(by=author, name="rollout", sort=Room.Sort.CLOSED, people=[colleague])
    chat.send_message(closed, by=author, body="Between us")
    assert brought(of_chat.rooms, colleague)
    chat.leave_room(closed, by=colleague)
    assert brought(of_chat.rooms, colleague) == {}


# --- Pages that are due -----------------------------------------------------------------------------------------------


@pytest.fixture
def page(author, lab, colleague) -> Page:
    lab.parts = [*lab.parts, "wiki"]
    lab.save(update_fields=["parts"])
    made = wiki.create_page(lab, by=author, title="Fans", body="Loud.")
    wiki.publish_page(made, by=author)
    Version.objects.filter(page=made).update(published_at=now() - 4 * A_WEEK)
    Page.objects.filter(pk=made.pk).update(owner=colleague, review_due=localdate())
    return Page.objects.get(pk=made.pk)


def test_a_page_is_due_on_its_day_for_who_answers_for_it_alone(page, colleague, author):
    assert brought(due, colleague) == {page.pk: "page-due"}
    assert brought(due, author) == {}
    assert titles(colleague)["Fans"] == "page-due"
    Page.objects.filter(pk=page.pk).update(review_due=localdate() + A_DAY)
    assert brought(due, colleague) == {}


def test_who_decides_is_told_of_what_nobody_has_looked_at_in_time_and_may_read(page, author, colleague, outsider):
    assert brought(overdue, author) == {}, "a week has passed, not less"
    Page.objects.filter(pk=page.pk).update(review_due=localdate() - 8 * A_DAY)
    assert brought(overdue, author) == {page.pk: "page-overdue"}
    assert brought(overdue, outsider) == {}
    assert "Fans" not in titles(author, mode=EXECUTIVE), "one's own is known"
    assert titles(colleague, mode=EXECUTIVE)["Fans"] == "page-overdue"
