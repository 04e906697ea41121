"""Series: parts in their owner's order, of which each reader meets those they may read; and how long a text takes."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from feeds.actions import publish_post
from intranet.content.actions import (
    close_series,
    open_series,
    order_series,
    put_into_series,
    rename_series,
    take_out_of_series,
)
from intranet.content.models import Series, SeriesPart
from intranet.content.series import around
from tests.platform.threads import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def diary(author, lab, plaza):
    """Three parts: in the open, in the lab, in the open."""
    series = open_series(by=author, name="Diary")
    for title, space in (("First", plaza), ("Second", lab), ("Third", plaza)):
        put_into_series(publish_post(by=author, space=space, title=title, body="x"), by=author, series=series)
    return series


def part(series, title):
    return SeriesPart.objects.get(series=series, entry__title=title).entry


def neighbours(series, title, viewer):
    found = around(part(series, title), viewer)
    return (str(found.previous or ""), str(found.following or ""), found.number, found.count) if found else None


def test_one_goes_from_part_to_part_and_over_what_one_may_not_read(diary, author, colleague, outsider, as_):
    assert neighbours(diary, "First", colleague) == ("", "Second", 1, 3)
    assert neighbours(diary, "First", outsider) == ("", "Third", 1, 2)
    page = as_(outsider).get(f"/posts/{part(diary, 'First').pk}/").content.decode()
    assert "Diary" in page
    assert "Third" in page
    assert "Second" not in page


def test_a_series_of_which_one_may_read_nothing_is_not_there(diary, outsider, customer, guest, as_):
    assert "Second" not in as_(outsider).get(f"/series/{diary.pk}/").content.decode()
    for person in (customer, guest):
        assert as_(person).get(f"/series/{diary.pk}/").status_code == as_(person).get("/series/99/").status_code == 404


def test_its_owner_orders_it(diary, author, as_):
    third, first = part(diary, "Third").pk, part(diary, "First").pk
    assert order_series(diary, by=author, entries=[third, first])
    assert not order_series(diary, by=author, entries=[third, first])
    assert neighbours(diary, "Third", author) == ("", "First", 1, 3)
    as_(author).post(f"/series/{diary.pk}/change/", {"up": first})
    assert neighbours(diary, "First", author)[0] == ""


def test_only_ones_own_entries_and_ones_own_series(diary, author, colleague, lab):
    bens = publish_post(by=colleague, space=lab, body="x")
    with pytest.raises(PermissionDenied):
        put_into_series(bens, by=colleague, series=diary)
    with pytest.raises(PermissionDenied):
        put_into_series(bens, by=author, series=diary)
    for act in (
        lambda: order_series(diary, by=colleague, entries=[]),
        lambda: rename_series(diary, by=colleague, name="Mine"),
        lambda: take_out_of_series(part(diary, "First"), by=colleague),
        lambda: close_series(diary, by=colleague),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_entry_is_in_one_series_at_a_time(diary, author):
    other = open_series(by=author, name="Other")
    first = part(diary, "First")
    assert put_into_series(first, by=author, series=other)
    assert not put_into_series(first, by=author, series=other)
    assert diary.parts.count() == 2


def test_names_are_given_once_and_not_empty(diary, author):
    assert open_series(by=author, name=" Diary ") == diary
    other = open_series(by=author, name="Other")
    for name in ("", "  ", "x" * 121, "Diary"):
        with pytest.raises(ValidationError):
            rename_series(other, by=author, name=name)


def test_ended_it_leaves_its_entries_where_they_were(diary, author, as_):
    first = part(diary, "First")
    assert as_(author).post(f"/series/{diary.pk}/change/", {"end": "1"}).status_code == 302
    assert not Series.objects.exists()
    assert as_(author).get(f"/posts/{first.pk}/").status_code == 200


def test_the_dialog_begins_a_series_and_goes_on_with_one(author, colleague, lab, as_):
    posts = [publish_post(by=author, space=lab, title=f"Part {n}", body="x") for n in range(2)]
    mine = as_(author)
    assert mine.post(f"/entries/{posts[0].pk}/series/", {"name": ""}).status_code == 422
    assert mine.post(f"/entries/{posts[0].pk}/series/", {"name": "Notes"}).status_code == 302
    assert mine.post(f"/entries/{posts[1].pk}/series/", {"series": Series.objects.get().pk}).status_code == 302
    assert Series.objects.get().parts.count() == 2
    assert "Notes" in mine.get("/series/").content.decode()
    assert as_(colleague).get(f"/entries/{posts[0].pk}/series/").status_code == 403
    assert as_(colleague).post(f"/series/{Series.objects.get().pk}/change/", {"name": "x"}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_presses_begin_one_series(author):
    together(*[lambda: open_series(by=author, name="Diary")] * 5)
    assert Series.objects.count() == 1


def test_a_long_text_says_how_long_it_takes_on_its_own_page_alone(author, colleague, lab, as_):
    long = publish_post(by=author, space=lab, body="word " * 900)
    short = publish_post(by=author, space=lab, body="word " * 200)
    assert "4 min to read" in as_(colleague).get(f"/posts/{long.pk}/").content.decode()
    assert "min to read" not in as_(colleague).get(f"/posts/{short.pk}/").content.decode()
    assert "min to read" not in as_(colleague).get("/spaces/lab/").content.decode()


def test_a_page_costs_the_same_for_a_short_series_and_a_long_one(
    diary, author, plaza, as_, moderator, queries_stay_flat
):
    reader, first = as_(moderator), part(diary, "First").pk

    def grow():
        put_into_series(publish_post(by=author, space=plaza, body="x"), by=author, series=diary)

    queries_stay_flat(lambda: reader.get(f"/posts/{first}/"), grow)
    queries_stay_flat(lambda: reader.get(f"/series/{diary.pk}/"), grow)
