"""Deleting, hiding and moving: what is left, who still sees it, and what comes back."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from intranet.content.actions import (
    delete_entry,
    edit_entry,
    hide_entry,
    lock_comments,
    move_entry,
    restore_entry,
    undelete_entry,
)
from intranet.content.models import NOBODY, Entry
from intranet.content.policies import can_moderate
from intranet.conversation.actions import react
from intranet.conversation.discussion import page_before
from intranet.conversation.models import Comment
from intranet.realtime.models import Frame
from intranet.spaces.actions import add_member, leave_space
from intranet.spaces.audiences import forget
from tests import factories
from tests.platform.talk import CANARY, a_comment, a_post, heard_on, last_heard_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(author, lab):
    return a_post(author, f"{CANARY} in the oven", title=f"About the {CANARY}", space=lab)


def comments_page(client, post):
    return client.get(reverse("conversation:comments", args=[post.pk]))


def test_a_deleted_entry_is_for_nobody_and_its_words_are_gone(post, author, moderator, admin):
    delete_entry(post, by=author)

    row = Entry.objects.get(pk=post.pk)
    assert (row.title, row.body, row.body_html, row.body_text) == ("", "", "", "")
    assert row.audience == NOBODY
    for person in (author, moderator, admin):
        assert not Entry.objects.visible_to(person).filter(pk=post.pk).exists()


@pytest.mark.parametrize("audience", ["org", "customers", "public"])
def test_moderators_keep_order_where_no_space_does(audience, author, moderator, colleague):
    entry = a_post(author, f"{CANARY} for many")
    entry.audience = entry.intended_audience = audience
    assert can_moderate(moderator, entry)
    assert not can_moderate(colleague, entry)
    entry.audience = entry.intended_audience = author.key
    assert not can_moderate(moderator, entry)


def test_a_deleted_comment_leaves_its_place_so_that_the_answers_make_sense(post, author, colleague, as_):
    comment = a_comment(post, colleague, f"{CANARY} feathers")
    answer = a_comment(post, author, "Whose?", parent=comment)
    delete_entry(comment, by=colleague)

    page = comments_page(as_(author), post).content.decode()
    assert "This comment was deleted." in page
    assert "feathers" not in page
    assert "Ben Rossi" not in page
    assert f'id="entry-{answer.pk}"' in page
    post.refresh_from_db()
    assert post.comments_count == 1


def test_the_frame_of_a_deletion_has_no_word_of_what_was_deleted(post, colleague):
    comment = a_comment(post, colleague, f"{CANARY} feathers")
    delete_entry(comment, by=colleague)

    said = last_heard_on(post).payload
    assert said["count"] == 0
    assert CANARY not in str(said)
    assert "tombstone" in said["html"]["en"]


def test_undo_brings_back_words_tags_and_count(post, colleague):
    comment = a_comment(post, colleague, "Flour from #Altamura")
    delete_entry(comment, by=colleague)
    undelete_entry(Comment.objects.get(pk=comment.pk), by=colleague)

    back = Comment.objects.get(pk=comment.pk)
    assert (back.body, back.audience, back.is_published) == ("Flour from #Altamura", post.audience, True)
    assert [tag.name for tag in back.tags.all()] == ["Altamura"]
    post.refresh_from_db()
    assert post.comments_count == 1
    assert "Flour from" in last_heard_on(post).payload["html"]["en"]


def test_deleting_twice_is_refused_and_counted_once(post, colleague):
    comment = a_comment(post, colleague)
    a_comment(post, colleague)
    seen = Comment.objects.get(pk=comment.pk)
    delete_entry(comment, by=colleague)

    with pytest.raises(PermissionDenied, match="deleted already"):
        delete_entry(seen, by=colleague)

    post.refresh_from_db()
    assert post.comments_count == 1


def test_only_who_deleted_it_brings_it_back(post, author, colleague):
    comment = a_comment(post, colleague)
    delete_entry(comment, by=author)

    with pytest.raises(PermissionDenied, match="Only the person who deleted"):
        undelete_entry(comment, by=colleague)

    assert undelete_entry(comment, by=author).is_published


def test_who_has_left_the_space_cannot_bring_back_what_they_deleted_there(post, colleague, lab, as_):
    comment = a_comment(post, colleague)
    delete_entry(comment, by=colleague)
    leave_space(lab, by=colleague)

    assert as_(colleague).post(reverse("content:undelete", args=[comment.pk])).status_code == 404
    assert Comment.objects.get(pk=comment.pk).is_deleted


def test_a_stranger_deletes_nothing(post, colleague, outsider, moderator, admin):
    for person in (colleague, outsider, moderator, admin):
        with pytest.raises(PermissionDenied):
            delete_entry(post, by=person)


def test_with_a_deleted_root_its_discussion_goes_out_of_sight(post, author, colleague):
    comment = a_comment(post, colleague)
    delete_entry(post, by=author)

    assert not Comment.objects.visible_to(colleague).filter(pk=comment.pk).exists()

    undelete_entry(post, by=author)
    assert Comment.objects.visible_to(colleague).filter(pk=comment.pk).exists()


def test_what_is_hidden_is_read_by_its_moderators_and_its_author(post, author, colleague, outsider, admin, as_):
    comment = a_comment(post, colleague, f"{CANARY} again")
    hide_entry(comment, by=author, reason="rude")

    for person in (author, colleague):
        forget(person)
        assert f"{CANARY} again" in comments_page(as_(person), post).content.decode()
    for person in (outsider, admin):
        assert not Comment.objects.visible_to(person).filter(pk=comment.pk).exists()


def test_others_see_the_place_of_what_is_hidden_and_no_word_of_it(post, author, colleague, as_):
    third = factories.a_person("Tea Moro", handle="tea")
    add_member(post.space, by=author, person=third)
    comment = a_comment(post, colleague, "unspeakable words")
    hide_entry(comment, by=author, reason="rude")

    page = comments_page(as_(third), post).content.decode()
    assert "A moderator has hidden this comment." in page
    assert "unspeakable" not in page
    assert "unspeakable" not in str(last_heard_on(post).payload)

    restore_entry(comment, by=author)
    assert "unspeakable words" in comments_page(as_(third), post).content.decode()


def test_hiding_what_is_deleted_changes_nothing(post, author, colleague):
    comment = a_comment(post, colleague)
    delete_entry(comment, by=colleague)
    hide_entry(comment, by=author, reason="late")

    assert Comment.objects.get(pk=comment.pk).is_deleted
    post.refresh_from_db()
    assert post.comments_count == 0


def test_what_comes_back_under_a_hidden_root_is_said_to_nobody(post, author, colleague):
    """Sockets that followed the root before it was hidden may still be open for a moment."""
    comment = a_comment(post, colleague, "secret ingredient")
    delete_entry(comment, by=colleague)
    hide_entry(post, by=author, reason="for now")
    undelete_entry(Comment.objects.get(pk=comment.pk), by=colleague)

    assert "secret ingredient" not in str(last_heard_on(post).payload)
    assert not Comment.objects.visible_to(colleague).filter(pk=comment.pk).exists()


# --- Moving ----------------------------------------------------------------------------------------


def test_the_discussion_moves_with_its_root(post, author, colleague, outsider, plaza):
    comment = a_comment(post, colleague)
    gone = a_comment(post, colleague)
    delete_entry(gone, by=colleague)

    move_entry(post, by=author, space=plaza, audience=plaza.audience)

    comment.refresh_from_db()
    gone.refresh_from_db()
    assert (comment.audience, comment.space) == (plaza.audience, plaza)
    assert (gone.audience, gone.intended_audience, gone.space) == (NOBODY, plaza.audience, plaza)
    assert Comment.objects.visible_to(outsider).filter(pk=comment.pk).exists()


def test_who_can_no_longer_read_what_was_moved_stops_hearing_of_it(author, outsider, lab, plaza):
    post = a_post(author, space=plaza)
    Frame.objects.all().delete()

    move_entry(post, by=author, space=lab, audience=lab.audience)

    cut_off = Frame.objects.get(stream="control").payload
    assert outsider.pk in cut_off["people"]
    assert author.pk not in cut_off["people"]


def test_a_move_to_a_wider_circle_cuts_nobody_off_and_is_heard_in_both_places(post, author, lab, plaza):
    Frame.objects.all().delete()

    move_entry(post, by=author, space=plaza, audience=plaza.audience)

    assert {frame.stream for frame in Frame.objects.all()} == {lab.audience, plaza.audience, post.key}


def test_one_moves_only_to_where_one_may_write(post, author, colleague, porch, outsider):
    theirs = a_post(outsider, space=None)

    with pytest.raises(PermissionDenied):
        move_entry(theirs, by=outsider, space=post.space, audience=post.space.audience)
    with pytest.raises(PermissionDenied, match="for the people of that space"):
        move_entry(post, by=author, space=post.space, audience="public")


def test_a_comment_does_not_move_by_itself(post, colleague, plaza):
    comment = a_comment(post, colleague)

    with pytest.raises(PermissionDenied, match="cannot be moved by itself"):
        move_entry(comment, by=colleague, space=plaza, audience=plaza.audience)


def test_every_action_under_a_root_is_heard_on_the_root_alone(post, author, colleague, lab):
    Frame.objects.all().delete()
    comment = a_comment(post, colleague)
    edit_entry(comment, by=colleague, body="Other words")
    hide_entry(comment, by=author, reason="rude")
    restore_entry(comment, by=author)
    delete_entry(comment, by=colleague)
    undelete_entry(comment, by=colleague)
    react(comment, by=author, sort="bravi")
    lock_comments(post, by=author)

    assert {frame.stream for frame in Frame.objects.all()} == {post.key}
    assert [frame.event.rpartition(".")[2] for frame in heard_on(post)] == [
        "published",
        "edited",
        "hidden",
        "restored",
        "deleted",
        "undeleted",
        "given",
        "locked",
    ]


def test_a_tombstone_has_no_words_whatever_a_template_may_show(post, author, colleague):
    gone, hidden = a_comment(post, colleague), a_comment(post, colleague, "unspeakable words")
    delete_entry(gone, by=colleague)
    hide_entry(hidden, by=author, reason="rude")
    third = factories.a_person("Tea Moro", handle="tea")
    add_member(post.space, by=author, person=third)

    for comment in page_before(post, third).comments:
        assert comment.is_tombstone
        assert (comment.title, comment.body, comment.body_html, comment.body_text) == ("", "", "", "")
    assert page_before(post, author).comments[1].body == "unspeakable words"
