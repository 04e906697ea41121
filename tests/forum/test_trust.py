"""Levels of trust: earned by what customers do, lost again, set by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate, now

from forum import actions as forum
from forum.reading.marks import read_topic
from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.content.actions import delete_entry
from intranet.conversation.votes import vote_for
from intranet.moderation.actions import flag_entry, hide
from intranet.moderation.holding import let_out
from intranet.moderation.models import Case, Conduct, Flag, TrustChange
from intranet.moderation.rules import actions as rules
from intranet.moderation.trust import actions as trust
from intranet.moderation.trust import figures, levels
from intranet.moderation.trust.jobs import reckon_at_night
from intranet.moderation.trust.reckoning import earned, reckon
from intranet.moderation.trust.visits import count_visit


@pytest.fixture
def easy(admin):
    """Levels that a test can reach: one answer for the first, one accepted for the second."""
    trust.change_level(1, by=admin, days=0, read=0, answers=1, upheld=0)
    trust.change_level(2, by=admin, days=0, read=0, answers=1, accepted=1, votes=0, upheld=0)


@pytest.fixture
def question(category, other_customer):
    return forum.ask(category, by=other_customer, title="Does it wake up", body="x")


def test_who_helps_rises_and_is_told_in_the_trail(easy, question, customer, other_customer):
    given = forum.answer(question, by=customer, body="Warm it.")
    assert reckon([customer.pk]) == 1
    forum.accept_answer(given, by=other_customer)
    assert reckon([customer.pk]) == 1
    assert reckon([customer.pk]) == 0
    customer.refresh_from_db()
    assert customer.trust == 2
    assert list(TrustChange.objects.order_by("pk").values_list("before", "after")) == [(0, 1), (1, 2)]
    assert Activity.objects.filter(verb="moderation.trust.raised", subject=customer.key).count() == 2


def test_what_moderators_take_down_brings_one_down_again(easy, question, customer, other_customer, moderator):
    forum.answer(question, by=customer, body="Warm it.")
    bad = forum.answer(question, by=customer, body="You fool.")
    reckon([customer.pk])
    flag_entry(bad, by=other_customer, reason="rude")
    hide(bad, by=moderator, reason="Rude")
    assert reckon_at_night.call() == 1
    customer.refresh_from_db()
    assert customer.trust == 0
    Flag.objects.update(decided_at=now() - timedelta(days=91))
    reckon([customer.pk])
    customer.refresh_from_db()
    assert customer.trust == 1


def test_answers_that_are_gone_and_votes_that_are_none_do_not_count(easy, question, customer, other_customer, topic):
    given = forum.answer(question, by=customer, body="Warm it.")
    own = forum.answer(topic, by=customer, body="I found it.")
    vote_for(given, by=other_customer)
    assert figures.figures_of([customer.pk])[customer.pk] == levels.Needs(answers=1, votes=1)
    forum.accept_answer(own, by=customer)
    assert figures.figures_of([customer.pk])[customer.pk].accepted == 0
    delete_entry(given, by=customer)
    assert figures.figures_of([customer.pk])[customer.pk] == levels.Needs()


def test_a_level_asks_for_all_below_it():
    ladder = levels.AT_FIRST
    plenty = levels.Needs(days=999, read=999, answers=999, accepted=999, votes=999)
    assert earned(plenty, ladder) == 4
    assert earned(levels.Needs(days=999, read=999, answers=999, accepted=999), ladder) == 1
    assert earned(levels.Needs(), ladder) == 0


def test_the_first_text_let_out_and_an_accepted_answer_are_looked_at_at_once(
    easy, admin, question, customer, other_customer, moderator, run_jobs
):
    rules.change_rule("first_posts", by=admin, is_on=True)
    held = forum.answer(question, by=customer, body="Warm it.")
    run_jobs()
    customer.refresh_from_db()
    assert customer.trust == 0
    let_out(held, by=moderator)
    run_jobs()
    customer.refresh_from_db()
    assert customer.trust == 1
    forum.accept_answer(held, by=other_customer)
    run_jobs()
    customer.refresh_from_db()
    assert customer.trust == 2


def test_a_level_set_by_hand_stays_until_it_is_let_go(easy, customer, moderator):
    assert trust.set_level(customer, 3, by=moderator, note="Helped us for years")
    assert not trust.set_level(customer, 3, by=moderator)
    assert reckon([customer.pk]) == 0
    assert trust.let_go(customer, by=moderator)
    assert not trust.let_go(customer, by=moderator)
    customer.refresh_from_db()
    assert customer.trust == 0


def test_only_moderators_set_levels_and_only_of_customers(customer, other_customer, colleague, moderator):
    for by in (customer, colleague):
        with pytest.raises(PermissionDenied):
            trust.set_level(other_customer, 2, by=by)
    with pytest.raises(PermissionDenied, match="Only customers"):
        trust.set_level(colleague, 2, by=moderator)
    with pytest.raises(ValidationError):
        trust.set_level(customer, 5, by=moderator)
    with pytest.raises(PermissionDenied):
        trust.change_level(1, by=moderator, days=1)


@pytest.mark.parametrize(
    "wanted", [{"days": -1}, {"days": None}, {"links": "3"}, {"files": 1}, {"weight": 0}, {"x": 1}]
)
def test_a_level_takes_only_what_makes_sense(wanted, admin):
    with pytest.raises(ValidationError):
        trust.change_level(1, by=admin, **wanted)
    assert levels.level_numbered(1) == levels.AT_FIRST[1]


def test_a_day_counts_once_however_often_one_comes(as_, customer, colleague):
    for _again in range(3):
        as_(customer).get("/community/")
        as_(colleague).get("/community/")
    count_visit(customer)
    assert Conduct.objects.values_list("person", "days_visited").get() == (customer.pk, 1)
    Conduct.objects.update(last_visit=localdate() - timedelta(days=1))
    count_visit(customer)
    assert Conduct.objects.get().days_visited == 2


def test_staff_stand_above_all_levels(colleague, customer):
    assert levels.level_of(colleague).links is None
    assert levels.level_of(customer).number == 0
    assert levels.level_for(User.Kind.AGENCY, 0).files


def test_a_report_of_who_has_earned_trust_stands_higher(customer, other_customer, question):
    given = forum.answer(question, by=customer, body="Warm it.")
    flag_entry(given, by=other_customer, reason="wrong")
    usual = Case.objects.get(entry=given.pk).severity
    Case.objects.all().delete()
    Flag.objects.all().delete()
    other_customer.trust = 4
    flag_entry(given, by=other_customer, reason="wrong")
    assert Case.objects.get(entry=given.pk).severity == usual + 2


def test_topics_of_others_that_were_read_are_counted(customer, question, topic):
    for one in (question, question, topic):
        read_topic(one, by=customer)
    assert figures.figures_of([customer.pk])[customer.pk].read == 1


def test_an_earned_level_is_a_badge_beside_the_name(as_, guest, customer, question):
    customer.trust = 3
    customer.save()
    forum.answer(question, by=customer, body="Warm it.")
    assert '<span class="badge">Regular</span>' in as_(guest).get(question.get_absolute_url()).content.decode()


def test_who_is_vouched_for_begins_higher_and_goes_on_alone(easy, question, customer, other_customer, moderator):
    assert trust.vouch_for(customer, by=moderator)
    assert not trust.vouch_for(customer, by=moderator)
    assert reckon([customer.pk]) == 0
    given = forum.answer(question, by=customer, body="Warm it.")
    forum.accept_answer(given, by=other_customer)
    reckon([customer.pk])
    customer.refresh_from_db()
    assert customer.trust == 2
    flag_entry(given, by=other_customer, reason="rude")
    hide(given, by=moderator, reason="Rude")
    reckon([customer.pk])
    customer.refresh_from_db()
    assert customer.trust == 0
    with pytest.raises(PermissionDenied):
        trust.vouch_for(other_customer, by=customer)
