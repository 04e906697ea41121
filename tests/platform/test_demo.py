"""The demo: believable, complete, and never in a house where people live."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from chat.models import Message, Room
from chat.reading.unread import totals
from feeds.models import Post
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.conversation.models import Comment
from intranet.notifications.models import Notification
from intranet.spaces.models import Space
from tests.walking import dead_ends


@pytest.mark.parametrize("language", ["en", "it"])
def test_a_company_its_customers_and_a_month_of_their_life_move_in(language, db, as_):
    call_command("demo", language=language)

    assert User.objects.active().staff().count() == 40
    assert User.objects.active().filter(kind="customer").count() == 5
    assert set(Space.objects.values_list("visibility", flat=True)) == {"open", "closed", "secret", "community"}
    assert Post.objects.count() > 20
    assert Comment.objects.count() > 50
    assert Notification.objects.filter(read_at=None).exists()
    words = " ".join(Post.objects.values_list("body", flat=True))
    assert ("terminali" in words) is (language == "it")

    said = Entry.objects.published().order_by("pk").values_list("published_at", flat=True)
    assert (max(said) - min(said)).days >= 28
    assert set(Room.objects.values_list("sort", flat=True)) == {"open", "closed", "space", "direct", "group"}
    assert Message.objects.exclude(thread=None).exists()
    for handle in ("giulia", "matteo", "sara", "dora"):
        assert totals(User.objects.get(handle=handle)).rooms > 0, handle
    assert max(said) <= now()
    for comment in Comment.objects.exclude(parent=None).select_related("parent"):
        assert comment.published_at >= comment.parent.published_at

    for handle in ("tiziano", "dora") if language == "it" else ("elena", "emil", ""):
        dead, opened = dead_ends(as_(User.objects.get(handle=handle) if handle else AnonymousUser()), each=2)
        assert not dead, (handle, dead)
        assert opened > (60 if handle in ("", "dora") else 200), handle


def test_it_does_not_move_in_where_somebody_lives(author):
    with pytest.raises(CommandError, match="lives here"):
        call_command("demo")


def test_it_does_not_move_into_production(db, settings):
    settings.SECRET_KEY = "a-real-one" * 8
    with pytest.raises(CommandError, match="known to everybody"):
        call_command("demo")
