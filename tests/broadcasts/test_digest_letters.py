"""What has to be acknowledged, in a digest: the page shows it until it is done, a letter when there is cause."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from feeds.broadcasts.actions import acknowledge, edit_broadcast
from feeds.broadcasts.aims import Aim
from intranet.accounts.models import User
from intranet.notifications import actions
from intranet.notifications.digests.engine import pick
from intranet.notifications.jobs import send_digests
from tests.platform.mail_world import proven

pytestmark = pytest.mark.django_db
TITLE = "The lift rests on Friday"


def at(day: int, hour: int = 8) -> datetime:
    """March has 31 days, and goes on."""
    return datetime(2026, 3, 1, tzinfo=ZoneInfo("Europe/Rome")) + timedelta(days=day - 1, hours=hour)


@pytest.fixture
def asked(send, author, colleague, lab):
    """Ben has the digest every day at eight; on the 2nd Ada asks the Lab to acknowledge something."""
    proven(colleague, author)
    with time_machine.travel(at(1), tick=False):
        actions.choose_digest(by=colleague, rhythm="daily", hour=8, zone="Europe/Rome")

    def made(**how):
        with time_machine.travel(at(2, 12), tick=False):
            return send(author, Aim(spaces=[lab]), must_acknowledge=True, **how)

    return made


@pytest.fixture
def digests(run_jobs):
    """``digests(3, 5)``: the days of March on whose morning a digest named it, of these."""

    def named(first: int, last: int) -> list[int]:
        days = []
        for day in range(first, last + 1):
            mail.outbox.clear()
            with time_machine.travel(at(day), tick=False):
                send_digests.call()
                run_jobs()
            if any(TITLE in message.body for message in mail.outbox if "digest" in message.extra_headers["List-Id"]):
                days.append(day)
        return days

    return named


def test_letters_name_it_when_it_came_on_days_of_reminders_and_weekly_the_page_always(asked, digests, colleague):
    asked()
    # It came on the 2nd and reminds on the 5th, 9th and 16th; from the 9th on a week has gone by each seven days.
    assert digests(3, 31) == [3, 5, 9, 10, 16, 17, 24, 31]
    with time_machine.travel(at(20), tick=False):
        shown = pick(User.objects.get(pk=colleague.pk), at(19), at(20))
    assert [(item.title, item.reason) for item in shown] == [(TITLE, "acknowledge")]


def test_one_that_does_not_remind_is_named_when_it_came_and_each_week(asked, digests):
    asked(reminds=False)
    assert digests(3, 20) == [3, 10, 17]


def test_what_was_acknowledged_is_named_no_more_until_other_words_ask_again(asked, digests, colleague, author):
    made = asked(reminds=False)
    assert digests(3, 4) == [3]
    with time_machine.travel(at(4, 12), tick=False):
        acknowledge(made, by=colleague)
    assert digests(5, 11) == []
    with time_machine.travel(at(11, 12), tick=False):
        edit_broadcast(made, by=author, title=TITLE, body="From nine to eleven.", ask_again=True)
    assert digests(12, 13) == [12]


def test_the_first_letter_to_somebody_names_what_was_asked_before(send, digests, author, colleague, lab):
    proven(colleague, author)
    with time_machine.travel(at(2, 12), tick=False):
        send(author, Aim(spaces=[lab]), must_acknowledge=True, reminds=False)
    with time_machine.travel(at(5, 12), tick=False):
        actions.choose_digest(by=colleague, rhythm="daily", hour=8, zone="Europe/Rome")
    assert digests(6, 8) == [6]
