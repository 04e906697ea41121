"""A comment becomes an idea, and a comment again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ideas import actions
from ideas.joining.splitting import split_comment, undo_split
from ideas.models import Idea, Meaning, Split
from ideas.statuses import first_status
from intranet.content.models import Entry, Link
from intranet.conversation.actions import add_comment
from intranet.conversation.models import Comment
from intranet.conversation.votes import vote_for
from intranet.notifications.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(idea, customer, colleague) -> Comment:
    """Under her own idea Dora says something else, and Ben answers."""
    comment = add_comment(idea, by=customer, body="And the lamp should be brighter.")
    add_comment(idea, by=colleague, body="How bright?", parent=comment)
    return comment


def row_of(comment: Any) -> dict[str, Any]:
    """But for what is counted and dated."""
    row = Comment.objects.filter(pk=comment.pk).values().get()
    return {name: row[name] for name in row.keys() - {"votes_count", "active_at", "edited_at", "published_at"}}


def test_it_is_its_authors_idea_and_both_lead_to_each_other(idea, said, author, customer, as_, run_jobs):
    client = as_(author)
    address = f"/ideas/comments/{said.pk}/split/"
    assert client.post(address, {"title": " "}).status_code == 422
    assert client.post(address, {"title": "A brighter lamp"}).status_code == 302
    made = Idea.objects.get(pk=said.pk)
    assert (made.author, made.status.meaning, made.comments_count) == (customer, Meaning.OPEN, 1)
    assert Entry.objects.get(pk=idea.pk).comments_count == 0
    assert "How bright?" in client.get(made.get_absolute_url()).content.decode()
    assert "This was a comment on" in client.get(made.get_absolute_url()).content.decode()
    assert "A comment here became an idea" in client.get(idea.get_absolute_url()).content.decode()
    assert client.get(f"/entries/{said.pk}/", follow=True).redirect_chain[-1][0] == made.get_absolute_url()
    run_jobs()
    assert Notification.objects.filter(recipient=customer, activity__verb="ideas.idea.split_off").exists()


def test_put_back_it_is_the_comment_it_was(idea, said, author, colleague, as_):
    before = row_of(said), Entry.objects.get(pk=idea.pk).comments_count
    made = split_comment(said, by=author, title="A brighter lamp")
    vote_for(made, by=colleague)
    as_(author).post(f"/ideas/splits/{Split.objects.get().pk}/undo/")
    after = row_of(said)
    assert after == before[0]
    assert Entry.objects.get(pk=idea.pk).comments_count == before[1] == 2
    assert Comment.objects.filter(parent=said).count() == 1
    assert not Link.objects.filter(target=said.pk, relation=Link.Relation.PROMOTED_TO).exists()
    again = split_comment(Comment.objects.get(pk=said.pk), by=author, title="A brighter lamp")
    assert again.votes_count == 1


def test_what_was_decided_about_since_stays_an_idea(idea, said, author):
    made = split_comment(said, by=author, title="A brighter lamp")
    actions.set_status(made, by=author, status=first_status(Meaning.PLANNED))
    with pytest.raises(ValidationError, match="stays an idea"):
        undo_split(Split.objects.get(), by=author)
    assert Idea.objects.filter(pk=said.pk).exists()


def test_who_does_not_keep_the_board_splits_nothing(idea, said, colleague, customer, outsider, inside, as_):
    for person in (colleague, customer):
        with pytest.raises(PermissionDenied):
            split_comment(said, by=person, title="Mine")
    within = add_comment(inside, by=colleague, body="Two benches.")
    assert as_(customer).get(f"/ideas/comments/{within.pk}/split/").status_code == 404
    assert as_(outsider).post(f"/ideas/comments/{said.pk}/split/", {"title": "x"}).status_code == 403
