"""What a rule would have caught last month is what it would have done."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate, now

from forum import actions as forum
from intranet.content.actions import hide_entry
from intranet.content.models import Entry
from intranet.moderation.models import Case, Rule, RuleDay, Trial, TrustChange
from intranet.moderation.rules import actions as rules
from intranet.moderation.rules.trying import look_back
from intranet.moderation.trust import actions as trust

NOW = now().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)
SAID = [
    # hours ago, whose, words
    (40 * 24, "customer", "Visit the casino, long ago"),
    (100, "customer", "Visit the casino"),
    (99.9, "customer", "https://one.example https://two.example"),
    (99.8, "customer", "A plain text of the first customer"),
    (99.7, "other_customer", "A plain text of the FIRST customer"),
    (99.6, "customer", "Nothing but this"),
    (99.5, "customer", "Nothing but that"),
    (50, "other_customer", "![x](https://x.example/a.png)"),
    (49, "author", "The casino of the staff"),
    (3, "customer", "The c4s1no again"),
    (2, "customer", "@one @two @three"),
]


SORTS = ["words", "links", "files", "mentions", "flood", "same_text"]


def _rule_of(sort, by):
    if sort == "words":
        return rules.add_list(by=by, name="Words", does="refuse", lines=["casino*"])
    return rules.change_rule(sort, by=by, is_on=True)


@pytest.fixture
def month(category, author, customer, other_customer):
    """``month()`` says everything at its time, and answers with what was refused."""
    people = {"customer": customer, "other_customer": other_customer, "author": author}
    begun = forum.ask(category, by=author, title="All month", body="x")

    def said():
        refused = []
        for hours, who, body in SAID:
            with time_machine.travel(NOW - timedelta(hours=hours), tick=False):
                try:
                    forum.answer(begun, by=people[who], body=body)
                except ValidationError:
                    refused.append((hours, body))
        return refused

    return said


@pytest.mark.parametrize("sort", SORTS)
def test_a_trial_finds_what_the_rule_would_have_refused(sort, month, admin):
    assert month() == []
    rule = _rule_of(sort, admin)
    found = look_back(rule, until=NOW)
    examples = Entry.objects.in_bulk([one["entry"] for one in found["examples"]])
    told = [examples[one["entry"]].body for one in reversed(found["examples"])]
    Entry.objects.filter(kind="forum.answer").delete()
    refused = [body for hours, body in month() if hours < 30 * 24]
    assert told == refused != []


def test_a_trial_tells_days_examples_and_how_much_stands(month, admin, moderator):
    month()
    rule = rules.add_list(by=admin, name="Words", does="hold", lines=["casino*"])
    bad = Entry.objects.get(body="Visit the casino")
    hide_entry(bad, by=moderator, reason="Advertising")
    found = look_back(rule, until=NOW)
    assert (found["caught"], found["standing"], found["did"]) == (2, 1, {"hold": 2})
    assert [one["entry"] for one in found["examples"]] == [Entry.objects.get(body="The c4s1no again").pk, bad.pk]
    assert found["days"] == {
        localdate(NOW - timedelta(hours=100)).isoformat(): 1,
        localdate(NOW - timedelta(hours=3)).isoformat(): 1,
    }


def test_a_trial_changes_nothing_and_is_found_by_a_job(month, admin, run_jobs):
    month()
    trial = rules.try_rule("words", by=admin, name="Sketch", does="refuse", lines=["casino*"])
    run_jobs()
    trial.refresh_from_db()
    assert (trial.state, trial.found["caught"]) == (Trial.State.DONE, 2)
    assert not Rule.objects.exists()
    assert not RuleDay.objects.exists()
    assert not Case.objects.exists()


def test_only_admins_try_rules_and_only_those_that_look_at_texts(moderator, admin):
    with pytest.raises(PermissionDenied):
        rules.try_rule("links", by=moderator)
    with pytest.raises(ValidationError):
        rules.try_rule("mail", by=admin)
    with pytest.raises(ValidationError):
        rules.try_rule("words", by=admin, lines=["*"])


def test_first_texts_are_tried_as_if_moderators_never_waited(month, admin):
    month()
    rule = rules.change_rule("first_posts", by=admin, is_on=True, most=2)
    found = look_back(rule, until=NOW)
    # Dora's first came out forty days ago, her second stands in the month; of Emil's two both do.
    assert found["did"] == {"hold": 3}


def test_a_trial_takes_the_level_that_people_had_then(month, admin, customer, other_customer):
    month()
    rule = rules.change_rule("files", by=admin, is_on=True)
    assert look_back(rule, until=NOW)["caught"] == 1
    with time_machine.travel(NOW - timedelta(hours=1), tick=False):
        trust.vouch_for(other_customer, by=admin)
    assert look_back(rule, until=NOW)["caught"] == 1
    TrustChange.objects.update(at=NOW - timedelta(hours=60))
    assert look_back(rule, until=NOW)["caught"] == 0
