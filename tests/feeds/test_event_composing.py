"""Events composed as posts are: with files, and to come out later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localtime, now

from feeds.events.actions import answer_event, edit_event
from feeds.models import Event
from intranet.content import actions as content_actions
from intranet.content.files.uploads import store_upload
from intranet.content.jobs import release
from intranet.content.models import Timing
from intranet.content.when import When
from intranet.notifications.models import Notification
from tests.feeds.events_at_hand import DAYS, SOON, an_event
from tests.platform.files_of_strangers import PDF, upload

pytestmark = pytest.mark.django_db

ROME = "Europe/Rome"


def in_days(days: int) -> When:
    return When.at(now() + timedelta(days=days), ROME)


def form(**changes: str) -> dict[str, object]:
    typed = {"audience": "org", "title": "Open kitchen", "starts_on": SOON.isoformat(), "starts_at": "16:00"}
    return typed | {"ends_at": "17:00", "time_zone": ROME} | changes


@pytest.fixture
def paper(author):
    return store_upload(upload("menu.pdf", PDF), by=author)


@pytest.fixture
def later(author, colleague, lab) -> Event:
    return an_event(author, lab, when=in_days(2), organisers=[colleague])


def test_until_its_time_nobody_else_meets_it_or_answers(later, author, colleague, as_, run_jobs):
    run_jobs()
    assert not Notification.objects.filter(entry=later.pk).exists()
    assert as_(colleague).get(f"/events/{later.pk}/").status_code == 404
    assert "Open kitchen" not in as_(colleague).get("/events/").content.decode()
    with pytest.raises(PermissionDenied, match="not published"):
        answer_event(later, by=author, choice="yes")
    assert "Comes out on" in as_(author).get(f"/events/{later.pk}/").content.decode()


def test_at_its_time_it_is_out_with_its_organisers(later, colleague):
    Timing.objects.update(due_at=now() - timedelta(minutes=1))
    release.call(entry_id=later.entry_id)
    later.refresh_from_db()
    assert answer_event(later, by=colleague, choice="yes") == "yes"
    assert later.organisers.get() == colleague


def test_an_invitation_does_not_come_after_what_it_invites_to(author, lab, later):
    with pytest.raises(ValidationError, match="That is too late for it"):
        an_event(author, lab, when=in_days(11))
    with pytest.raises(ValidationError, match="That is too late for it"):
        content_actions.change_time(later, by=author, when=in_days(11))
    with pytest.raises(ValidationError) as refused:
        edit_event(later, by=author, starts_on=SOON - 9 * DAYS)
    assert "starts_on" in refused.value.message_dict


def test_its_author_adds_organisers_while_it_waits(later, author, outsider, moderator):
    with pytest.raises(ValidationError, match="cannot read"):
        edit_event(later, by=author, organisers=[outsider])
    edit_event(later, by=author, organisers=[])
    assert not later.organisers.exists()


def test_the_form_takes_files_and_a_time(author, paper, as_):
    due = localtime() + timedelta(days=1)
    sent = form(attachments=str(paper.pk), when_day=due.date().isoformat(), when_clock="09:00")
    assert as_(author).post("/events/new/", sent)["Location"] == "/scheduled/"
    event = Event.objects.get()
    assert event.state == Event.State.SCHEDULED
    assert event.attachments.get() == paper
    assert "Open kitchen" in as_(author).get("/scheduled/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"when_day": "2001-01-01", "when_clock": "09:00"}, "This time has passed already."),
        ({"when_day": (SOON + DAYS).isoformat(), "when_clock": "09:00"}, "That is too late for it."),
        ({"when_clock": ""}, "Give both the day and the time."),
        ({"ends_at": "15:00"}, "It ends before it begins."),
        ({"organisers": "Nobody Atall"}, "There is nobody called Nobody Atall here."),
    ],
)
def test_what_is_refused_keeps_the_words_the_time_and_the_files(wrong, sentence, author, paper, as_):
    tomorrow = (SOON - 9 * DAYS).isoformat()
    sent = form(attachments=str(paper.pk), when_day=tomorrow, when_clock="07:30", body="Bring a knife.") | wrong
    answer = as_(author).post("/events/new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Bring a knife." in page
    assert f'name="when_day" value="{sent["when_day"]}"' in page
    assert "menu.pdf" in page
    assert not Event.objects.exists()


def test_files_of_others_are_refused_and_not_named(colleague, paper, as_):
    answer = as_(colleague).post("/events/new/", form(attachments=str(paper.pk)))
    assert answer.status_code == 422
    assert "menu.pdf" not in answer.content.decode()
    assert as_(colleague).post("/events/new/", form(attachments="no-number")).status_code == 422
