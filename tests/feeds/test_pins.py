"""What stands at the top of a space: who puts it there, until when, in which order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from feeds.actions import publish_post
from feeds.cards import shelf
from intranet.content.actions import (
    MOST_PINS,
    delete_entry,
    order_pins,
    pin_entry,
    place_entry,
    undelete_entry,
    unpin_entry,
    unplace_entry,
)
from intranet.content.models import Pin
from intranet.content.pins import pins_of
from intranet.spaces import actions as spaces
from tests.platform.threads import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(author, lab):
    return publish_post(by=author, space=lab, title="Rules of the lab", body="x")


def pinned(space, person) -> list[int]:
    return [pin.entry_id for pin in pins_of(space, person)]


def test_pinned_it_stands_once_and_above_what_is_newer(post, author, colleague, lab, as_):
    newer = publish_post(by=author, space=lab, title="Newer", body="x")
    pin_entry(post, by=author, space=lab, until=now() + timedelta(days=7))
    page = as_(colleague).get("/spaces/lab/").content.decode()
    assert page.count(f'id="entry-{post.pk}"') == 1
    assert page.index(f'id="entry-{post.pk}"') < page.index(f'id="entry-{newer.pk}"')
    assert "Pinned until" in page
    assert "Unpin" not in page
    assert "Unpin" in as_(author).get("/spaces/lab/").content.decode()
    assert "Pinned" not in as_(colleague).get("/").content.decode()


def test_it_comes_off_by_itself(post, author, lab):
    pin_entry(post, by=author, space=lab, until=now() + timedelta(days=7))
    Pin.objects.update(until=now() - timedelta(seconds=1))
    assert pinned(lab, author) == []
    assert pin_entry(post, by=author, space=lab)
    assert pinned(lab, author) == [post.pk]


def test_pinning_again_changes_the_day_and_the_same_changes_nothing(post, author, lab):
    until = now() + timedelta(days=7)
    assert pin_entry(post, by=author, space=lab)
    assert not pin_entry(post, by=author, space=lab)
    assert pin_entry(post, by=author, space=lab, until=until)
    assert Pin.objects.get().until == until


def test_owners_and_moderators_pin_and_others_do_not(post, author, colleague, outsider, admin, lab):
    for person in (colleague, admin):
        with pytest.raises(PermissionDenied):
            pin_entry(post, by=person, space=lab)
    spaces.change_role(lab, by=author, person=colleague, role="moderator")
    assert pin_entry(post, by=type(colleague).objects.get(pk=colleague.pk), space=lab)
    with pytest.raises(PermissionDenied):
        unpin_entry(post, by=outsider, space=lab)


def test_only_what_stands_in_a_space_is_pinned_there(post, author, plaza):
    with pytest.raises(PermissionDenied):
        pin_entry(post, by=author, space=plaza)
    place_entry(post, by=author, space=plaza)
    assert pin_entry(post, by=author, space=plaza)
    unplace_entry(post, by=author, space=plaza)
    assert pinned(plaza, author) == []


def test_a_time_that_has_passed_is_refused(post, author, lab):
    with pytest.raises(ValidationError):
        pin_entry(post, by=author, space=lab, until=now() - timedelta(hours=1))


def test_there_is_room_for_so_many_and_what_is_gone_takes_none(author, lab):
    posts = [publish_post(by=author, space=lab, body=f"{n}") for n in range(MOST_PINS + 1)]
    for one in posts[:-1]:
        pin_entry(one, by=author, space=lab)
    with pytest.raises(ValidationError):
        pin_entry(posts[-1], by=author, space=lab)
    delete_entry(posts[0], by=author)
    assert pin_entry(posts[-1], by=author, space=lab)


def test_deleted_it_is_not_at_the_top_and_brought_back_it_is(post, author, lab):
    pin_entry(post, by=author, space=lab)
    delete_entry(post, by=author)
    assert pinned(lab, author) == []
    undelete_entry(post, by=author)
    assert pinned(lab, author) == [post.pk]


def test_their_order_is_chosen(author, lab, as_):
    posts = [publish_post(by=author, space=lab, body=f"{n}") for n in range(3)]
    for one in posts:
        pin_entry(one, by=author, space=lab)
    order_pins(lab, by=author, entries=[posts[2].pk, posts[0].pk])
    assert pinned(lab, author) == [posts[2].pk, posts[0].pk, posts[1].pk]
    as_(author).post(f"/entries/{posts[1].pk}/pin/up/", {"space": lab.pk})
    assert pinned(lab, author) == [posts[2].pk, posts[1].pk, posts[0].pk]


def test_the_dialog_pins_for_a_week_and_the_menu_takes_off(post, author, colleague, lab, as_):
    mine = as_(author)
    assert mine.get(f"/entries/{post.pk}/pin/").status_code == 200
    assert mine.post(f"/entries/{post.pk}/pin/", {"space": lab.pk, "days": "7"}).status_code == 302
    until = Pin.objects.get().until
    assert timedelta(days=6) < until - now() < timedelta(days=8, hours=2)
    assert "No longer pin in Lab" in mine.get(f"/entries/{post.pk}/menu/").content.decode()
    assert mine.post(f"/entries/{post.pk}/unpin/", {"space": lab.pk}).status_code == 302
    assert not Pin.objects.exists()
    assert mine.post(f"/entries/{post.pk}/unpin/", {"space": lab.pk}).status_code == 404
    assert mine.post(f"/entries/{post.pk}/pin/", {"space": "999"}).status_code == 404
    assert as_(colleague).get(f"/entries/{post.pk}/pin/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_many_pins_at_once_are_not_more_than_fit(author, lab):
    posts = [publish_post(by=author, space=lab, body=f"{n}") for n in range(MOST_PINS + 3)]

    def pin(one):
        try:
            return pin_entry(one, by=author, space=lab)
        except ValidationError:
            return False

    together(*(lambda one=one: pin(one) for one in posts))
    assert Pin.objects.count() == MOST_PINS


def test_the_page_costs_the_same_for_one_pin_and_for_some(author, lab, plaza, moderator, as_, queries_stay_flat):
    reader = as_(moderator)
    publish_post(by=author, space=plaza, body="Not pinned")

    def visit():
        shelf.clear()
        reader.get("/spaces/plaza/")

    def grow():
        if Pin.objects.count() < MOST_PINS:
            pin_entry(publish_post(by=author, space=plaza, body="x"), by=author, space=plaza)

    queries_stay_flat(visit, grow)
