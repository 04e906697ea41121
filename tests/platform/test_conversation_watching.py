"""Whom a comment concerns: decided when it is told, by what is true then."""

from __future__ import annotations

import pytest
from django.urls import reverse

from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.content.actions import delete_entry
from intranet.content.kinds import kind_of
from intranet.conversation.actions import watch
from intranet.conversation.models import Watch
from intranet.conversation.watching import concerned_by_comment
from intranet.notifications.models import Notification
from intranet.spaces.actions import leave_space
from tests.platform.talk import a_comment, a_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(author, plaza):
    return a_post(author, space=plaza)


def concerned(comment) -> dict[str, str]:
    activity = Activity.objects.filter(subject=comment.key, verb__endswith=".published").get()
    handles = dict(User.objects.values_list("pk", "handle"))
    assert kind_of(comment).concerned is concerned_by_comment
    return {handles[pk]: reason for pk, reason in concerned_by_comment(activity, comment)}


def test_who_writes_or_is_named_follows_along(post, author, colleague, outsider):
    a_comment(post, colleague, "with @cleo")

    assert set(Watch.objects.filter(entry=post).values_list("person__handle", "level")) == {
        ("ada", "all"),
        ("ben", "all"),
        ("cleo", "all"),
    }


def test_who_is_named_and_cannot_read_it_follows_nothing(author, lab, outsider):
    post = a_post(author, "for @cleo", space=lab)

    assert not Watch.objects.filter(entry=post, person=outsider).exists()


def test_a_comment_concerns_author_followers_and_who_is_answered_but_not_its_writer(
    post, colleague, outsider, moderator
):
    watch(post, by=moderator)
    top = a_comment(post, colleague)

    answer = a_comment(post, outsider, parent=top)

    assert concerned(answer) == {"ada": "comment", "ben": "reply", "mara": "watching"}


def test_who_does_not_want_to_hear_is_left_in_peace_until_named(post, author, colleague, outsider):
    a_comment(post, colleague)
    watch(post, by=colleague, level="none")
    watch(post, by=author, level="none")

    assert concerned(a_comment(post, outsider)) == {}

    a_comment(post, colleague, "one more word")
    assert Watch.objects.get(entry=post, person=colleague).level == "none"


def test_who_left_meanwhile_is_not_told(author, colleague, lab):
    post = a_post(author, space=lab)
    a_comment(post, colleague)
    last = a_comment(post, author)
    leave_space(lab, by=colleague)

    assert concerned(last) == {}


def test_what_was_deleted_meanwhile_concerns_nobody(post, colleague):
    comment = a_comment(post, colleague)
    delete_entry(comment, by=colleague)

    assert concerned(comment) == {}


def test_the_inbox_hears_of_it_through_the_spine(post, author, colleague, run_jobs):
    comment = a_comment(post, colleague, "hello")
    run_jobs()

    row = Notification.objects.get(recipient=author, entry__pk=comment.pk)
    assert (row.reason, row.subject) == ("comment", post.key)


def test_following_is_one_press_there_and_one_back(post, outsider, as_):
    url, client = reverse("conversation:watch", args=[post.pk]), as_(outsider)

    assert client.put(url, HTTP_ACCEPT="application/json").json() == {"entry": post.pk, "watching": True}
    assert client.post(url, {"_method": "DELETE"}).status_code == 302
    assert Watch.objects.get(person=outsider).level == "none"


def test_one_follows_only_what_one_may_read_and_only_discussions(author, lab, outsider, customer, colleague, as_):
    post = a_post(author, space=lab)
    comment = a_comment(post, colleague)

    for person in (outsider, customer):
        assert as_(person).put(reverse("conversation:watch", args=[post.pk])).status_code == 404
    assert as_(colleague).put(reverse("conversation:watch", args=[comment.pk])).status_code == 404
