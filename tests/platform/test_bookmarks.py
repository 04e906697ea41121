"""Saving entries to find them again: one's own list, of what one may still read."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from feeds.actions import publish_post
from intranet.activity.models import Activity
from intranet.content.actions import delete_entry
from intranet.conversation.actions import add_comment, save_entry
from intranet.conversation.bookmarks import saved_by
from intranet.conversation.models import Bookmark
from intranet.spaces import actions as spaces
from intranet.spaces.audiences import forget
from tests.platform.threads import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(author, lab):
    return publish_post(by=author, space=lab, title="Kanarienvogel", body="x")


def test_saved_it_is_in_ones_own_list_and_nobody_is_told(post, author, colleague, as_):
    told = Activity.objects.count()
    assert save_entry(post, by=colleague)
    assert not save_entry(post, by=colleague)
    assert "Kanarienvogel" in as_(colleague).get("/saved/").content.decode()
    assert "Kanarienvogel" not in as_(author).get("/saved/").content.decode()
    assert Activity.objects.count() == told


def test_the_menu_saves_and_lets_go(post, colleague, as_):
    mine = as_(colleague)
    menu = f"/entries/{post.pk}/menu/"
    assert "Save for later" in mine.get(menu).content.decode()
    answer = mine.post(f"/entries/{post.pk}/bookmark/", {"_method": "PUT"}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert "Saved" in answer["HX-Trigger"]
    assert "No longer save" in mine.get(menu).content.decode()
    assert mine.post(f"/entries/{post.pk}/bookmark/", {"_method": "DELETE"}).status_code == 302
    assert not Bookmark.objects.exists()


def test_what_one_may_no_longer_read_drops_out_and_comes_back(post, author, colleague, lab):
    save_entry(post, by=colleague)
    spaces.leave_space(lab, by=colleague)
    assert not saved_by(colleague).exists()
    spaces.add_member(lab, by=author, person=colleague)
    forget(colleague)
    assert saved_by(colleague).exists()
    delete_entry(post, by=author)
    assert not saved_by(colleague).exists()


def test_the_list_is_narrowed_to_a_kind(post, colleague, as_):
    comment = add_comment(post, by=colleague, body="Zaunkoenig")
    for entry in (post, comment):
        save_entry(entry, by=colleague)
    page = as_(colleague).get("/saved/", {"kind": "conversation.comment"}).content.decode()
    assert "Zaunkoenig" in page
    assert 'class="post-title"' not in page
    assert as_(colleague).get("/saved/", {"kind": "nonsense"}).status_code == 200


def test_an_outsider_saves_nothing_of_it(post, outsider, as_):
    assert as_(outsider).post(f"/entries/{post.pk}/bookmark/").status_code == 404


def test_what_is_not_out_and_who_has_left_save_nothing(post, author, deactivated):
    delete_entry(post, by=author)
    with pytest.raises(PermissionDenied):
        save_entry(post, by=author)
    with pytest.raises(PermissionDenied):
        save_entry(post, by=deactivated)


@pytest.mark.django_db(transaction=True)
def test_pressed_many_times_at_once_it_is_saved_once(author, lab):
    post = publish_post(by=author, space=lab, body="x")
    made = together(*[lambda: save_entry(post, by=author)] * 6)
    assert sum(made) == 1
    assert Bookmark.objects.count() == 1


def test_the_list_costs_the_same_for_few_and_many(author, lab, as_, queries_stay_flat):
    client = as_(author)
    queries_stay_flat(
        lambda: client.get("/saved/"), lambda: save_entry(publish_post(by=author, space=lab, body="x"), by=author)
    )
