"""The digest by mail: at its hour on the person's clock, once, and nothing in it that may not be read any more."""

from __future__ import annotations

import smtplib
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.notifications import actions
from intranet.notifications.digests import sending, when, writing
from intranet.notifications.digests.engine import pick
from intranet.notifications.digests.summary import Figure, _tellers, also_tells
from intranet.notifications.digests.when import Times, last_due, next_due, unsent
from intranet.notifications.jobs import send_digests
from intranet.notifications.models import DigestWish
from intranet.spaces import actions as spaces
from intranet.spaces.models import Membership

from .mail_world import html_of, proven, the_mail_to

pytestmark = pytest.mark.django_db
ROME, LORD_HOWE = "Europe/Rome", "Australia/Lord_Howe"
DAILY, WEEKLY = "daily", "weekly"


def rome(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=ZoneInfo(ROME))


# --- The clock --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "first", "hour", "expected"),
    [
        # The clocks of Rome are put forward on 29 March 2026 at two: eight o'clock stays eight o'clock.
        (ROME, date(2026, 3, 28), 8, ["07:00", "06:00", "06:00"]),
        # Two o'clock is skipped that night: the digest comes at three, and at two the day after.
        (ROME, date(2026, 3, 28), 2, ["01:00", "01:00", "00:00"]),
        # They are put back on 25 October at three: two o'clock comes twice, and the first is meant.
        (ROME, date(2026, 10, 24), 2, ["00:00", "00:00", "01:00"]),
        (ROME, date(2026, 10, 24), 8, ["06:00", "07:00", "07:00"]),
        # Lord Howe moves its clocks by half an hour, on 5 April back and on 4 October forward.
        (LORD_HOWE, date(2026, 4, 4), 8, ["21:00", "21:30", "21:30"]),
        (LORD_HOWE, date(2026, 10, 3), 8, ["21:30", "21:00", "21:00"]),
        (LORD_HOWE, date(2026, 10, 3), 2, ["15:30", "15:30", "15:00"]),
    ],
)
def test_the_hour_is_that_of_the_wall_on_the_day_of_the_change_and_around_it(zone, first, hour, expected):
    times = Times(DAILY, 0, hour, zone)
    moments = []
    for offset in range(3):
        day = first + timedelta(days=offset)
        evening = datetime.combine(day, time(23, 30), tzinfo=ZoneInfo(zone))
        due = last_due(times, evening)
        assert due.day == day
        moments.append(due.moment.astimezone(UTC).strftime("%H:%M"))
    assert moments == expected


@pytest.mark.parametrize("zone", [ROME, LORD_HOWE, "America/New_York", "Asia/Kathmandu", "Pacific/Chatham"])
@pytest.mark.parametrize("hour", [0, 2, 3, 8, 23])
def test_every_day_of_a_year_has_one_digest_and_no_two(zone, hour):
    """For a worker that looks every hour."""
    times, sent, days = Times(DAILY, 0, hour, zone), None, []
    moment, end = datetime(2026, 1, 1, 12, tzinfo=UTC), datetime(2027, 1, 1, 12, tzinfo=UTC)
    sent = last_due(times, moment).day
    while moment < end:
        if (due := unsent(times, sent, moment)) is not None:
            days.append(due.day)
            sent = due.day
        moment += timedelta(hours=1)
    assert days == sorted(set(days))
    assert (days[-1] - days[0]).days + 1 == len(days) >= 364


def test_the_weekly_one_is_due_on_its_day_and_the_next_one_is_known():
    times = Times(WEEKLY, 0, 8, ROME)
    assert last_due(times, rome(2026, 3, 29, 12)).day == date(2026, 3, 23)
    assert next_due(times, rome(2026, 3, 29, 12)).moment == rome(2026, 3, 30, 8)
    assert last_due(times, rome(2026, 3, 30, 7, 59)).day == date(2026, 3, 23)
    assert last_due(times, rome(2026, 3, 30, 8)).day == date(2026, 3, 30)
    assert next_due(Times("never", 0, 8, ROME), rome(2026, 3, 30, 8)) is None


def test_a_zone_that_is_gone_from_the_database_is_the_house_s_and_no_error():
    assert last_due(Times(DAILY, 0, 8, "Mars/Phobos"), rome(2026, 3, 30, 9)).moment == rome(2026, 3, 30, 8)


def test_days_missed_by_a_worker_that_slept_are_one_digest():
    times = Times(DAILY, 0, 8, ROME)
    due = unsent(times, date(2026, 3, 20), rome(2026, 3, 27, 5))
    assert due.day == date(2026, 3, 26)
    assert unsent(times, due.day, rome(2026, 3, 27, 7, 50)) is None


# --- What is sent -----------------------------------------------------------------------------------------------------


@pytest.fixture
def ben(colleague, author, lab):
    """Ben has the digest every day at eight in Rome. Ada has named him."""
    proven(colleague, author)
    Membership.objects.update(joined_at=rome(2026, 3, 1, 8))
    with time_machine.travel(rome(2026, 3, 27, 12), tick=False):
        actions.choose_digest(by=colleague, rhythm=DAILY, hour=8)
        publish_post(by=author, space=lab, title="The trial", body="Shall we begin?")
    return User.objects.get(pk=colleague.pk)


def tick(moment: datetime, run_jobs) -> list[str]:
    """What the clock does then; to whom mail went."""
    before = len(mail.outbox)
    with time_machine.travel(moment, tick=False):
        send_digests.call()
        run_jobs()
    return [to for message in mail.outbox[before:] for to in message.to if "digest" in message.extra_headers["List-Id"]]


def test_nothing_is_sent_for_a_time_before_it_was_chosen(ben, run_jobs):
    assert tick(rome(2026, 3, 27, 13), run_jobs) == []
    assert tick(rome(2026, 3, 28, 7, 50), run_jobs) == []
    assert tick(rome(2026, 3, 28, 8), run_jobs) == [ben.email]


def test_it_comes_once_and_tells_from_where_the_last_one_ended(ben, author, lab, run_jobs):
    assert tick(rome(2026, 3, 28, 8), run_jobs) == [ben.email]
    assert tick(rome(2026, 3, 28, 8, 10), run_jobs) == []
    with time_machine.travel(rome(2026, 3, 28, 15), tick=False):
        publish_post(by=author, space=lab, title="The second", body="Words.")
    assert tick(rome(2026, 3, 29, 7, 50), run_jobs) == []
    assert tick(rome(2026, 3, 29, 8), run_jobs) == [ben.email]
    assert "The second" in mail.outbox[-1].body
    assert "The trial" not in mail.outbox[-1].body


def test_a_day_without_news_is_a_day_without_mail_and_counts(ben, run_jobs):
    tick(rome(2026, 3, 28, 8), run_jobs)
    assert tick(rome(2026, 3, 29, 8), run_jobs) == []
    assert DigestWish.objects.get(person=ben).sent_for == date(2026, 3, 29)


def test_the_mail_is_in_the_reader_s_language_and_can_be_ended(ben, run_jobs):
    User.objects.filter(pk=ben.pk).update(language="it")
    tick(rome(2026, 3, 28, 8), run_jobs)
    message = the_mail_to(ben)
    assert "The trial" in html_of(message)
    assert "/entries/" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.extra_headers["Message-ID"].startswith(f"<digest.{ben.pk}.20260328@")


def test_one_press_anywhere_ends_it_and_another_brings_it_back(ben, run_jobs, settings):
    tick(rome(2026, 3, 28, 8), run_jobs)
    stop = the_mail_to(ben).extra_headers["List-Unsubscribe"].split(">")[0].strip("<").removeprefix(settings.SITE_URL)
    anywhere = Client(enforce_csrf_checks=True)
    assert "Digest" in anywhere.get(stop).content.decode()
    page = anywhere.post(stop, {"List-Unsubscribe": "One-Click"}).content.decode()
    assert DigestWish.objects.get(person=ben).rhythm == "never"
    undo = page.split('action="')[1].split('"')[0]
    anywhere.post(undo)
    assert DigestWish.objects.get(person=ben).rhythm == DAILY
    anywhere.post(stop, {"what": "all"})
    assert DigestWish.objects.get(person=ben).rhythm == "never"


def test_what_may_not_be_read_any_more_when_it_leaves_is_not_in_it(ben, author, lab, plaza, run_jobs, monkeypatch):
    """Ben loses the Lab between what is picked for him and the mail."""
    spaces.add_member(plaza, by=author, person=ben)
    Membership.objects.update(joined_at=rome(2026, 3, 1, 8))
    with time_machine.travel(rome(2026, 3, 27, 14), tick=False):
        publish_post(by=author, space=plaza, title="The plaza", body="Words.")

    def then_leaves(person, *args, **how):
        items = pick(person, *args, **how)
        assert {item.title for item in items} == {"The trial", "The plaza"}
        spaces.remove_member(lab, by=author, person=User.objects.get(pk=person.pk))
        for remembered in ("_audiences", "_spaces_held", "_circles_held"):
            person.__dict__.pop(remembered, None)
        return items

    monkeypatch.setattr(sending, "pick", then_leaves)
    assert tick(rome(2026, 3, 28, 8), run_jobs) == [ben.email]
    message = the_mail_to(ben)
    assert "The plaza" in message.body
    for text in (message.body, html_of(message), str(message.subject)):
        assert "The trial" not in text


@pytest.mark.parametrize("why", ["closed", "no address", "quiet"])
def test_who_has_left_has_no_address_or_keeps_still_is_sent_nothing(ben, why, run_jobs):
    match why:
        case "closed":
            User.objects.filter(pk=ben.pk).update(is_active=False)
        case "no address":
            ben.emailaddress_set.update(verified=False)
        case "quiet":
            with time_machine.travel(rome(2026, 3, 27, 12), tick=False):
                actions.set_quiet_hours(by=ben, days=list(range(7)), begins=time(19), ends=time(9))
    assert tick(rome(2026, 3, 28, 8), run_jobs) == []
    if why == "quiet":
        assert tick(rome(2026, 3, 28, 9), run_jobs) == [ben.email]


def test_a_mail_server_that_is_down_costs_nobody_a_digest(ben, run_jobs, monkeypatch):
    def down(message):
        raise smtplib.SMTPServerDisconnected("away")

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMultiAlternatives.send", down)
        assert tick(rome(2026, 3, 28, 8), run_jobs) == []
    assert tick(rome(2026, 3, 28, 8, 10), run_jobs) == [ben.email]


def test_of_two_workers_one_sends_it(ben):
    with time_machine.travel(rome(2026, 3, 28, 8), tick=False):
        before = DigestWish.objects.get(person=ben).sent_for
        assert actions.claim_digest(ben, day=date(2026, 3, 28), before=before)
        assert not actions.claim_digest(ben, day=date(2026, 3, 28), before=before)


def test_who_flies_to_another_zone_has_it_at_eight_there(ben, author, lab, run_jobs):
    with time_machine.travel(rome(2026, 3, 27, 18), tick=False):
        publish_post(by=author, space=lab, title="The second", body="Words.")
    User.objects.filter(pk=ben.pk).update(time_zone="America/New_York")
    assert tick(rome(2026, 3, 28, 8), run_jobs) == []
    assert tick(datetime(2026, 3, 28, 8, tzinfo=ZoneInfo("America/New_York")), run_jobs) == [ben.email]


def test_a_later_hour_on_the_same_day_brings_no_second_one(ben, run_jobs):
    tick(rome(2026, 3, 28, 8), run_jobs)
    with time_machine.travel(rome(2026, 3, 28, 9), tick=False):
        actions.choose_digest(by=ben, hour=17)
    assert tick(rome(2026, 3, 28, 17), run_jobs) == []
    assert when.unsent(Times(DAILY, 0, 17, ROME), date(2026, 3, 28), rome(2026, 3, 29, 17)) is not None


def test_what_makes_no_sense_is_refused_and_what_was_typed_stays(ben, as_):
    for wrong in ({"hour": 24}, {"weekday": 7}, {"zone": "Mars/Phobos"}, {"most": 100}, {"minutes": 0}):
        with pytest.raises(ValidationError):
            actions.choose_digest(by=ben, **wrong)
    sent = {"rhythm": WEEKLY, "weekday": 2, "hour": 8, "zone": "", "most": 99, "minutes": 5}
    page = as_(ben).post("/settings/digest/", sent)
    assert page.status_code == 422
    assert 'value="99"' in page.content.decode()
    sent["most"] = 8
    assert as_(ben).post("/settings/digest/", sent).status_code == 302
    wish = DigestWish.objects.get(person=ben)
    assert (wish.rhythm, wish.weekday, wish.most) == (WEEKLY, 2, 8)


def test_the_summary_carries_the_figures_of_those_who_reckon_them(ben, run_jobs):
    with time_machine.travel(rome(2026, 3, 27, 12), tick=False):
        actions.choose_digest(by=ben, executive=True)
    also_tells("test", lambda person, since, until: [Figure("Questions that wait", "7")])
    try:
        assert tick(rome(2026, 3, 28, 8), run_jobs) == [ben.email]
    finally:
        _tellers.pop("test")
    assert "7 Questions that wait" in the_mail_to(ben).body


def test_what_people_call_things_cannot_write_into_the_mail(ben, author, lab, run_jobs):
    with time_machine.travel(rome(2026, 3, 27, 14), tick=False):
        publish_post(by=author, space=lab, title='<img src=x onerror="alert(1)"> {actor}', body="Words.")
    tick(rome(2026, 3, 28, 8), run_jobs)
    html = html_of(the_mail_to(ben))
    assert "<img src=x" not in html
    assert "{actor}" in html


def test_a_mail_needs_something_to_tell(ben):
    told = {"day": date(2026, 3, 28), "since": rome(2026, 3, 27, 8), "until": rome(2026, 3, 28, 8)}
    assert writing.mail_of(ben, [], **told) is None
