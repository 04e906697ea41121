"""Changing a post: the words before are kept, and two who edit at once lose nothing."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from feeds.actions import edit_post, publish_post
from feeds.models import Post
from intranet.content.actions import EditConflict, delete_entry
from intranet.realtime.models import Frame
from intranet.spaces import actions as space_actions
from tests.platform.threads import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(author, lab):
    return publish_post(by=author, space=lab, title="Fans", body="They are loud.", link="https://example.com/loud")


def form(**changes):
    return {"title": "Fans", "body": "They are quiet.", "link": "", "based_on": "0", **changes}


def test_an_edit_keeps_the_words_before_it(post, author, as_):
    answer = as_(author).post(f"/posts/{post.pk}/edit/", form())
    assert answer.url == post.get_absolute_url()
    post.refresh_from_db()
    assert (post.body, post.link, post.revisions_count) == ("They are quiet.", "", 1)
    page = as_(author).get(f"/entries/{post.pk}/history/1/2/").content.decode()
    assert "loud" in page
    assert "quiet" in page


def test_the_author_alone_edits(post, colleague, outsider, admin, as_):
    with pytest.raises(PermissionDenied, match="Only the author"):
        edit_post(post, by=colleague, body="Mine now.")
    assert as_(colleague).get(f"/posts/{post.pk}/edit/").status_code == 403
    assert as_(outsider).get(f"/posts/{post.pk}/edit/").status_code == 404
    assert as_(admin).post(f"/posts/{post.pk}/edit/", form()).status_code == 404


def test_an_edit_by_somebody_else_does_not_slip_a_link_in(post, colleague):
    with pytest.raises(PermissionDenied):
        edit_post(post, by=colleague, title="Fans", body="They are loud.", link="https://example.com/other")
    assert Post.objects.get(pk=post.pk).link == "https://example.com/loud"


def test_saving_without_a_change_leaves_no_trace(post, author):
    edit_post(post, by=author, title="Fans", body="They are loud.")
    assert post.revisions_count == 0
    assert not Frame.objects.filter(event="feeds.post.edited").exists()


def test_another_link_alone_is_a_change_that_is_told(post, author):
    edit_post(post, by=author, title="Fans", body="They are loud.", link="https://example.com/quiet")
    post.refresh_from_db()
    assert post.link == "https://example.com/quiet"
    assert post.edited_at is not None
    assert Frame.objects.filter(event="feeds.post.edited", stream=post.key).exists()


def test_a_link_alone_can_be_changed_and_not_taken_away(author):
    post = publish_post(by=author, body="", link="https://example.com/loud")
    edit_post(post, by=author, body="", link="https://example.com/quiet")
    assert Post.objects.get(pk=post.pk).link == "https://example.com/quiet"
    with pytest.raises(ValidationError, match="or delete it"):
        edit_post(post, by=author, body="", link="")
    assert Post.objects.get(pk=post.pk).link == "https://example.com/quiet"


def test_a_link_that_is_no_web_address_changes_nothing(post, author):
    with pytest.raises(ValidationError):
        edit_post(post, by=author, body="Look", link="javascript:alert(1)")
    assert Post.objects.get(pk=post.pk).link == "https://example.com/loud"


def test_who_edits_an_older_text_is_shown_both(post, author, as_):
    edit_post(post, by=author, title="Fans", body="They hum.")
    answer = as_(author).post(f"/posts/{post.pk}/edit/", form(body="They purr."))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "They hum." in page
    assert "They purr." in page
    assert 'value="1"' in page  # the next save is based on what is there now
    assert Post.objects.get(pk=post.pk).body == "They hum."
    assert as_(author).post(f"/posts/{post.pk}/edit/", form(body="They purr.", based_on="1")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_edits_at_once_one_is_taken_and_the_other_told(author, lab):
    post = publish_post(by=author, space=lab, body="They are loud.")

    def edit(text: str):
        def act():
            try:
                return edit_post(Post.objects.get(pk=post.pk), by=author, body=text, based_on=0).body
            except EditConflict:
                return "conflict"

        return act

    said = together(edit("One."), edit("Two."))
    assert sorted(said)[1:] == ["conflict"]
    post.refresh_from_db()
    assert (post.revisions_count, post.body in said) == (1, True)


def test_what_is_deleted_or_in_an_archived_space_is_not_edited(post, author, lab, as_):
    space_actions.archive_space(lab, by=author)
    answer = as_(author).post(f"/posts/{post.pk}/edit/", form())
    assert answer.status_code == 403
    assert "archived" in answer.content.decode()
    space_actions.archive_space(lab, by=author, archived=False)
    delete_entry(post, by=author)
    assert as_(author).get(f"/posts/{post.pk}/edit/").status_code == 404


def test_emptying_a_post_is_refused_and_what_was_typed_stays(post, author, as_):
    page = as_(author).post(f"/posts/{post.pk}/edit/", form(title="", body=" ", link=""))
    assert page.status_code == 422
    assert Post.objects.get(pk=post.pk).body == "They are loud."
