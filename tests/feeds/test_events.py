"""Events: writing one, changing it, and who is told."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from feeds.events.actions import answer_event, cancel_event, edit_event, publish_event, reinstate_event
from feeds.models import Event
from intranet.content.actions import EditConflict, delete_entry
from intranet.notifications.models import Notification
from tests.feeds.events_at_hand import DAYS, an_event

pytestmark = pytest.mark.django_db


def told(person, run_jobs) -> list[str]:
    run_jobs()
    heard = Notification.objects.of(person).filter(activity__verb__startswith="feeds.event.")
    return list(heard.order_by("pk").values_list("activity__verb", flat=True))


def test_an_event_keeps_what_the_clock_says_and_the_moment_it_means(author, lab):
    event = publish_event(
        by=author, space=lab, title="Open kitchen", starts_on=date(2030, 7, 4), starts_at=time(16), ends_at=time(17, 30)
    )
    event.refresh_from_db()
    assert (event.starts_at, event.ends_at, event.time_zone) == (time(16), time(17, 30), "Europe/Rome")
    assert event.begins == datetime(2030, 7, 4, 16, tzinfo=ZoneInfo("Europe/Rome"))
    assert event.finishes - event.begins == timedelta(minutes=90)
    assert event.in_feed
    assert event.audience == lab.audience


def test_without_an_end_it_lasts_an_hour_and_all_day_it_lasts_the_day(author):
    hour = an_event(author, starts_at=time(23, 30), ends_at=None)
    assert (hour.ends_on - hour.starts_on, hour.ends_at) == (timedelta(days=1), time(0, 30))
    # Rome, 29 March 2026 had 23 hours; so has 31 March 2030.
    day = publish_event(by=author, title="Clocks", starts_on=date(2030, 3, 31), all_day=True)
    assert day.finishes - day.begins == timedelta(hours=23)
    fair = publish_event(by=author, title="Fair", starts_on=date(2030, 5, 6), ends_on=date(2030, 5, 8), all_day=True)
    assert fair.finishes - fair.begins == timedelta(days=3)


def test_a_time_that_the_clocks_skip_is_the_one_they_show_then(author):
    event = publish_event(
        by=author, title="Night shift", starts_on=date(2030, 3, 31), starts_at=time(2, 30), ends_at=time(6)
    )
    assert event.starts_at == time(3, 30)
    assert event.begins.astimezone(ZoneInfo("Europe/Rome")).hour == 3


def test_in_the_night_with_two_half_past_twos_an_event_can_last_from_one_to_the_other(author):
    event = publish_event(
        by=author, title="Night shift", starts_on=date(2030, 10, 27), starts_at=time(2, 30), ends_at=time(2, 30)
    )
    assert event.finishes - event.begins == timedelta(hours=1)
    again = edit_event(event, by=author, place="Gate 2")
    assert again.finishes - again.begins == timedelta(hours=1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "   "}, "title"),
        ({"starts_at": None}, "starts_at"),
        ({"ends_at": time(9)}, "ends_at"),
        ({"ends_on": date(2000, 1, 2)}, "ends_at"),
        ({"starts_on": date(1900, 1, 1)}, "starts_on"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"join_link": "javascript:alert(1)"}, "join_link"),
        ({"capacity": 0}, "capacity"),
        ({"place": "x" * 201}, "place"),
        ({"answer_by": datetime(2199, 1, 1, tzinfo=ZoneInfo("UTC"))}, "answer_by"),
        ({"ends_on": date(2199, 1, 1), "ends_at": time(9)}, "ends_at"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(author, wrong, field):
    with pytest.raises(ValidationError) as refused:
        an_event(author, **wrong)
    assert field in refused.value.message_dict
    assert not Event.objects.exists()


def test_pressing_twice_makes_one_event(author, lab):
    once = uuid.uuid4()
    assert an_event(author, lab, client_id=once).pk == an_event(author, lab, client_id=once).pk
    assert Event.objects.count() == 1


def test_one_writes_an_event_where_one_may_post_and_where_events_are_shown(author, outsider, customer, lab):
    for person in (outsider, customer):
        with pytest.raises(PermissionDenied):
            an_event(person, lab)
    lab.parts = ["feeds"]
    lab.save()
    with pytest.raises(PermissionDenied, match="switched off"):
        an_event(author, lab)


def test_a_new_time_tells_who_comes_or_may_and_nobody_else(author, colleague, outsider, admin, plaza, run_jobs):
    event = an_event(author, plaza)
    answer_event(event, by=colleague, choice="yes")
    answer_event(event, by=outsider, choice="maybe")
    answer_event(event, by=admin, choice="no")
    edit_event(event, by=author, starts_on=event.starts_on + timedelta(days=1))
    assert told(colleague, run_jobs) == told(outsider, run_jobs) == ["feeds.event.rescheduled"]
    assert told(admin, run_jobs) == told(author, run_jobs) == []


def test_a_moved_beginning_takes_the_end_along(author):
    event = an_event(author, starts_at=time(16), ends_at=time(18))
    edit_event(event, by=author, starts_at=time(10))
    assert (event.starts_at, event.ends_at) == (time(10), time(12))


def test_a_new_place_is_told_and_a_new_number_of_places_is_not(author, colleague, lab, run_jobs):
    event = an_event(author, lab)
    answer_event(event, by=colleague, choice="yes")
    edit_event(event, by=author, capacity=20)
    assert told(colleague, run_jobs) == []
    edit_event(event, by=author, place="Nettuno")
    assert told(colleague, run_jobs) == ["feeds.event.relocated"]


def test_nothing_changed_is_nothing_told(author, colleague, lab, run_jobs):
    event = an_event(author, lab, place="Nettuno")
    answer_event(event, by=colleague, choice="yes")
    before = event.sequence
    edit_event(event, by=author, title=event.title, body=event.body, place="Nettuno", starts_on=event.starts_on)
    assert event.sequence == before
    assert told(colleague, run_jobs) == []


def test_who_organises_it_too_changes_when_and_where_and_never_the_words(author, colleague, outsider, lab):
    event = an_event(author, lab, organisers=[colleague])
    edit_event(event, by=colleague, place="Cortile")
    assert event.place == "Cortile"
    with pytest.raises(PermissionDenied, match="author"):
        edit_event(event, by=colleague, title="My event")
    with pytest.raises(PermissionDenied):
        edit_event(event, by=outsider, place="Elsewhere")


def test_only_who_can_read_it_organises_it(author, outsider, lab):
    with pytest.raises(ValidationError) as refused:
        an_event(author, lab, organisers=[outsider])
    assert "organisers" in refused.value.message_dict


def test_two_who_change_the_words_at_once_are_one_edit_and_one_conflict(author, lab):
    event = an_event(author, lab)
    edit_event(event, by=author, body="First", based_on=0)
    with pytest.raises(EditConflict):
        edit_event(event, by=author, body="Second", based_on=0)


def test_a_cancelled_event_stays_where_it_stands_and_says_so(author, colleague, lab, as_, run_jobs):
    event = an_event(author, lab, title="Fire drill")
    answer_event(event, by=colleague, choice="yes")
    assert cancel_event(event, by=author, why="It rains.")
    assert not cancel_event(event, by=author)
    assert told(colleague, run_jobs) == ["feeds.event.cancelled"]
    page = as_(colleague).get(event.get_absolute_url()).content.decode()
    assert "Cancelled" in page
    assert "It rains." in page
    assert "data-answers" not in page
    with pytest.raises(PermissionDenied, match="cancelled"):
        answer_event(event, by=author, choice="yes")
    with pytest.raises(PermissionDenied, match="cancelled"):
        edit_event(event, by=author, place="Inside")
    assert reinstate_event(event, by=author)
    assert told(colleague, run_jobs)[-1] == "feeds.event.reinstated"
    event.refresh_from_db()
    assert (event.is_cancelled, event.going_count) == (False, 1)


def test_what_is_over_is_not_cancelled(author):
    event = an_event(author)
    Event.objects.filter(pk=event.pk).update(begins=now() - 2 * DAYS, finishes=now() - DAYS)
    with pytest.raises(PermissionDenied, match="over"):
        cancel_event(event, by=author)


def test_its_pages_are_not_there_for_who_may_not_read_it(author, colleague, outsider, customer, guest, lab, as_):
    event = an_event(author, lab)
    for path in ("", "edit/", "cancel/", "answer/", "people/", "event.ics"):
        for person in (outsider, customer):
            assert as_(person).get(f"/events/{event.pk}/{path}").status_code == 404, path
        assert as_(guest).get(f"/events/{event.pk}/{path}").status_code in (302, 404)
    assert as_(colleague).get(f"/events/{event.pk}/").status_code == 200
    assert as_(colleague).get(f"/events/{event.pk}/edit/").status_code == 403
    assert as_(author).get("/events/999999/").status_code == 404


FORM = {
    "audience": "org",
    "title": "Open kitchen",
    "starts_on": "2030-07-04",
    "starts_at": "16:00",
    "ends_at": "17:00",
    "time_zone": "America/New_York",
    "answer_by": "2030-07-03T12:00",
}


def test_the_form_makes_an_event_by_the_clocks_it_names(author, as_):
    answer = as_(author).post("/events/new/", FORM)
    event = Event.objects.get()
    assert answer["Location"] == f"/events/{event.pk}/"
    assert event.begins == datetime(2030, 7, 4, 20, tzinfo=ZoneInfo("UTC"))
    assert event.answer_by == datetime(2030, 7, 3, 16, tzinfo=ZoneInfo("UTC"))


def test_a_form_that_is_refused_keeps_what_was_typed(author, colleague, as_):
    answer = as_(author).post("/events/new/", FORM | {"ends_at": "15:00", "place": "Nettuno", "organisers": "@ben"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "It ends before it begins." in page
    assert "Nettuno" in page
    assert 'value="16:00"' in page
    assert not Event.objects.exists()


def test_the_author_edits_it_all_and_an_organiser_when_and_where(author, colleague, lab, as_):
    event = an_event(author, lab, organisers=[colleague])
    page = as_(author).get(f"/events/{event.pk}/edit/").content.decode()
    assert 'name="title"' in page
    assert "@ben" in page
    theirs = as_(colleague).get(f"/events/{event.pk}/edit/").content.decode()
    assert 'name="title"' not in theirs
    assert 'name="place"' in theirs
    sent = {"starts_on": event.starts_on.isoformat(), "starts_at": "09:00", "time_zone": "Europe/Rome", "place": "Aula"}
    assert as_(colleague).post(f"/events/{event.pk}/edit/", sent).status_code == 302
    event.refresh_from_db()
    assert (event.place, event.starts_at, event.title) == ("Aula", time(9), "Open kitchen")


def test_what_is_deleted_is_in_no_calendar(author, plaza, as_):
    event = an_event(author, plaza, title="Gone")
    delete_entry(event, by=author)
    assert "Gone" not in as_(author).get("/events/").content.decode()
