"""The demo: believable, complete, and never in a house where people live."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from feeds.models import Post
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.conversation.models import Comment
from intranet.notifications.models import Notification
from intranet.spaces.models import Space


@pytest.fixture(params=["en", "it"])
def moved_in(request, db, capsys):
    call_command("demo", language=request.param)
    return request.param


def test_a_company_its_customers_and_a_month_of_their_life(moved_in):
    assert User.objects.active().staff().count() == 40
    assert User.objects.active().filter(kind="customer").count() == 5
    assert set(Space.objects.values_list("visibility", flat=True)) == {"open", "closed", "secret", "community"}
    assert Post.objects.count() > 20
    assert Comment.objects.count() > 50
    said = Entry.objects.order_by("pk").values_list("published_at", flat=True)
    assert (max(said) - min(said)).days >= 28
    assert Notification.objects.filter(read_at=None).exists()
    words = " ".join(Post.objects.values_list("body", flat=True))
    assert ("terminali" in words) is (moved_in == "it")


def test_nothing_in_it_lies_in_the_future(moved_in):
    from django.utils.timezone import now

    assert not Entry.objects.filter(published_at__gt=now()).exists()


def test_a_reply_comes_after_what_it_answers(moved_in):
    for comment in Comment.objects.exclude(parent=None).select_related("parent"):
        assert comment.published_at >= comment.parent.published_at


def test_the_pages_of_the_demo_open_for_each_of_its_people(moved_in, as_):
    for handle in ("elena", "tiziano", "sara", "matteo", "dora", "emil"):
        client = as_(User.objects.get(handle=handle))
        for path in ("/", "/spaces/", "/inbox/", "/people/", "/search/?q=t5"):
            assert client.get(path).status_code == 200, (handle, path)


def test_it_does_not_move_in_where_somebody_lives(author):
    with pytest.raises(CommandError, match="lives here"):
        call_command("demo")


def test_it_does_not_move_into_production(db, settings):
    settings.SECRET_KEY = "a-real-one" * 8
    with pytest.raises(CommandError, match="known to everybody"):
        call_command("demo")
