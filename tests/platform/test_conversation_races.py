"""Several people at the same moment: one consistent end, whatever the order."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intranet.content.actions import EditConflict, delete_entry, edit_entry, hide_entry, lock_comments
from intranet.content.models import Entry, Revision
from intranet.conversation.models import Comment
from tests.platform.talk import a_comment, a_post, heard_on
from tests.platform.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post(author, plaza):
    return a_post(author, space=plaza)


def trying(act: Callable[[], Any]) -> Callable[[], Any]:
    """What came of it: the result, or the refusal."""

    def tried() -> Any:
        try:
            return act()
        except (PermissionDenied, ValidationError) as refusal:
            return refusal

    return tried


def root_of(post) -> Entry:
    return Entry.objects.get(pk=post.pk)


def test_all_comments_are_counted_and_numbered_in_the_order_of_their_frames(post, author, colleague):
    together(*(lambda n=n: a_comment(root_of(post), (author, colleague)[n % 2], f"Number {n}") for n in range(24)))

    assert root_of(post).comments_count == Comment.objects.count() == 24
    frames = heard_on(post)
    assert [frame.payload["count"] for frame in frames] == list(range(1, 25))
    assert [frame.payload["entry"] for frame in frames] == sorted(frame.payload["entry"] for frame in frames)


def test_the_same_press_in_many_threads_is_one_comment(post, colleague):
    key = uuid.uuid4()

    made = together(*(lambda: a_comment(root_of(post), colleague, client_id=key).pk for _press in range(12)))

    assert len(set(made)) == 1
    assert root_of(post).comments_count == Comment.objects.count() == len(heard_on(post)) == 1


def test_deleting_a_comment_while_others_answer_it(post, author, colleague):
    comment = a_comment(post, colleague)

    def answer():
        return a_comment(root_of(post), author, parent=Comment.objects.get(pk=comment.pk))

    def delete():
        return delete_entry(Comment.objects.get(pk=comment.pk), by=colleague)

    together(*(trying(answer) for _person in range(6)), trying(delete), *(trying(answer) for _person in range(6)))

    answers = Comment.objects.filter(parent=comment.pk, state="published").count()
    assert Comment.objects.get(pk=comment.pk).is_deleted
    assert root_of(post).comments_count == answers
    assert heard_on(post)[-1].payload["count"] == answers


def test_deleting_the_root_while_others_comment(post, author, colleague):
    together(
        *(trying(lambda: a_comment(root_of(post), colleague)) for _person in range(6)),
        trying(lambda: delete_entry(root_of(post), by=author)),
        *(trying(lambda: a_comment(root_of(post), colleague)) for _person in range(6)),
    )

    assert not Comment.objects.visible_to(colleague).exists()
    assert not Comment.objects.exclude(audience="nobody").exists()


def test_closing_the_comments_while_others_write(post, author, colleague):
    together(
        *(trying(lambda: a_comment(root_of(post), colleague)) for _person in range(6)),
        trying(lambda: lock_comments(root_of(post), by=author)),
        *(trying(lambda: a_comment(root_of(post), colleague)) for _person in range(6)),
    )

    events = [frame.event.rpartition(".")[2] for frame in heard_on(post)]
    assert "published" not in events[events.index("locked") :]


def test_deleting_twice_at_once_counts_once(post, colleague):
    a_comment(post, colleague)
    comment = a_comment(post, colleague)

    tried = together(
        *(trying(lambda: delete_entry(Comment.objects.get(pk=comment.pk), by=colleague)) for _press in range(8))
    )

    assert sum(isinstance(result, Comment) for result in tried) == 1
    assert root_of(post).comments_count == 1
    assert Revision.objects.filter(entry=comment.pk).count() == 1


def test_two_edits_of_the_same_text_are_one_edit_and_one_conflict(post, author):
    tried = together(
        *(trying(lambda n=n: edit_entry(root_of(post), by=author, body=f"Text {n}", based_on=0)) for n in range(6))
    )

    assert sum(isinstance(result, EditConflict) for result in tried) == 5
    assert Revision.objects.filter(entry=post.pk).count() == root_of(post).revisions_count == 1


def test_hiding_while_the_author_edits_leaves_it_hidden_with_whole_words(post, author, colleague):
    comment = a_comment(post, colleague, "Rude")
    fetch = Comment.objects.get

    together(
        trying(lambda: edit_entry(fetch(pk=comment.pk), by=colleague, body="Kinder")),
        trying(lambda: hide_entry(fetch(pk=comment.pk), by=author, reason="rude")),
    )

    hidden = fetch(pk=comment.pk)
    assert hidden.is_hidden
    assert (hidden.body, hidden.body_text) in (("Rude", "Rude"), ("Kinder", "Kinder"))
    assert root_of(post).comments_count == 0
