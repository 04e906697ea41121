"""Comments: two levels, counted, heard once, refused with a sentence."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intranet.content.actions import delete_entry, hide_entry, lock_comments
from intranet.content.models import Entry
from intranet.conversation.models import Comment
from intranet.realtime.models import Frame
from intranet.spaces.actions import archive_space
from tests.platform.talk import a_comment, a_post, heard_on, last_heard_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(author, lab):
    return a_post(author, space=lab)


def test_a_comment_copies_audience_and_space_and_is_counted(post, colleague, lab):
    comment = a_comment(post, colleague)

    post.refresh_from_db()
    assert (comment.audience, comment.space_id, comment.root_id) == (lab.audience, lab.pk, post.pk)
    assert post.comments_count == 1
    assert post.active_at == comment.published_at


def test_an_answer_to_an_answer_joins_the_top_and_names_whom_it_answers(post, author, colleague):
    top = a_comment(post, colleague, "First")
    answer = a_comment(post, author, "Second", parent=top)

    third = a_comment(post, colleague, "Third", parent=answer)

    assert third.parent == top
    assert third.body == "@ada Third"
    assert 'data-person="' in third.body_html


def test_who_names_the_person_already_is_not_made_to_do_it_twice(post, author, colleague):
    answer = a_comment(post, author, parent=a_comment(post, colleague))

    third = a_comment(post, colleague, "Thank you, @Ada!", parent=answer)

    assert third.body == "Thank you, @Ada!"


def test_a_quotation_keeps_its_first_line_when_a_name_is_put_before_it(post, author, colleague):
    answer = a_comment(post, author, parent=a_comment(post, colleague))

    third = a_comment(post, colleague, "> so it was\n\nNot quite", parent=answer)

    assert third.body == "@ada\n\n> so it was\n\nNot quite"
    assert "<blockquote" in third.body_html


def test_pressing_twice_makes_one_comment(post, colleague):
    key = uuid.uuid4()

    first = a_comment(post, colleague, client_id=key)
    second = a_comment(post, colleague, client_id=key)

    post.refresh_from_db()
    assert first == second
    assert Comment.objects.count() == post.comments_count == 1
    assert len(heard_on(post)) == 1


def test_the_key_of_another_person_is_no_key_of_mine(post, author, colleague):
    key = uuid.uuid4()

    assert a_comment(post, colleague, client_id=key) != a_comment(post, author, client_id=key)


def test_a_key_that_made_something_else_is_refused_in_words(post, author):
    key = uuid.uuid4()
    a_post(author, client_id=key)

    with pytest.raises(ValidationError, match="sent before"):
        a_comment(post, author, client_id=key)


def test_nothing_is_no_comment(post, colleague):
    with pytest.raises(ValidationError, match="Write something"):
        a_comment(post, colleague, "  \n ")

    assert Comment.objects.count() == 0


def test_too_much_is_refused_with_how_much(post, colleague):
    with pytest.raises(ValidationError, match="please cut 5 characters"):
        a_comment(post, colleague, "x" * 50_005)


def test_closed_comments_refuse_and_can_be_opened_again(post, author, colleague):
    lock_comments(post, by=author)

    with pytest.raises(PermissionDenied, match="closed"):
        a_comment(post, colleague)

    assert lock_comments(post, by=author, locked=False)
    assert not lock_comments(post, by=author, locked=False)
    assert a_comment(post, colleague).pk


def test_only_the_author_and_who_keeps_order_close_comments(post, author, colleague):
    theirs = a_post(colleague, space=post.space)

    assert lock_comments(theirs, by=author)
    with pytest.raises(PermissionDenied):
        lock_comments(post, by=colleague)


def test_an_archived_space_is_read_and_not_written(post, author, colleague, lab):
    archive_space(lab, by=author)

    with pytest.raises(PermissionDenied, match="archived"):
        a_comment(Entry.objects.get(pk=post.pk), colleague)


def test_a_hidden_root_takes_no_comment(post, colleague, author):
    hide_entry(post, by=author, reason="not here")

    with pytest.raises(PermissionDenied, match="not published"):
        a_comment(post, colleague)


def test_the_decision_is_about_the_root_as_it_is_now(post, author, colleague):
    read_a_while_ago = Entry.objects.get(pk=post.pk)
    delete_entry(post, by=author)

    with pytest.raises(PermissionDenied, match="not published"):
        a_comment(read_a_while_ago, colleague)


def test_somebody_whose_account_is_closed_says_nothing(post, deactivated):
    with pytest.raises(PermissionDenied, match="closed"):
        a_comment(post, deactivated)


def test_a_comment_has_no_comments(post, colleague):
    comment = a_comment(post, colleague)

    with pytest.raises(PermissionDenied, match="no comments here"):
        a_comment(comment, colleague)


def test_what_was_deleted_meanwhile_cannot_be_answered(post, author, colleague):
    top = a_comment(post, colleague)
    seen = Comment.objects.get(pk=top.pk)
    delete_entry(top, by=colleague)

    with pytest.raises(PermissionDenied, match="taken away"):
        a_comment(post, author, parent=seen)


def test_a_comment_of_another_discussion_cannot_be_answered_here(post, author, colleague):
    elsewhere = a_comment(a_post(author, space=post.space), colleague)

    with pytest.raises(PermissionDenied, match="another discussion"):
        a_comment(post, author, parent=elsewhere)


def test_one_frame_says_it_in_every_language_and_nothing_personal(post, colleague):
    key = uuid.uuid4()
    comment = a_comment(post, colleague, client_id=key)

    [frame] = heard_on(post)
    said = frame.payload
    assert frame.event == "conversation.comment.published"
    assert (said["entry"], said["root"], said["count"], said["client_id"]) == (comment.pk, post.pk, 1, str(key))
    assert set(said["html"]) == {"en", "it"}
    for html in said["html"].values():
        assert f'id="entry-{comment.pk}"' in html
        assert f'data-author="{colleague.pk}"' in html
        assert "I bring the flour" in html
        assert 'aria-pressed="true"' not in html
        assert "csrf" not in html
        assert colleague.email not in html


def test_a_comment_is_not_told_to_those_who_only_look_at_the_list(post, colleague, lab):
    before = Frame.objects.filter(stream=lab.audience).count()
    a_comment(post, colleague)

    assert Frame.objects.filter(stream=lab.audience).count() == before


def test_the_frame_of_a_reply_says_under_which_comment_it_stands(post, author, colleague):
    top = a_comment(post, colleague)
    a_comment(post, author, parent=top)

    assert last_heard_on(post).payload["parent"] == top.pk


def test_markup_of_a_comment_is_made_harmless_in_the_frame(post, colleague):
    a_comment(post, colleague, '<img src=x onerror="alert(1)"> <script>alert(2)</script>')

    html = last_heard_on(post).payload["html"]["en"]
    assert "<script" not in html
    assert "<img src=x" not in html
