"""Being reminded, of an entry or of one's own words: at its time, once, and of nothing one may no longer read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.activity.models import Activity
from intranet.content.actions import delete_entry
from intranet.content.actions.stances import mute
from intranet.conversation.models import Reminder
from intranet.conversation.reminders.actions import change_reminder, forget_reminder, remind, tell_due
from intranet.conversation.reminders.jobs import tell, tell_what_is_due
from intranet.conversation.reminders.times import moment_of, offered
from intranet.notifications.inbox import page_of
from intranet.notifications.models import Notification
from intranet.spaces import actions as spaces
from tests.platform.threads import together

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def post(author, lab):
    return publish_post(by=author, space=lab, title="Kanarienvogel", body="x")


def come(reminder: Reminder, run_jobs) -> bool:
    Reminder.objects.filter(pk=reminder.pk).update(due_at=now() - timedelta(seconds=1))
    told = tell.call(reminder=reminder.pk)
    run_jobs()
    return told


def lines(person):
    return [(thread.sentence, thread.excerpt) for thread in page_of(person, group="reminders").threads]


def test_at_its_time_one_is_told_once_of_the_entry_with_ones_own_note(post, colleague, run_jobs):
    reminder = remind(by=colleague, entry=post, note="Ask  Ada", due_at=now() + HOUR)
    assert not tell_due(reminder.pk)
    assert come(reminder, run_jobs)
    assert not tell.call(reminder=reminder.pk)
    assert lines(colleague) == [("You wanted to be reminded of “Kanarienvogel”", "Ask Ada")]
    notification = Notification.objects.get(reason="reminder")
    assert (notification.recipient, notification.group) == (colleague, "reminders")
    assert "Ada" not in str(Activity.objects.get(pk=notification.activity_id).details)


def test_ones_own_words_need_no_entry(author, run_jobs, as_):
    reminder = remind(by=author, note="Order pencils", due_at=now() + HOUR)
    come(reminder, run_jobs)
    assert lines(author) == [("You wanted to be reminded", "Order pencils")]
    told = Notification.objects.get(reason="reminder")
    assert as_(author).get(f"/inbox/{told.pk}/").url == "/reminders/"


def test_the_sweep_finds_what_no_job_waits_for(author, run_jobs):
    reminder = remind(by=author, note="Order pencils", due_at=now() + HOUR)
    Reminder.objects.update(due_at=now() - HOUR)
    tell_what_is_due.call()
    run_jobs()
    reminder.refresh_from_db()
    assert reminder.is_told


@pytest.mark.parametrize("lost", ["left", "deleted"])
def test_of_what_may_no_longer_be_read_nothing_is_said_but_the_note(lost, post, author, colleague, lab, run_jobs, as_):
    reminder = remind(by=colleague, entry=post, note="Ask Ada", due_at=now() + HOUR)
    if lost == "left":
        spaces.leave_space(lab, by=colleague)
    else:
        delete_entry(post, by=author)
    come(reminder, run_jobs)
    assert lines(colleague) == [("You wanted to be reminded", "Ask Ada")]
    page = as_(colleague).get("/reminders/").content.decode()
    assert "Ask Ada" in page
    assert "Kanarienvogel" not in page


def test_a_mute_does_not_hold_it_back(post, colleague, run_jobs):
    mute(post, by=colleague)
    come(remind(by=colleague, entry=post, due_at=now() + HOUR), run_jobs)
    assert Notification.objects.filter(recipient=colleague, reason="reminder").exists()


def test_it_has_a_line_of_its_own_that_reading_the_entry_leaves(post, author, colleague, run_jobs, as_):
    from intranet.conversation.actions import add_comment, watch

    watch(post, by=colleague)
    come(remind(by=colleague, entry=post, due_at=now() + HOUR), run_jobs)
    add_comment(post, by=author, body="Zaunkoenig")
    run_jobs()
    as_(colleague).get(f"/posts/{post.pk}/")
    assert lines(colleague)[0][0] == "You wanted to be reminded of “Kanarienvogel”"
    told = Notification.objects.get(reason="reminder")
    assert told.read_at is None
    assert as_(colleague).get(f"/inbox/{told.pk}/").url == f"/posts/{post.pk}/"


def test_set_again_for_the_same_entry_it_has_the_new_time(post, colleague):
    first = remind(by=colleague, entry=post, note="Ask Ada", due_at=now() + HOUR)
    again = remind(by=colleague, entry=post, due_at=now() + 2 * HOUR)
    assert again.pk == first.pk
    assert (again.note, again.due_at > first.due_at) == ("Ask Ada", True)


def test_changed_it_comes_at_the_new_time_alone_and_told_it_comes_again(author, run_jobs):
    reminder = remind(by=author, note="Pencils", due_at=now() + HOUR)
    later = now() + 3 * HOUR
    change_reminder(reminder, by=author, due_at=later, note="Pens")
    assert not tell.call(reminder=reminder.pk)
    come(reminder, run_jobs)
    change_reminder(reminder, by=author, due_at=later)
    reminder.refresh_from_db()
    assert (reminder.note, reminder.is_told) == ("Pens", False)


@pytest.mark.parametrize(
    ("note", "ahead", "said"),
    [
        ("", HOUR, "what you want to be reminded of"),
        ("x", -HOUR, "passed"),
        ("x", 400 * 24 * HOUR, "more than a year"),
        ("x" * 301, HOUR, "300"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(note, ahead, said, author):
    with pytest.raises(ValidationError, match=said):
        remind(by=author, note=note, due_at=now() + ahead)


def test_who_has_left_is_neither_reminded_nor_sets_one(author, colleague, run_jobs):
    reminder = remind(by=colleague, note="x", due_at=now() + HOUR)
    type(colleague).objects.filter(pk=colleague.pk).update(is_active=False)
    assert not come(reminder, run_jobs)
    colleague.refresh_from_db()
    with pytest.raises(PermissionDenied):
        remind(by=colleague, note="x", due_at=now() + HOUR)


def test_somebody_elses_is_not_there(author, colleague, as_):
    reminder = remind(by=author, note="Pencils", due_at=now() + HOUR)
    with pytest.raises(PermissionDenied):
        forget_reminder(reminder, by=colleague)
    for path in (f"/reminders/{reminder.pk}/", f"/reminders/{reminder.pk}/delete/"):
        assert as_(colleague).post(path, {"for": "tomorrow"}).status_code == 404
    assert "Pencils" not in as_(colleague).get("/reminders/").content.decode()


def test_the_menu_asks_and_the_dialog_answers(post, colleague, outsider, as_):
    mine, path = as_(colleague), f"/entries/{post.pk}/remind/"
    assert path in mine.get(f"/entries/{post.pk}/menu/").content.decode()
    answer = mine.post(path, {"for": "tomorrow", "note": "Ask Ada"}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert "closes" in answer["HX-Trigger"]
    assert Reminder.objects.get().due_at == moment_of("tomorrow", colleague.time_zone)
    refused = mine.post(path, {"note": "Kept as typed", "when_day": "2020-01-01", "when_clock": "09:00"})
    assert refused.status_code == 422
    assert "Kept as typed" in refused.content.decode()
    assert mine.post(path, {"note": "x"}).status_code == 422
    assert as_(outsider).post(path, {"for": "tomorrow"}).status_code == 404


def test_programs_set_list_change_and_delete(post, colleague, outsider, as_):
    mine = as_(colleague)
    said = {"entry_id": post.pk, "note": "Ask Ada", "time": "monday", "client_id": str(uuid4())}
    made = [mine.post("/api/v1/me/reminders", said, content_type="application/json").json() for _ in range(2)]
    assert made[0]["id"] == made[1]["id"]
    assert made[0]["entry"]["title"] == "Kanarienvogel"
    one = f"/api/v1/me/reminders/{made[0]['id']}"
    changed = mine.put(one, {"note": "Ask Cleo"}, content_type="application/json").json()
    assert (changed["note"], changed["due_at"]) == ("Ask Cleo", made[0]["due_at"])
    assert [item["note"] for item in mine.get("/api/v1/me/reminders").json()["items"]] == ["Ask Cleo"]
    assert as_(outsider).delete(one).status_code == 404
    assert mine.delete(one).status_code == 204
    bad = {"note": "x", "time": "someday"}
    assert mine.post("/api/v1/me/reminders", bad, content_type="application/json").status_code == 422


def test_the_list_costs_the_same_for_few_and_many(author, lab, as_, queries_stay_flat):
    client = as_(author)
    queries_stay_flat(
        lambda: client.get("/reminders/"),
        lambda: remind(by=author, entry=publish_post(by=author, space=lab, body="x"), due_at=now() + HOUR),
    )


@pytest.mark.django_db(transaction=True)
def test_pressed_many_times_at_once_there_is_one(author, lab):
    post = publish_post(by=author, space=lab, body="x")
    moment = now() + HOUR
    together(*[lambda: remind(by=author, entry=post, due_at=moment)] * 6)
    assert Reminder.objects.count() == 1


def test_tomorrow_is_nine_on_ones_own_clock_also_in_the_night_of_the_change():
    before = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)  # In Rome it is the 29th already, half past twelve.
    assert moment_of("tomorrow", "Europe/Rome", at=before) == datetime(2026, 3, 30, 7, 0, tzinfo=UTC)
    assert moment_of("tomorrow", "America/New_York", at=before) == datetime(2026, 3, 29, 13, 0, tzinfo=UTC)
    assert moment_of("someday", "Europe/Rome", at=before) is None


def test_next_monday_is_never_today_and_no_time_is_offered_twice():
    monday = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    assert moment_of("monday", "Europe/Rome", at=monday) == datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    sunday = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    assert [name for name, _label, _moment in offered("Europe/Rome", at=sunday)] == [
        "20-minutes",
        "1-hour",
        "3-hours",
        "tomorrow",
    ]
