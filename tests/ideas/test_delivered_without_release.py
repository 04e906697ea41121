"""An idea that is delivered without a release: whoever had a part hears once, as they do by a release, in any order."""

from __future__ import annotations

import threading

import pytest
from django.core import mail
from django.db import connection

from forum import actions as forum
from ideas import actions
from ideas.models import Heard, HeardByMail, Meaning, Release, StatusChange
from ideas.releases.jobs import mail_delivered, mail_parts
from ideas.statuses import first_status
from intranet.accounts.models import CompanyAssignment
from intranet.activity.models import Activity
from intranet.conversation.actions import watch
from intranet.conversation.models import Watch
from intranet.conversation.votes import vote_for
from intranet.notifications.models import Notification
from intranet.notifications.reactor import notify
from intranet.notifications.wordings import attach, wording_of
from tests.factories import a_customer, a_person

from .letters_at_hand import become, letters

pytestmark = pytest.mark.django_db


def deliver(idea, *, by) -> None:
    actions.set_status(idea, by=by, status=first_status(Meaning.DELIVERED))


def come_out(porch, *entries, by) -> Release:
    release = actions.draft_release(porch, by=by, title="Terminal 5.2", body="Out.")
    for entry in entries:
        actions.name_in_release(release, entry, by=by)
    actions.publish_release(release, by=by)
    return release


def run_everything() -> None:
    """What the queue would do, twice: a job may be run again."""
    for _again in range(2):
        for activity in Activity.objects.filter(verb__startswith="ideas.").order_by("pk"):
            notify.call(activity_id=activity.pk)
        for change in StatusChange.objects.order_by("pk"):
            mail_delivered.call(change_id=change.pk)
        for release in Release.objects.order_by("pk"):
            mail_parts.call(release_id=release.pk)


def told(person) -> list[str]:
    others = ("ideas.idea.published", "ideas.idea.merged", "forum.topic.published")
    rows = Notification.objects.filter(recipient=person).exclude(activity__verb__in=others).order_by("pk")
    return [said.words if (said := wording_of(row)) is not None else row.activity.verb for row in rows]


@pytest.fixture
def asked(porch, author, idea):
    """Cleo asked in the forum, and the idea was made of it."""
    cleo = a_customer("Cleo", handle="cleo")
    category = forum.make_category(porch, by=author, name="Terminals")
    topic = forum.ask(category, by=cleo, title="Slow to wake", body="Is it only ours?")
    become(topic, idea, by=author)
    return cleo


def test_who_had_a_part_hears_once_with_their_part_and_who_follows_of_the_status(idea, asked, author, customer):
    follower = a_customer("Fil", handle="fil")
    watch(idea, level=Watch.Level.ALL, by=follower)
    deliver(idea, by=author)
    run_everything()
    assert [words.split(". ")[0] for words in told(customer)] == [f"“{idea.title}” is delivered: you suggested it"]
    assert [words.split(". ")[0] for words in told(asked)] == [
        f"“{idea.title}” is delivered: you asked in “Slow to wake”"
    ]
    assert told(follower) == ["Delivered"]
    assert told(author) == []


def test_a_release_after_it_tells_nobody_a_second_time(idea, asked, written, author, customer, porch):
    deliver(idea, by=author)
    run_everything()
    come_out(porch, idea, by=author)
    run_everything()
    assert [len(told(person)) for person in (customer, asked)] == [1, 1]
    assert len(letters()) == 1
    assert not Heard.objects.exclude(release=None).exists()


def test_delivering_what_a_release_has_delivered_tells_nobody_a_second_time(
    idea, asked, written, author, customer, porch
):
    come_out(porch, idea, by=author)
    run_everything()
    deliver(idea, by=author)
    run_everything()
    assert [len(told(person)) for person in (customer, asked)] == [1, 1]
    assert len(letters()) == 1
    assert not Heard.objects.exclude(change=None).exists()


def test_who_had_a_part_in_more_of_a_later_release_hears_of_the_rest(idea, author, customer, porch, open_board):
    deliver(idea, by=author)
    run_everything()
    other = actions.suggest(open_board, by=customer, title="A louder bell", body="x")
    come_out(porch, idea, other, by=author)
    run_everything()
    assert len(told(customer)) == 2
    assert told(customer)[1] == "“A louder bell” is delivered: you suggested it."


def test_who_writes_by_mail_is_told_through_the_idea_with_a_way_out(idea, written, author):
    deliver(idea, by=author)
    run_everything()
    [letter] = letters()
    assert f"“{idea.title}” is delivered: you wrote to us about “Slow terminal”." in letter.body
    assert idea.get_absolute_url() in letter.body
    assert "/ideas/releases/parts/leave/" in letter.body


def test_what_was_delivered_by_mistake_is_taken_back_before_anybody_outside_hears(idea, written, author):
    deliver(idea, by=author)
    actions.set_status(idea, by=author, status=first_status(Meaning.PROGRESS))
    run_everything()
    assert letters() == []
    assert not HeardByMail.objects.exists()
    deliver(idea, by=author)
    run_everything()
    assert len(letters()) == 1


def test_five_roles_are_one_message(idea, open_board, asked, author, colleague):
    vote_for(idea, by=asked)
    twin = actions.suggest(open_board, by=asked, title="Wake at once", body="x")
    actions.merge(twin, into=idea, by=author)
    watch(idea, level=Watch.Level.ALL, by=asked)
    idea.refresh_from_db()
    deliver(idea, by=author)
    run_everything()
    assert len(told(asked)) == 1
    assert "you asked in “Slow to wake”" in told(asked)[0]


def test_who_does_not_read_it_and_who_wants_silence_hear_nothing(inside, written, author, colleague, customer, porch):
    category = forum.make_category(porch, by=author, name="Terminals")
    topic = forum.ask(category, by=customer, title="A bench?", body="x")
    become(topic, inside, by=author)
    become(written, inside, by=author)
    watch(inside, level=Watch.Level.NONE, by=colleague)
    deliver(inside, by=author)
    run_everything()
    assert told(customer) == []
    assert told(colleague) == []
    assert letters() == []
    assert not Heard.objects.filter(person__in=[customer, colleague]).exists()


def test_a_company_that_spoke_in_private_is_named_to_nobody(idea, written, author, borealis, customer, asked):
    gina = a_person("Gina", handle="gina")
    CompanyAssignment.objects.create(person=gina, company=borealis)
    actions.vote_for_company(idea, borealis, by=gina, where="call of 3 May", private=True)
    deliver(idea, by=author)
    run_everything()
    said = [*told(customer), *told(asked), *told(author), *(one.body + one.subject for one in letters())]
    assert len(said) == 3
    assert borealis.name not in " ".join(said)


@pytest.mark.django_db(transaction=True)
def test_a_release_and_a_press_at_the_same_moment_tell_once(idea, asked, written, author, customer, porch, colleague):
    release = actions.draft_release(porch, by=author, title="Terminal 5.2", body="Out.")
    actions.name_in_release(release, idea, by=author)
    start = threading.Barrier(2)

    def at_once(do):
        try:
            start.wait(5)
            do()
        finally:
            connection.close()

    both = [
        threading.Thread(target=at_once, args=(lambda: actions.publish_release(release, by=author),)),
        threading.Thread(target=at_once, args=(lambda: deliver(idea, by=author),)),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join(20)
    mail.outbox.clear()
    run_everything()
    assert Heard.objects.filter(person=customer, entry=idea.pk).count() == 1
    about_it = Notification.objects.filter(recipient__in=[customer, asked], reason="voice")
    assert sorted(about_it.values_list("recipient", flat=True)) == sorted([customer.pk, asked.pk])
    assert len(letters()) == 1


@pytest.mark.parametrize("road", ["by hand", "by a release"])
def test_the_inbox_asks_as_much_however_much_was_delivered(
    road, open_board, porch, author, customer, queries_stay_flat
):
    def more() -> None:
        idea = actions.suggest(open_board, by=customer, title="Sooner", body="x")
        if road == "by hand":
            deliver(idea, by=author)
        else:
            come_out(porch, idea, by=author)
        for activity in Activity.objects.filter(verb__startswith="ideas."):
            notify.call(activity_id=activity.pk)

    def read() -> None:
        rows = list(Notification.objects.filter(recipient=customer).select_related("activity", "recipient"))
        attach(rows)
        assert any(row.wording is not None and "you suggested it" in row.wording.words for row in rows)

    queries_stay_flat(read, more, times=3)
