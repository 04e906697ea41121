"""Acknowledging: of which text, until when, and who is reminded."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from feeds.broadcasts.actions import acknowledge, edit_broadcast, let_expire, mark_seen, remind_now
from feeds.broadcasts.aims import Aim
from feeds.broadcasts.delivering import reminder_days, waiting_for
from feeds.broadcasts.jobs import look_after_broadcasts
from feeds.models import Reach
from intranet.core import zones
from intranet.notifications.models import Notification
from intranet.spaces.actions import add_member
from tests import factories


def at(day: str, clock: str = "10:00") -> datetime:
    wall = datetime.fromisoformat(f"{day}T{clock}")
    return zones.wall_to_instant(wall.date(), wall.time(), "Europe/Rome")


def row(broadcast, person) -> Reach:
    return Reach.objects.get(broadcast=broadcast, person=person)


def waiting(broadcast) -> set[str]:
    return set(waiting_for(broadcast).values_list("handle", flat=True))


def test_who_acknowledges_has_seen_it_and_twice_is_once(to_lab, colleague):
    assert waiting(to_lab) == {"ben"}
    first = acknowledge(to_lab, by=colleague, version=1)
    assert acknowledge(to_lab, by=colleague).acknowledged_at == first.acknowledged_at
    assert row(to_lab, colleague).seen_at is not None
    assert waiting(to_lab) == set()


def test_who_it_is_not_for_is_not_asked(send, author, plaza, outsider):
    joined = factories.a_person("Joe Member")
    add_member(plaza, by=author, person=joined)
    made = send(author, Aim(spaces=[plaza]), must_acknowledge=True)
    assert list(Reach.objects.filter(broadcast=made).values_list("person", flat=True)) == [joined.pk]
    with pytest.raises(PermissionDenied):
        acknowledge(made, by=outsider)
    assert mark_seen(made, by=outsider) is False


def test_a_text_that_changed_while_it_was_read_is_read_again(to_lab, author, colleague):
    edit_broadcast(to_lab, by=author, title=to_lab.title, body="From nine to eleven.")
    with pytest.raises(ValidationError):
        acknowledge(to_lab, by=colleague, version=1)
    assert acknowledge(to_lab, by=colleague, version=2).version == 2


def test_changed_words_mark_older_acknowledgements_and_count_them_still(to_lab, author, colleague, as_):
    acknowledge(to_lab, by=colleague)
    edit_broadcast(to_lab, by=author, title=to_lab.title, body="From nine to eleven.")
    assert waiting(to_lab) == set()
    page = as_(colleague).get(to_lab.get_absolute_url()).content.decode()
    assert "Its text has changed since." in page
    assert "Acknowledge the new text" in page


def test_asked_again_everybody_who_had_acknowledged_waits_and_is_told(to_lab, author, colleague, run_jobs):
    acknowledge(to_lab, by=colleague)
    edit_broadcast(to_lab, by=author, title=to_lab.title, body="From nine to eleven.", ask_again=True)
    run_jobs()
    assert waiting(to_lab) == {"ben"}
    told = Notification.objects.filter(recipient=colleague, activity__verb="feeds.broadcast.asked_again")
    assert told.count() == 1


def test_a_change_of_nothing_is_no_new_text(to_lab, author):
    edit_broadcast(to_lab, by=author, title=to_lab.title, body=to_lab.body)
    to_lab.refresh_from_db()
    assert to_lab.text_version == 1


def test_an_expired_broadcast_asks_for_nothing_and_can_be_read(to_lab, author, colleague, as_):
    assert let_expire(to_lab, by=author) is True
    assert let_expire(to_lab, by=author) is False
    page = as_(colleague).get(to_lab.get_absolute_url()).content.decode()
    assert "This expired on" in page
    assert "data-acknowledge" not in page
    assert to_lab.title in page
    with pytest.raises(PermissionDenied):
        remind_now(to_lab, by=author)


def test_those_who_have_not_are_reminded_two_days_before_on_the_day_and_after_it(
    send, author, lab, colleague, run_jobs
):
    with time_machine.travel(at("2026-10-20"), tick=False) as clock:
        made = send(author, Aim(spaces=[lab]), must_acknowledge=True, acknowledge_by=date(2026, 10, 26))
        assert reminder_days(made) == [date(2026, 10, 24), date(2026, 10, 26), date(2026, 10, 29)]
        # The clocks go back in the night before the 25th; the house's day is what counts, also just past midnight.
        reminded = []
        for day in ("2026-10-23", "2026-10-24", "2026-10-24", "2026-10-25", "2026-10-26", "2026-10-30", "2026-11-20"):
            clock.move_to(at(day, "00:20"))
            look_after_broadcasts.call()
            run_jobs()
            told = Notification.objects.filter(recipient=colleague, activity__verb="feeds.broadcast.reminded")
            reminded.append(told.count())
        assert reminded == [0, 1, 1, 1, 2, 3, 3]


def test_a_job_that_slept_reminds_once_for_all_the_days_that_passed(send, author, lab, colleague, run_jobs):
    with time_machine.travel(at("2026-10-20"), tick=False) as clock:
        send(author, Aim(spaces=[lab]), must_acknowledge=True, acknowledge_by=date(2026, 10, 26))
        clock.move_to(at("2026-10-28"))
        for _time in range(2):
            look_after_broadcasts.call()
        run_jobs()
        told = Notification.objects.filter(recipient=colleague, activity__verb="feeds.broadcast.reminded")
        assert told.count() == 1


def test_by_hand_they_are_reminded_once_a_day_by_who_may_see_the_reach(to_lab, author, colleague):
    with pytest.raises(PermissionDenied):
        remind_now(to_lab, by=colleague)
    assert remind_now(to_lab, by=author) == 1
    with pytest.raises(PermissionDenied):
        remind_now(to_lab, by=author)
