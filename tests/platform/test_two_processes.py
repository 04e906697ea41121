"""What two servers are asked to do at the same moment has one outcome, and what is counted is what is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from feeds.actions import publish_post
from forum import actions as forum
from forum.models import Topic
from ideas import actions as ideas
from ideas.models import Idea
from ideas.tallies import tally_of
from intranet.activity.models import Activity
from intranet.content.models import Entry
from intranet.conversation.models import Vote
from intranet.moderation.actions import flag_entry
from intranet.moderation.models import Case
from tests import factories

from .two_processes import Order, Pair

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def _pair(django_db_setup: None, django_db_blocker: Any) -> Iterator[Pair]:
    with django_db_blocker.unblock():
        both = Pair()
    yield both
    both.close()


@pytest.fixture
def both(_pair: Pair, transactional_db: None) -> Pair:
    return _pair


@pytest.fixture
def porch(author, colleague):
    return factories.a_space("Porch", owner=author, members=(colleague,), visibility="community")


def count_of(entry: Entry) -> int:
    return Entry.objects.get(pk=entry.pk).votes_count


def everybody(deed: str, entry: Entry, people: list[int]) -> list[Order]:
    return [(deed, {"entry": entry.pk, "by": pk}) for pk in people]


def test_two_moderators_decide_each_case_once(both, porch, author, colleague, moderator, admin):
    for number in range(5):
        post = publish_post(by=colleague, space=porch, body=f"Reported {number}")
        flag_entry(post, by=author, reason="rude")
    cases = list(Case.objects.filter(state=Case.State.OPEN).values_list("pk", flat=True))
    assert len(cases) == 5
    kept, hidden = both(
        [("decide", {"case": pk, "by": moderator.pk, "what": "approve"}) for pk in cases],
        [("decide", {"case": pk, "by": admin.pk, "what": "hide"}) for pk in cases],
    )
    for pk, *outcomes in zip(cases, kept, hidden, strict=True):
        assert sorted(outcomes) in (["Taken", "hidden"], ["Taken", "kept"]), outcomes
        case = Case.objects.select_related("entry", "decided_by").get(pk=pk)
        assert case.outcome in outcomes
        assert case.decided_by == (moderator if case.outcome == "kept" else admin)
        assert case.entry.is_hidden == (case.outcome == "hidden")
        told = Activity.objects.filter(subject=case.key, details__has_key="outcome")
        assert [one.details["outcome"] for one in told] == [case.outcome]


def test_of_two_answers_that_are_accepted_at_once_one_is(both, porch, author, colleague, customer):
    category = forum.make_category(porch, by=author, name="Terminals")
    topics = [forum.ask(category, by=author, title=f"Slow {number}", body="…") for number in range(4)]
    answers = [[forum.answer(topic, by=colleague, body=f"So {way}").pk for way in "ab"] for topic in topics]
    said = both(*([("accept", {"answer": pair[half], "by": author.pk}) for pair in answers] for half in (0, 1)))
    assert said == ([True] * 4, [True] * 4)
    for topic, pair in zip(topics, answers, strict=True):
        told = Activity.objects.filter(verb="forum.answer.accepted", subject__in=[f"entry_{pk}" for pk in pair])
        last = told.order_by("pk").values_list("subject", flat=True).last()
        assert f"entry_{Topic.objects.get(pk=topic.pk).accepted_id}" == last
        assert told.count() == 2


def test_the_same_answer_accepted_at_once_is_accepted_once(both, porch, author, colleague):
    category = forum.make_category(porch, by=author, name="Terminals")
    topic = forum.ask(category, by=author, title="Slow", body="…")
    answer = forum.answer(topic, by=colleague, body="So")
    one, other = both(*[[("accept", {"answer": answer.pk, "by": author.pk})] * 4] * 2)
    assert sorted([*one, *other]) == [False] * 7 + [True]
    assert Activity.objects.filter(verb="forum.answer.accepted").count() == 1


def test_who_votes_and_who_takes_it_back_at_once_are_counted_right(both, porch, author, colleague):
    category = forum.make_category(porch, by=author, name="Terminals")
    topic = forum.ask(category, by=author, title="Slow", body="…")
    early, late = ([factories.a_person().pk for _ in range(12)] for _half in range(2))
    both(everybody("vote", topic, early), [])
    assert count_of(topic) == 12
    # The late ones press twice, in two windows; the early ones take back what they gave, twice, too.
    orders = [*everybody("vote", topic, late), *everybody("take_back", topic, early)]
    one, other = both(orders, orders[::-1])
    assert [sum(pair) for pair in zip(one, reversed(other), strict=True)] == [1] * 24
    assert set(Vote.objects.filter(entry=topic.pk).values_list("person", flat=True)) == set(late)
    assert count_of(topic) == 12


def test_two_hundred_votes_for_one_idea_at_once_are_two_hundred(both, porch, author, colleague, django_user_model):
    """A third of them customers, two of each company; meanwhile companies are given voices, and another idea is joined
    into it."""
    board = ideas.make_board(porch, by=author, name="Wishes")
    idea, other = (ideas.suggest(board, by=author, title=title) for title in ("Wake up sooner", "Wake up at once"))
    firms = [factories.a_company() for _ in range(40)]
    for firm in firms:
        firm.assignments.create(person=author)  # who faces it gives its voice
    crowd = [
        django_user_model(
            name=f"Voter {number}",
            handle=f"voter-{number}",
            email=f"voter-{number}@example.com",
            kind="customer" if number < 66 else "staff",
            company=firms[number // 2] if number < 66 else None,
        )
        for number in range(200)
    ]
    people = [person.pk for person in django_user_model.objects.bulk_create(crowd)]
    both(everybody("vote", other, people[:20]), [])
    presses = everybody("vote", idea, people)
    voices: list[Order] = [
        ("vote_for_company", {"idea": idea.pk, "company": firm.pk, "by": author.pk}) for firm in firms
    ]
    joining: Order = ("merge", {"source": other.pk, "into": idea.pk, "by": author.pk})
    # Half of the people press in both. The twenty may have voted for both ideas before they were one.
    one, two = both([*presses[:80], joining, *presses[80:150]], [*presses[:49:-1], *voices])
    again = Vote.objects.filter(entry=idea.pk, on_behalf_of=None, person__in=people[:20]).count()
    assert sum(answer is True for answer in [*one, *two[:150]]) == 180 + again
    assert two[150:] == [True] * 40
    found = Idea.objects.get(pk=idea.pk)
    assert tally_of(found) == (134, 66, 40)
    # Seven of the companies have nobody among the two hundred.
    assert found.votes_count == 200 + 7
