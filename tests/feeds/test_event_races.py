"""Many who want a place at the same moment: no more get one than there are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from feeds.events.actions import answer_event, edit_event
from feeds.models import Answer, Event
from intranet.accounts.models import User
from intranet.activity.models import Activity
from tests.factories import a_person
from tests.feeds.events_at_hand import an_event
from tests.platform.threads import together
from tests.platform.two_processes import same_database

pytestmark = pytest.mark.django_db(transaction=True)

PLACES = 5


def answering(event: Event, person: User, *choices: str):
    def act() -> str:
        return [answer_event(Event.objects.get(pk=event.pk), by=person, choice=choice) for choice in choices][-1]

    return act


def check(event: Event, capacity: int | None) -> Event:
    found = Event.objects.get(pk=event.pk)
    going = Answer.objects.filter(event=event, choice="yes").count()
    waiting = Answer.objects.filter(event=event, choice="waiting").count()
    assert (found.going_count, found.waiting_count) == (going, waiting)
    assert capacity is None or going <= capacity
    # A place is free only where nobody waits.
    assert capacity is None or going == capacity or not waiting
    return found


def test_of_twenty_who_press_at_once_as_many_get_a_place_as_there_are(author, plaza):
    event = an_event(author, plaza, capacity=PLACES)
    people = [a_person() for _ in range(20)]
    got = together(*(answering(event, person, "yes") for person in people))
    assert (got.count("yes"), got.count("waiting")) == (PLACES, 15)
    check(event, PLACES)


def test_coming_and_going_leaves_no_place_empty_and_none_given_twice(author, plaza):
    event = an_event(author, plaza, capacity=PLACES)
    people = [a_person() for _ in range(16)]
    for person in people[:8]:
        answer_event(event, by=person, choice="yes")
    leaving = [answering(event, person, "no") for person in people[:4]]
    coming = [answering(event, person, "yes", "maybe", "yes") for person in people[8:]]
    together(*leaving, *coming)
    check(event, PLACES)
    told = Activity.objects.filter(verb="feeds.event.moved_up").values_list("details", flat=True)
    moved = [person for details in told for person in details["people"]]
    going = set(Answer.objects.filter(event=event, choice="yes").values_list("person_id", flat=True))
    assert going >= {person.pk for person in people[4:5]}
    assert moved


def test_the_same_press_in_many_threads_is_one_answer(author, colleague, plaza):
    event = an_event(author, plaza)
    together(*(answering(event, colleague, "yes") for _ in range(8)))
    assert check(event, None).going_count == 1


def test_more_places_while_others_press(author, plaza):
    event = an_event(author, plaza, capacity=2)
    people = [a_person() for _ in range(10)]

    def more() -> None:
        edit_event(Event.objects.get(pk=event.pk), by=author, capacity=6)

    together(more, *(answering(event, person, "yes") for person in people))
    assert check(event, 6).going_count == 6


def test_the_database_itself_refuses_one_too_many(author, plaza):
    event = an_event(author, plaza, capacity=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(going_count=3)


PROCESS = """
import sys

import django

django.setup()
from django.conf import settings
from feeds.events.actions import answer_event
from feeds.models import Event
from intranet.accounts.models import User
event, people = int(sys.argv[1]), [int(pk) for pk in sys.argv[2].split(",")]
sys.stdin.readline()
for pk in people:
    answer_event(Event.objects.get(pk=event), by=User.objects.get(pk=pk), choice="yes")
"""


def test_two_processes_give_out_no_more_than_there_are(author, plaza):
    event = an_event(author, plaza, capacity=PLACES)
    people = [a_person().pk for _ in range(24)]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(event.pk), ",".join(map(str, people[half::2]))],
            stdin=subprocess.PIPE,
            env=same_database(),
            cwd=Path(__file__).parents[2],
            text=True,
        )
        for half in (0, 1)
    ]
    for process in running:
        process.communicate("go\n", timeout=120)
    assert [process.returncode for process in running] == [0, 0]
    assert check(event, PLACES).waiting_count == 24 - PLACES
