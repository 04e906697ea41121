"""Who comes to an event: places, the waiting list, and who may know."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from feeds.cards import shelf
from feeds.events.actions import answer_event, edit_event
from feeds.models import Answer, Event
from intranet.accounts.actions import deactivate
from intranet.accounts.models import User
from intranet.notifications.models import Notification
from intranet.spaces.actions import join_space, leave_space
from tests.factories import a_person
from tests.feeds.events_at_hand import an_event

pytestmark = pytest.mark.django_db


def said(event: Event) -> dict[str, str]:
    return dict(Answer.objects.filter(event=event).order_by("pk").values_list("person__handle", "choice"))


def fresh(event: Event) -> Event:
    return Event.objects.get(pk=event.pk)


def numbers(event: Event) -> tuple[int, int, int]:
    event = fresh(event)
    return event.going_count, event.maybe_count, event.waiting_count


def test_an_answer_counts_once_and_can_be_changed(author, colleague, lab):
    event = an_event(author, lab)
    assert answer_event(event, by=colleague, choice="yes") == "yes"
    assert answer_event(event, by=colleague, choice="yes") == "yes"
    assert numbers(event) == (1, 0, 0)
    answer_event(event, by=colleague, choice="maybe")
    assert numbers(event) == (0, 1, 0)
    answer_event(event, by=colleague, choice="no")
    assert numbers(event) == (0, 0, 0)


def test_whoever_says_yes_when_it_is_full_waits(author, colleague, outsider, plaza):
    event = an_event(author, plaza, capacity=1)
    assert answer_event(event, by=colleague, choice="yes") == "yes"
    assert answer_event(event, by=outsider, choice="yes") == "waiting"
    assert numbers(event) == (1, 0, 1)


def test_the_first_who_waits_gets_the_place_that_is_free_and_is_told(author, plaza, run_jobs):
    event = an_event(author, plaza, capacity=1)
    first, second, third = (a_person(f"Guest {number}") for number in range(3))
    for person in (first, second, third):
        answer_event(event, by=person, choice="yes")
    answer_event(event, by=first, choice="no")
    assert said(event) == {"guest-0": "no", "guest-1": "yes", "guest-2": "waiting"}
    run_jobs()
    told = Notification.objects.filter(activity__verb="feeds.event.moved_up")
    assert list(told.values_list("recipient__handle", flat=True)) == ["guest-1"]


def test_who_gives_up_a_place_and_wants_it_back_goes_to_the_end(author, plaza):
    event = an_event(author, plaza, capacity=1)
    first, second, third = (a_person(f"Guest {number}") for number in range(3))
    for person in (first, second, third):
        answer_event(event, by=person, choice="yes")
    answer_event(event, by=first, choice="no")
    assert answer_event(event, by=first, choice="yes") == "waiting"
    answer_event(event, by=second, choice="no")
    assert said(event) == {"guest-0": "waiting", "guest-1": "no", "guest-2": "yes"}


def test_more_places_are_given_out_in_order_and_fewer_than_taken_are_refused(author, plaza, run_jobs):
    event = an_event(author, plaza, capacity=1)
    people = [a_person(f"Guest {number}") for number in range(4)]
    for person in people:
        answer_event(event, by=person, choice="yes")
    edit_event(event, by=author, capacity=3)
    assert said(event) == {"guest-0": "yes", "guest-1": "yes", "guest-2": "yes", "guest-3": "waiting"}
    with pytest.raises(ValidationError) as refused:
        edit_event(event, by=author, capacity=2)
    assert "capacity" in refused.value.message_dict
    edit_event(event, by=author, capacity=None)
    assert numbers(event) == (4, 0, 0)


def test_after_the_deadline_one_can_only_say_no(author, colleague, outsider, plaza):
    event = an_event(author, plaza)
    answer_event(event, by=colleague, choice="yes")
    Event.objects.filter(pk=event.pk).update(answer_by=now() - timedelta(minutes=1))
    with pytest.raises(PermissionDenied, match="earlier date"):
        answer_event(event, by=outsider, choice="yes")
    assert answer_event(event, by=colleague, choice="no") == "no"


def test_what_is_over_takes_no_answers(author, colleague, lab):
    event = an_event(author, lab)
    Event.objects.filter(pk=event.pk).update(begins=now() - timedelta(days=2), finishes=now() - timedelta(days=1))
    with pytest.raises(PermissionDenied, match="over"):
        answer_event(event, by=colleague, choice="no")


@pytest.mark.parametrize("choice", ["", "waiting", "YES", "perhaps", "yes " * 50])
def test_an_answer_is_yes_maybe_or_no(author, colleague, lab, choice, as_):
    event = an_event(author, lab)
    with pytest.raises(ValidationError):
        answer_event(event, by=colleague, choice=choice)
    assert as_(colleague).post(f"/events/{event.pk}/answer/", {"choice": choice}).status_code == 422
    assert said(event) == {}


def test_who_leaves_the_house_leaves_the_place_to_the_next(author, colleague, outsider, admin, plaza):
    event = an_event(author, plaza, capacity=1)
    answer_event(event, by=colleague, choice="yes")
    answer_event(event, by=outsider, choice="yes")
    deactivate(colleague, by=admin)
    assert said(event) == {"cleo": "yes"}
    assert numbers(event) == (1, 0, 0)


def test_who_can_no_longer_read_it_has_no_place_when_places_are_given(author, colleague, lab):
    event = an_event(author, lab, capacity=1)
    answer_event(event, by=colleague, choice="yes")
    leave_space(lab, by=colleague)
    assert answer_event(event, by=author, choice="yes") == "yes"
    assert said(event) == {"ada": "yes"}


# --- Who may know ---------------------------------------------------------------------------------------------------


def test_customers_of_two_firms_see_a_number_and_not_each_other(
    author, customer, other_customer, porch, as_, moderator
):
    event = an_event(author, porch, title="Webinar")
    for person in (customer, other_customer):
        join_space(porch, by=person)
        answer_event(event, by=User.objects.get(pk=person.pk), choice="yes")
    theirs = as_(customer).get(f"/events/{event.pk}/people/").content.decode()
    assert "Dora Neri" in theirs
    assert "Emil" not in theirs
    assert "and 1 more" in theirs
    assert "Emil" not in as_(customer).get(f"/events/{event.pk}/").content.decode()
    for person in (author, moderator):
        page = as_(person).get(f"/events/{event.pk}/people/").content.decode()
        assert "Dora Neri" in page
        assert "Emil Gallo" in page


def test_a_guest_sees_how_many_and_nobody_by_name(author, customer, guest, porch, as_):
    event = an_event(author, porch, title="Webinar")
    answer_event(event, by=customer, choice="yes")
    page = as_(guest).get(f"/events/{event.pk}/").content.decode()
    assert "1 going" in page
    assert "Dora" not in page
    assert "Sign in to answer" in page
    assert as_(guest).post(f"/events/{event.pk}/answer/", {"choice": "yes"}).status_code == 302


def test_the_card_shows_each_reader_the_own_answer_in_what_is_kept_for_all(author, colleague, outsider, plaza, as_):
    event = an_event(author, plaza, capacity=1)
    answer_event(event, by=colleague, choice="yes")
    answer_event(event, by=outsider, choice="yes")
    pages = {
        person: as_(person).get(f"/events/{event.pk}/").content.decode() for person in (author, colleague, outsider)
    }
    assert 'value="yes" aria-pressed="true"' in pages[colleague]
    assert "number 1 on the waiting list" in pages[outsider]
    assert "Join the waiting list" in pages[author]
    assert "number 1" not in pages[colleague] + pages[author]


def test_pressing_on_the_card_answers_with_ones_own_part_of_it(author, colleague, lab, as_):
    event = an_event(author, lab)
    answer = as_(colleague).post(
        f"/events/{event.pk}/answer/", {"choice": "maybe"}, headers={"HX-Request": "true", "X-Requested-With": "fetch"}
    )
    part = answer.content.decode().strip()
    assert part.startswith('<div class="event-own">')
    assert 'value="maybe" aria-pressed="true"' in part


def test_without_scripts_one_answers_on_a_page(author, colleague, lab, as_):
    event = an_event(author, lab)
    asked = as_(colleague).get(f"/events/{event.pk}/answer/?choice=yes").content.decode()
    assert 'value="yes" required checked' in asked
    assert as_(colleague).post(f"/events/{event.pk}/answer/", {"choice": "yes"})["Location"] == f"/events/{event.pk}/"
    assert said(event) == {"ben": "yes"}


def test_a_feed_of_events_costs_the_same_for_few_and_for_many(author, colleague, lab, as_, queries_stay_flat):
    client = as_(colleague)

    def grow() -> None:
        event = an_event(author, lab, capacity=3, organisers=[colleague])
        for _ in range(4):
            person = a_person()
            lab.memberships.create(person=person)
            answer_event(event, by=person, choice="yes")
        answer_event(event, by=colleague, choice="yes")

    def visit(path: str) -> None:
        # Whether it marks anything as seen is not what is measured.
        lab.memberships.filter(person=colleague).update(seen_until=now())
        shelf.clear()
        assert client.get(path).status_code == 200

    for path in ("/spaces/lab/feed/newer/", "/events/", "/spaces/lab/events/"):
        queries_stay_flat(lambda path=path: visit(path), grow, times=3)


def test_an_answer_costs_the_same_whatever_the_number_of_those_who_come(author, lab, colleague):
    event = an_event(author, lab, capacity=50)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            answer_event(event, by=colleague, choice="yes")
            answer_event(event, by=colleague, choice="no")
        return len(asked)

    cost()
    few = cost()
    for _ in range(20):
        person = a_person()
        lab.memberships.create(person=person)
        answer_event(event, by=person, choice="yes")
    assert cost() == few
