"""What a picture shows, said in the form it is posted with."""

from __future__ import annotations

import pytest

from feeds.models import Post
from intranet.content.models import Attachment
from intranet.conversation.models import Comment


@pytest.fixture
def picture(author):
    return Attachment.objects.create(uploader=author, name="dock.png", size=9, mime="image/png", kind="image", file="x")


def test_the_description_arrives_with_the_post(as_, author, picture):
    form = {"audience": "org", "body": "Look", "attachments": [picture.pk], f"alt_{picture.pk}": "A dock with a lip"}
    as_(author).post("/posts/", form)
    (file,) = Post.objects.get().attachments.all()
    assert file.alt_text == "A dock with a lip"


def test_the_description_arrives_with_a_comment(as_, author, picture):
    as_(author).post("/posts/", {"audience": "org", "body": "Look"})
    root = Post.objects.get()
    form = {"body": "Here", "attachments": [picture.pk], f"alt_{picture.pk}": "A dock with a lip"}
    as_(author).post(f"/entries/{root.pk}/comments/", form)
    (file,) = Comment.objects.get().attachments.all()
    assert file.alt_text == "A dock with a lip"


def test_nobody_describes_what_somebody_else_uploaded(as_, outsider, picture):
    form = {"audience": "org", "body": "Look", "attachments": [picture.pk], f"alt_{picture.pk}": "Nonsense"}
    assert as_(outsider).post("/posts/", form).status_code == 422
    picture.refresh_from_db()
    assert picture.alt_text == ""
    assert picture.entry is None
