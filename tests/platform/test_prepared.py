"""A question that is put together once is answered as if it had been put together for each reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.timezone import now

from feeds import rail, timeline
from feeds.actions import publish_post
from feeds.events import listing
from feeds.filters import Filter
from forum.models import Note
from forum.reading import page as topic_page
from intranet.accounts import celebrations
from intranet.accounts.models import User
from intranet.content.actions.stances import block, follow, mute
from intranet.content.models import Entry
from intranet.conversation.notes import reading as notes
from intranet.core.prepared import prepared
from intranet.notifications import inbox
from intranet.spaces.audiences import audiences_of, feed_audiences_of, standing_in
from intranet.spaces.models import Membership
from tests.factories import a_person
from wiki.reading import page as wiki_page

pytestmark = pytest.mark.django_db


@prepared(person=int, names=[str])
def _whole(*, person: int, names: list[str]) -> QuerySet[User]:
    return User.objects.filter(Q(pk=person) | Q(handle__in=names)).select_related("company").order_by("handle")


@prepared(person=int)
def _named(*, person: int) -> QuerySet[Any, Any]:
    spaces = Membership.objects.filter(person=person).order_by("space__slug")
    return spaces.annotate(many=Count("space__members")).values_list("space__slug", "joined_at", "many", named=True)


@prepared(since=datetime)
def _since(*, since: datetime) -> QuerySet[Any, Any]:
    return User.objects.filter(date_joined__gt=since).values("handle", "date_joined").order_by("handle")


@pytest.mark.parametrize("names", [["ben"], ["ben", "dora", "nobody-at-all"], []])
def test_people_come_as_they_would(author, colleague, customer, names):
    for person in (author, colleague):
        asked = _whole(person=person.pk, names=names)
        assert asked == _whole.plainly(person=person.pk, names=names)
        assert [one.__dict__ | {"_state": None} for one in asked] == [
            one.__dict__ | {"_state": None} for one in _whole.plainly(person=person.pk, names=names)
        ]
    [*_rest, last] = _whole(person=author.pk, names=["dora"])
    assert last.company == customer.company


def test_columns_and_moments_come_as_they_would(author, colleague, lab):
    assert _named(person=colleague.pk) == _named.plainly(person=colleague.pk)
    assert [row.space__slug for row in _named(person=author.pk)] == [lab.slug]
    assert _named(person=author.pk)[0].joined_at.tzinfo is not None
    for moment in (now() - timedelta(days=1), now() + timedelta(days=1)):
        assert _since(since=moment) == _since.plainly(since=moment)


def test_what_changes_is_seen_at_once(author, colleague):
    assert [one.handle for one in _whole(person=author.pk, names=["ben"])] == ["ada", "ben"]
    User.objects.filter(pk=colleague.pk).update(handle="benjamin")
    assert [one.handle for one in _whole(person=author.pk, names=["ben"])] == ["ada"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda person: User.objects.filter(name__contains=person),
        lambda person: User.objects.annotate(key=Concat(Value(f"user_{person}"), F("name"))),
        lambda person: User.objects.order_by("pk").extra(where=[f"id = {person}"]),
    ],
)
def test_a_value_that_is_written_into_something_longer_is_refused(ask: Callable[[Any], Any]):
    with pytest.raises(ValueError, match="stands inside"):
        prepared(person=int)(lambda *, person: ask(person))(person=1)


def test_what_is_decided_by_other_values_is_a_question_of_its_own(author, colleague):
    @prepared(person=int)
    def others(*, person: int, only: str) -> QuerySet[User]:
        return User.objects.exclude(pk=person).filter(handle=only)

    assert [one.pk for one in others(person=author.pk, only="ben")] == [colleague.pk]
    assert others(person=author.pk, only="ada") == []
    assert others(person=colleague.pk, only="ada") == [author]


def test_who_may_not_read_it_is_not_told_because_another_was(author, outsider, lab):
    @prepared(person=int, audiences=[str])
    def read(*, person: int, audiences: list[str]) -> QuerySet[Any, Any]:
        return Entry.objects.visible_to(standing_in(person, audiences)).values_list("pk", flat=True)

    post = publish_post(by=author, space=lab, body="Read me")
    for reader in (author, outsider, author, a_person("Gina Blu", handle="gina")):
        mine = read(person=reader.pk, audiences=audiences_of(User.objects.get(pk=reader.pk)))
        assert sorted(mine) == sorted(Entry.objects.visible_to(reader).values_list("pk", flat=True))
        assert (post.pk in mine) == (reader == author)


def test_the_questions_of_every_page_say_what_they_would_otherwise(author, lab):
    held = audiences_of(author)
    publish_post(by=author, space=lab, body="Read me")
    for question, values in (
        (rail._memberships, {"person": author.pk, "picky": True}),
        (rail._memberships, {"person": author.pk, "picky": False}),
        (inbox._newest_unread, {"person": author.pk, "audiences": held, "most": 10}),
        (notes._notes, {"note": Note, "root": 1, "audiences": held}),
        (wiki_page._readable_by, {"page": 1, "person": author.pk, "audiences": held, "is_guest": False}),
        (topic_page._readable_by, {"topic": 1, "person": author.pk, "audiences": held, "is_guest": False}),
    ):
        assert question(**values) == question.plainly(**values)


def test_ones_own_home_is_what_it_would_be_whatever_one_follows_or_has_muted(author, colleague, outsider, admin, lab):
    for person, where in ((author, lab), (colleague, lab), (outsider, None), (admin, None)):
        publish_post(by=person, space=where, body=f"By {person.name} #fans")
    colleague_again = User.objects.get(pk=colleague.pk)
    for change in (None, follow, mute, block):
        if change is not None:
            change(outsider, by=colleague)
        for reader in (colleague_again, User.objects.get(pk=colleague.pk), User.objects.get(pk=outsider.pk)):
            for scope in ("mine", "spaces", "following", "everything"):
                wanted = Filter(scope=scope)
                shown = timeline.home_page(reader, wanted, cursor=None)
                expected = timeline.home_entries(reader, wanted).values_list("pk", flat=True)
                assert [card.entry_id for card in shown.cards] == list(expected)


def test_what_is_ahead_is_what_it_would_be(author, colleague, outsider, lab):
    reader = User.objects.get(pk=colleague.pk)
    values = {"person": reader.pk, "audiences": audiences_of(reader), "feed": feed_audiences_of(reader), "few": 3}
    assert listing._next(**values, moment=now()) == listing._next.plainly(**values, moment=now())
    days = (now().date(),)
    User.objects.filter(pk=outsider.pk).update(celebrate_start=True, started_on=now().date() - timedelta(days=366))
    for person in (reader, author):
        asked = {"person": person.pk, "moment": now(), "days": days}
        found = celebrations._colleagues_with_a_day(**asked)
        assert found == celebrations._colleagues_with_a_day.plainly(**asked)
