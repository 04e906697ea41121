"""The private centre: who reads a thread between a customer and a team, and what becomes of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from forum.actions import centre as actions
from forum.actions.centre_desks import add_duty, keep_desk
from forum.centre.audience import our_side, their_side
from forum.centre.due import due_after
from forum.centre.duty import on_duty, whose_turn
from forum.models import Area, Enquiry, Note, OfficeHours
from forum.work.office import set_office_hours
from intranet.accounts.models import Absence
from intranet.activity.models import Activity
from intranet.content.models import Entry
from intranet.conversation.notes.actions import add_note
from intranet.realtime.models import Frame
from intranet.spaces.audiences import audiences_of, forget, people_in
from tests import factories

from .centre_world import a_desk, a_thread, facing

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(lab, author):
    return a_desk(lab, author)


@pytest.fixture
def thread(desk, customer):
    return a_thread(customer)


def reads(person, entry) -> bool:
    forget(person)
    return Entry.objects.visible_to(person).filter(pk=entry.pk).exists()


def test_a_thread_is_for_the_firm_the_team_and_who_faces_the_firm_and_nobody_else(
    thread, acme, author, colleague, outsider, admin, moderator, customer, other_customer, guest
):
    gina = facing(acme)
    dino = factories.a_customer("Dino Neri", company=acme)
    mine = Entry.objects.get(pk=thread.pk)
    assert all(reads(person, mine) for person in (customer, dino, author, colleague, gina))
    assert not any(reads(person, mine) for person in (other_customer, outsider, admin, moderator, guest))
    assert set(people_in(thread.audience)) == {customer, dino, author, colleague, gina}
    assert set(our_side(thread.area)) == {author, colleague, gina}
    assert set(their_side(thread.area)) == {customer, dino}


def test_an_open_space_as_a_team_lends_its_threads_to_its_members_alone(plaza, author, outsider, customer):
    keep_desk(plaza, by=author, name="Plaza")
    thread = a_thread(customer)
    assert reads(author, thread)
    assert not reads(outsider, thread)


def test_two_threads_of_one_firm_with_one_team_share_an_area_and_another_firm_has_its_own(
    thread, customer, other_customer
):
    again, theirs = a_thread(customer, "Another"), a_thread(other_customer, "Elsewhere")
    assert again.area == thread.area
    assert theirs.area != thread.area
    assert [again.number, theirs.number] == [thread.number + 1, thread.number + 2]
    assert not audiences_of(customer) & {theirs.audience, thread.area.side}


def test_a_note_reaches_no_customer_by_any_stream_or_table(thread, author, colleague, customer, acme):
    gina = facing(acme)
    note = add_note(thread, by=colleague, body="CANARY-77 they pay late")
    assert note.audience == thread.area.side
    assert all(reads(person, note) for person in (author, gina))
    assert not reads(customer, note)
    heard = [(frame.stream, json.dumps(frame.payload)) for frame in Frame.objects.all()]
    assert {stream for stream, said in heard if "CANARY" in said or f'"entry": {note.pk}' in said} == {
        f"notes_{thread.pk}"
    }
    with pytest.raises(PermissionDenied):
        add_note(thread, by=customer, body="Me too")


def test_an_answer_of_the_team_waits_for_the_customer_and_theirs_for_us_again(thread, colleague, customer):
    assert thread.status == "us"
    first_due = thread.due_at
    actions.reply(thread, by=colleague, body="Have you tried it warm?")
    assert (thread.status, thread.due_at, thread.assignee) == ("customer", None, colleague)
    assert thread.first_reply_at is not None
    actions.reply(thread, by=customer, body="Yes.")
    assert thread.status == "us"
    assert thread.due_at >= first_due
    waiting_since = thread.waiting_since
    actions.reply(thread, by=customer, body="And again.")
    assert thread.waiting_since == waiting_since


def test_either_side_says_that_it_is_solved_and_a_new_word_opens_it(thread, colleague, customer, author):
    assert actions.set_status(thread, by=customer, status="solved")
    assert not actions.set_status(thread, by=colleague, status="solved")
    assert thread.solved_at is not None
    actions.reply(thread, by=customer, body="It is back.")
    assert (thread.status, thread.solved_at) == ("us", None)
    with pytest.raises(PermissionDenied):
        actions.set_status(thread, by=customer, status="customer")
    actions.reply(thread, by=author, body="Done.", solved=True)
    assert thread.status == "solved"
    verbs = set(Activity.objects.filter(subject=thread.key).values_list("verb", flat=True))
    assert {"forum.enquiry.solved", "forum.enquiry.waiting_for_us"} <= verbs


@pytest.mark.parametrize("who", ["outsider", "other_customer", "admin"])
def test_whoever_is_not_concerned_can_neither_answer_nor_settle_nor_take(thread, request, who):
    person = request.getfixturevalue(who)
    for act in (
        lambda: actions.reply(thread, by=person, body="Hello"),
        lambda: actions.set_status(thread, by=person, status="solved"),
        lambda: actions.take_enquiry(thread, by=person),
        lambda: add_note(thread, by=person, body="Hello"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_thread_is_given_to_one_who_answers_there_and_to_nobody_else(thread, author, colleague, outsider):
    assert actions.assign(thread, by=author, to=colleague)
    assert not actions.assign(thread, by=author, to=colleague)
    with pytest.raises(PermissionDenied):
        actions.assign(thread, by=author, to=outsider)
    assert actions.assign(thread, by=colleague, to=None)


def test_another_team_takes_over_the_thread_with_its_notes_and_the_first_reads_it_no_more(
    thread, author, colleague, outsider, customer
):
    note = add_note(thread, by=colleague, body="Ask the others")
    said = actions.reply(thread, by=colleague, body="I hand you over.")
    shop = factories.a_space("Shop", owner=outsider, visibility="closed")
    keep_desk(shop, by=outsider, name="Shop")
    actions.hand_to_team(thread, by=author, team=shop)
    for entry in (thread, said):
        assert reads(outsider, entry)
        assert reads(customer, entry)
        assert not reads(colleague, entry)
    assert reads(outsider, note)
    assert not reads(customer, note)
    assert not reads(colleague, note)
    assert Note.objects.get(pk=note.pk).audience == Area.objects.get(pk=thread.area_id).side


def test_pressing_twice_opens_one_thread(desk, customer):
    key = "5b0f5a40-0c59-4c4c-9b53-2d3d0b6d7f10"
    made = [actions.open_enquiry(by=customer, subject="Once", body="Once", client_id=key) for _ in range(2)]
    assert made[0] == made[1]


def test_a_thread_needs_a_subject_words_and_a_team_that_takes_it(desk, author, customer, lab):
    for missing in ({"subject": " ", "body": "x"}, {"subject": "x", "body": "  "}):
        with pytest.raises(ValidationError):
            actions.open_enquiry(by=customer, **missing)
    keep_desk(lab, by=author, name="Help desk", is_open=False)
    with pytest.raises(PermissionDenied):
        actions.open_enquiry(by=customer, subject="x", body="x", team=lab)


def test_the_team_begins_a_thread_for_a_customer_who_is_to_answer(desk, colleague, customer, outsider):
    thread = actions.open_enquiry(by=colleague, customer=customer, subject="Your delivery", body="It is late.")
    assert (thread.customer, thread.company, thread.status) == (customer, customer.company, "customer")
    with pytest.raises(PermissionDenied):
        actions.open_enquiry(by=outsider, customer=customer, subject="Hi", body="Hi")


# --- Time -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "hours", "due"),
    [
        ("2026-11-23T09:00+00:00", 4, "2026-11-23T13:00+00:00"),
        ("2026-11-20T15:00+00:00", 4, "2026-11-23T11:00+00:00"),
        ("2026-11-21T10:00+00:00", 8, "2026-11-23T16:00+00:00"),
        ("2026-11-23T22:00+00:00", 1, "2026-11-24T09:00+00:00"),
    ],
)
def test_a_promise_counts_the_hours_in_which_the_house_answers(since, hours, due, db):
    """Rome is an hour ahead in winter: people work from eight to four of these."""
    assert due_after(datetime.fromisoformat(since), hours) == datetime.fromisoformat(since) + timedelta(hours=hours)
    OfficeHours(days=[0, 1, 2, 3, 4], opens=time(9), closes=time(17), zone="Europe/Rome").save()
    assert due_after(datetime.fromisoformat(since), hours) == datetime.fromisoformat(due)


def test_what_waits_is_due_by_the_hours_that_are_set_later(thread, admin):
    with time_machine.travel(datetime(2026, 11, 21, 10, tzinfo=UTC), tick=False):
        Enquiry.objects.update(waiting_since=now())
        set_office_hours(by=admin, days=[0], opens=time(9), closes=time(17), zone_name="UTC")
    thread.refresh_from_db()
    assert thread.due_at == datetime(2026, 11, 23, 17, tzinfo=UTC)


def test_what_is_late_is_told_once_for_each_promise(thread, colleague, customer, run_jobs):
    from forum.centre.jobs import remind_of_enquiries

    actions.take_enquiry(thread, by=colleague)
    assert remind_of_enquiries.call() == 0
    with time_machine.travel(thread.due_at + timedelta(minutes=1), tick=False):
        assert remind_of_enquiries.call() == 1
        assert remind_of_enquiries.call() == 0
        run_jobs()
    told = colleague.notifications.filter(activity__verb="forum.enquiry.overdue")
    assert told.count() == 1
    assert not customer.notifications.filter(activity__verb="forum.enquiry.overdue").exists()


@time_machine.travel(datetime(2026, 11, 18, 12, tzinfo=UTC), tick=False)
def test_what_is_new_goes_to_who_is_on_duty_and_to_the_stand_in_of_who_is_away(desk, lab, author, colleague, customer):
    monday = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert whose_turn(lab, monday) is None
    add_duty(lab, by=author, person=colleague, weekday=0)
    add_duty(lab, by=author, person=author, weekday=1)
    assert on_duty(lab, monday) == [colleague]
    assert on_duty(lab, monday + timedelta(days=1)) == [author]
    add_duty(lab, by=author, person=author, first_day=monday.date())
    assert on_duty(lab, monday) == [author]
    day = now()
    add_duty(lab, by=author, person=colleague, first_day=day.date() - timedelta(1), last_day=day.date() + timedelta(1))
    assert a_thread(customer).assignee == colleague
    Absence.objects.create(
        person=colleague, first_day=day.date(), last_day=day.date(), begins_at=day - timedelta(hours=1),
        ends_at=day + timedelta(hours=1), stand_in=author,
    )  # fmt: skip
    assert a_thread(customer, "Again").assignee == author


def test_only_the_keepers_of_the_team_and_admins_say_who_is_on_duty(desk, lab, colleague, author, outsider, admin):
    with pytest.raises(PermissionDenied):
        add_duty(lab, by=colleague, person=colleague, weekday=0)
    with pytest.raises(ValidationError):
        add_duty(lab, by=author, person=outsider, weekday=0)
    assert add_duty(lab, by=admin, person=colleague, weekday=0)


def test_the_public_is_no_team(porch, author):
    with pytest.raises(PermissionDenied):
        keep_desk(porch, by=author, name="Porch")


def test_the_customer_hears_of_our_answer_and_we_of_theirs(thread, colleague, author, customer, run_jobs):
    run_jobs()
    assert author.notifications.filter(entry=thread).exists()
    actions.take_enquiry(thread, by=colleague)
    said = actions.reply(thread, by=colleague, body="Try this.")
    run_jobs()
    assert customer.notifications.filter(entry=said).exists()
    back = actions.reply(thread, by=customer, body="Thanks.")
    run_jobs()
    assert colleague.notifications.filter(entry=back).exists()
    assert not author.notifications.filter(entry=back).exists()
    assert Enquiry.objects.get(pk=thread.pk).replies_count == 2
