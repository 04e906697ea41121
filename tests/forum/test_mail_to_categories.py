"""Mail to a category: whose it is confirms it, nobody else is answered, and the gates are asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from forum.actions import change_category, make_category
from forum.actions.by_mail import forget_mailed
from forum.models import Topic
from intranet.content import gates
from intranet.content.actions import publish_now
from intranet.moderation.models import Case
from intranet.notifications.actions import Outcome
from intranet.spaces.audiences import forget
from tests.platform.mail_world import proven

from .centre_world import REPLY_ADDRESS, a_desk, a_mail

pytestmark = pytest.mark.django_db
ADDRESS = "terminals@meridiana.example"


@pytest.fixture
def place(porch, author, settings):
    settings.REPLY_ADDRESS = REPLY_ADDRESS
    return make_category(porch, by=author, name="Terminals", address="terminals")


def written(person, body="It sleeps.", subject="Asleep", **headers) -> Outcome:
    proven(person)
    return a_mail(body, to=ADDRESS, sender=f"{person.name} <{person.email}>", subject=subject, **headers)


def readers(topic, *people) -> list[str]:
    for person in people:
        forget(person)
    return [one.handle for one in people if Topic.objects.visible_to(one).filter(pk=topic.pk).exists()]


def test_a_mail_is_a_topic_when_its_author_has_said_that_it_was_them(
    place, customer, moderator, colleague, as_, run_jobs
):
    assert written(customer) == Outcome.TAKEN
    topic = Topic.objects.get()
    assert readers(topic, customer, moderator, colleague) == [customer.handle]
    run_jobs()
    (letter,) = mail.outbox
    assert letter.to == [customer.email]
    assert topic.get_absolute_url() in letter.body
    page = as_(customer).get(topic.get_absolute_url()).content.decode()
    assert "Is it yours?" in page
    as_(customer).post(f"/entries/{topic.pk}/publish/")
    assert Topic.objects.get().is_published
    assert colleague.handle in readers(topic, colleague)
    assert Topic.objects.get().waiting_since is not None


def test_what_is_confirmed_passes_the_same_gates(place, customer, as_, monkeypatch):
    assert written(customer) == Outcome.TAKEN
    monkeypatch.setitem(gates._gates, "test", (1, lambda attempt: gates.Verdict("hold", "Later.")))
    said = as_(customer).post(f"/entries/{Topic.objects.get().pk}/publish/", follow=True).content.decode()
    assert "Somebody looks at it first" in said
    assert Topic.objects.get().is_held
    assert Case.objects.filter(sort="held").exists()


def test_strangers_and_forged_senders_are_turned_away_at_the_door_and_nobody_is_written_to(place, customer, run_jobs):
    assert a_mail("Hello.", to=ADDRESS) == Outcome.NO_SUCH_ADDRESS
    forged = {"Authentication_Results": "mx.example; dmarc=fail"}
    assert written(customer, **forged) == Outcome.UNREADABLE
    assert written(customer, Auto_Submitted="auto-replied") == Outcome.TAKEN
    run_jobs()
    assert not mail.outbox
    assert not Topic.objects.exists()


def test_the_same_mail_twice_is_one_topic_and_one_letter(place, customer, run_jobs):
    assert [written(customer), written(customer)] == [Outcome.TAKEN, Outcome.TAKEN]
    run_jobs()
    assert (Topic.objects.count(), len(mail.outbox)) == (1, 1)


def test_who_may_not_begin_a_topic_there_is_told_why_with_the_words(place, author, customer, run_jobs):
    change_category(place, by=author, writers="staff")
    assert written(customer) == Outcome.TAKEN
    run_jobs()
    assert "Staff begin the topics here" in mail.outbox[0].body
    assert "> It sleeps." in mail.outbox[0].body


def test_what_nobody_confirms_goes_after_two_weeks(place, customer):
    written(customer)
    assert forget_mailed() == 0
    with time_machine.travel(now() + timedelta(days=15), tick=False):
        assert forget_mailed() == 1
    assert not Topic.objects.exists()


def test_nobody_else_sends_it_off(place, customer, colleague):
    written(customer)
    with pytest.raises(PermissionDenied):
        publish_now(Topic.objects.get(), by=colleague)


def test_an_address_is_a_desks_or_a_categorys(place, lab, author):
    a_desk(lab, author)
    for name in ("help", "postmaster", "two words"):
        with pytest.raises(ValidationError):
            change_category(place, by=author, address=name)
    change_category(place, by=author, address="")
    place.refresh_from_db()
    assert place.address is None


def test_the_page_of_the_category_says_where_to_write(place, customer, as_, client):
    assert ADDRESS in as_(customer).get(f"/community/c/{place.slug}/").content.decode()
    assert ADDRESS not in client.get(f"/community/c/{place.slug}/").content.decode()
