"""Two who keep order over the same topics at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from forum import actions
from forum.keeping.merging import merge_topics, undo_merge
from forum.keeping.splitting import split_topic
from forum.models import Answer, Merge, Split, Topic
from tests.platform.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(topic: Topic) -> Topic:
    return Topic.objects.with_place().get(pk=topic.pk)


def or_refused(act: Callable[[], Any]) -> Callable[[], Any]:
    def tried() -> Any:
        try:
            return act()
        except (PermissionDenied, ValidationError, Topic.DoesNotExist) as refusal:
            return refusal

    return tried


def test_two_join_the_same_two_each_the_other_way_round(topic, category, customer, moderator, author):
    again = actions.ask(category, by=customer, title="Again")
    together(
        or_refused(lambda: merge_topics(fresh(again), into=fresh(topic), by=moderator)),
        or_refused(lambda: merge_topics(fresh(topic), into=fresh(again), by=author)),
    )
    merge = Merge.objects.get()
    assert fresh(merge.source).merged_into_id == merge.target_id
    assert fresh(merge.target).merged_into_id is None
    assert Answer.objects.filter(root=merge.target).count() == fresh(merge.target).answers_count == 1


def test_answers_that_arrive_while_it_is_joined_are_said_in_one_of_the_two_and_counted(
    topic, category, customer, moderator, colleague
):
    again = actions.ask(category, by=customer, title="Again")
    together(
        or_refused(lambda: merge_topics(fresh(again), into=fresh(topic), by=moderator)),
        *(or_refused(lambda: actions.answer(fresh(again), by=colleague, body="Here")) for _person in range(4)),
    )
    assert fresh(again).answers_count == Answer.objects.filter(root=again).count() == 0
    assert fresh(topic).answers_count == Answer.objects.filter(root=topic).count()


def test_the_same_answer_is_split_off_once(topic, answered, moderator, author):
    split = [
        or_refused(lambda who=who: split_topic(fresh(topic), by=who, answers=[answered.pk], title="The sensor"))
        for who in (moderator, author)
    ]
    together(*split)
    assert Split.objects.count() == 1
    assert Topic.objects.filter(title="The sensor").count() == 1


def test_a_merge_is_undone_once(topic, category, customer, moderator, author):
    again = actions.ask(category, by=customer, title="Again")
    merge = merge_topics(fresh(again), into=fresh(topic), by=moderator)
    undo = [
        or_refused(lambda who=who: undo_merge(Merge.objects.get(pk=merge.pk), by=who)) for who in (moderator, author)
    ]
    answers = together(*undo)
    assert sum(isinstance(one, Topic) for one in answers) == 1
    assert fresh(again).merged_into_id is None
    assert fresh(topic).answers_count == 0
