"""Two texts at the same moment are two, for a limit as for anybody."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from forum import actions
from forum.models import Answer
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.moderation.models import RuleDay
from intranet.moderation.rules import actions as rules
from intranet.moderation.rules.counting import count_hit
from intranet.moderation.trust import actions as trust
from tests.platform.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_texts_sent_at_once_no_more_come_out_than_the_limit_lets(topic, customer, admin):
    rules.change_rule("flood", by=admin, is_on=True)
    trust.change_level(0, by=admin, an_hour=3)  # the topic is the first of them

    def send(number):
        try:
            found = Entry.objects.get(pk=topic.pk)
            actions.answer(found.topic, by=User.objects.get(pk=customer.pk), body=f"This is number {number}")
        except ValidationError:
            return False
        return True

    came_out = together(*(lambda n=n: send(n) for n in range(6)))
    assert came_out.count(True) == Answer.objects.count() == 2


def test_hits_at_once_are_all_counted(db):
    together(*(lambda: count_hit("flood", "refuse") for _hit in range(8)))
    assert RuleDay.objects.values_list("rule", "did", "count").get() == ("flood", "refuse", 8)
