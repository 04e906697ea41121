"""Keyset pages: everything once, in order, whatever others write meanwhile."""

from __future__ import annotations

import datetime
import random

import pytest
from django.core.exceptions import BadRequest
from django.db import connection
from django.db.models import F, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from intranet.accounts.models import Company, User
from intranet.core.pagination import BadCursor, cursor_at, keyset_newer, keyset_page
from tests.factories import a_person

NEW = ("-date_joined", "-pk")
START = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


def people(*minutes: float) -> list[User]:
    return [a_person(date_joined=START + datetime.timedelta(minutes=minute)) for minute in minutes]


def read_all(queryset, *, by, size, between=lambda: None) -> list:
    items, cursor = [], None
    while True:
        page = keyset_page(queryset, by=by, cursor=cursor, size=size)
        items += page.items
        if page.next is None:
            return items
        cursor = page.next
        between()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "by",
    [
        ("-date_joined", "-pk"),
        ("date_joined", "pk"),
        ("-date_joined", "pk"),
        ("name", "-date_joined", "pk"),
        ("-name", "date_joined", "-id"),
        ("handle",),
        ("-pk",),
    ],
)
def test_every_item_comes_once_and_in_order_whatever_the_order_is(by):
    people(3, 1, 1, 1, 2, 2, 5, 4, 4)
    User.objects.filter(pk__in=User.objects.values("pk")[:4]).update(name="The same")
    assert read_all(User.objects.all(), by=by, size=2) == list(User.objects.order_by(*by))


@pytest.mark.django_db
def test_items_that_arrive_while_one_reads_push_nothing_onto_the_next_page():
    old = people(*range(10))
    seen = read_all(User.objects.all(), by=NEW, size=3, between=lambda: people(100, 101))
    assert seen == old[::-1]


@pytest.mark.django_db
def test_an_item_deleted_while_one_reads_takes_no_other_with_it():
    old = people(*range(8))
    page = keyset_page(User.objects.all(), by=NEW, size=3)
    page.items[-1].delete()
    rest = keyset_page(User.objects.all(), by=NEW, cursor=page.next, size=10)
    assert rest.items == old[4::-1]


@pytest.mark.django_db
def test_equal_dates_are_told_apart_by_the_key():
    people(*[7] * 5)
    assert len({person.pk for person in read_all(User.objects.all(), by=NEW, size=2)}) == 5


@pytest.mark.django_db
def test_the_last_page_says_that_it_is_the_last():
    people(1, 2, 3)
    assert keyset_page(User.objects.all(), by=NEW, size=3).next is None
    assert keyset_page(User.objects.all(), by=NEW, size=2).next is not None


@pytest.mark.django_db
def test_an_empty_list_is_a_page_with_nothing_on_it():
    assert keyset_page(User.objects.none(), by=NEW) == keyset_page(User.objects.filter(name="?"), by=NEW)
    assert keyset_page(User.objects.none(), by=NEW).newest is None


@pytest.mark.django_db
def test_what_is_newer_is_only_what_came_since():
    people(1, 2, 3)
    newest = keyset_page(User.objects.all(), by=NEW, size=2).newest
    assert not keyset_newer(User.objects.all(), by=NEW, cursor=newest).exists()
    late = people(9, 10)
    assert list(keyset_newer(User.objects.all(), by=NEW, cursor=newest)) == late[::-1]


@pytest.mark.django_db
def test_everything_is_newer_than_an_empty_list():
    late = people(1, 2)
    assert list(keyset_newer(User.objects.all(), by=NEW, cursor=None)) == late[::-1]


@pytest.mark.django_db
def test_annotations_and_related_names_can_order():
    firms = [Company.objects.create(name=name) for name in ("B", "A", "C")]
    for number, firm in enumerate(firms * 2):
        a_person(kind="customer", company=firm, name=f"Person {number}")
    customers = User.objects.filter(kind="customer").annotate(rank=Value(1) + F("company_id") % 2)
    assert len(read_all(customers, by=("-rank", "company__name", "pk"), size=1)) == 6


@pytest.mark.django_db
def test_a_page_asks_the_database_once():
    people(*range(9))
    first = keyset_page(User.objects.all(), by=NEW, size=3)
    with CaptureQueriesContext(connection) as queries:
        keyset_page(User.objects.all(), by=NEW, cursor=first.next, size=3)
    assert len(queries) == 1


@pytest.mark.django_db
def test_a_cursor_stands_in_an_address_as_it_is():
    people(1, 2)
    cursor = keyset_page(User.objects.all(), by=NEW, size=1).next
    assert cursor
    assert set(cursor) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~")


@pytest.mark.django_db
def test_a_changed_cursor_is_refused_wherever_it_was_changed():
    people(1, 2)
    cursor = keyset_page(User.objects.all(), by=NEW, size=1).next
    for place in range(len(cursor)):
        changed = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        # The last characters of base64 carry unused bits: what means the same is the same cursor.
        if place in (cursor.index(".") - 1, len(cursor) - 1):
            continue
        with pytest.raises(BadCursor):
            keyset_page(User.objects.all(), by=NEW, cursor=changed)


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["x", "1", ".", "a.b", "é", "\0", "[]", "%2e", "a" * 5000, "bnVsbA.", "👍.👍"])
def test_rubbish_is_a_bad_cursor_and_nothing_else(cursor):
    with pytest.raises(BadCursor):
        keyset_page(User.objects.all(), by=NEW, cursor=cursor)
    with pytest.raises(BadCursor):
        keyset_newer(User.objects.all(), by=NEW, cursor=cursor)


@pytest.mark.django_db
def test_a_cursor_fits_only_the_list_it_came_from():
    people(1, 2)
    cursor = keyset_page(User.objects.all(), by=NEW, size=1).next
    with pytest.raises(BadCursor):
        keyset_page(User.objects.all(), by=("date_joined", "pk"), cursor=cursor)
    by_key = keyset_page(User.objects.all(), by=("pk",), size=1).next
    with pytest.raises(BadCursor):
        keyset_page(Company.objects.all(), by=("pk",), cursor=by_key)


def test_a_bad_cursor_becomes_a_400():
    assert issubclass(BadCursor, BadRequest)
    assert issubclass(BadCursor, ValueError)


@pytest.mark.django_db
def test_an_order_without_a_unique_end_is_refused():
    for by in (("-date_joined",), ("name",), ("pk", "name"), ("-nothing",)):
        with pytest.raises(ValueError, match="unique key"):
            keyset_page(User.objects.all(), by=by)


@pytest.mark.django_db
def test_an_order_that_meets_null_says_so_instead_of_losing_rows():
    person = people(1)[0]
    with pytest.raises(ValueError, match="NULL"):
        cursor_at(person, User.objects.all(), ("deactivated_at", "pk"))


class AnyOrderOfEvents(TestCase):
    """Reading page by page while others write: nothing that was there is missed, nothing comes twice."""

    @given(
        at_first=st.lists(st.integers(0, 5), max_size=12),
        arriving=st.lists(st.integers(0, 9), max_size=12),
        size=st.integers(1, 4),
        seed=st.integers(0, 9),
    )
    @settings(max_examples=25, deadline=None)
    def test_what_was_there_is_read_exactly_once(self, at_first, arriving, size, seed):
        chance = random.Random(seed)
        there = {person.pk for person in people(*at_first)}
        queue = list(arriving)

        def arrive() -> None:
            if queue and chance.random() < 0.7:
                people(queue.pop())

        seen = [person.pk for person in read_all(User.objects.all(), by=NEW, size=size, between=arrive)]
        assert len(seen) == len(set(seen))
        assert there <= set(seen)


@pytest.mark.django_db
def test_a_cursor_keeps_the_microsecond_and_the_zone():
    moment = timezone.make_aware(datetime.datetime(2026, 10, 25, 2, 30, 0, 123456), datetime.UTC)
    first, second = a_person(date_joined=moment), a_person(date_joined=moment - datetime.timedelta(microseconds=1))
    page = keyset_page(User.objects.all(), by=NEW, size=1)
    assert page.items == [first]
    assert keyset_page(User.objects.all(), by=NEW, cursor=page.next, size=1).items == [second]
