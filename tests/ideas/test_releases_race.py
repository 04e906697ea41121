"""Two who put a release out at once."""

from __future__ import annotations

import pytest

from ideas import actions
from ideas.models import Heard, Idea, Release, StatusChange
from intranet.activity.models import Activity
from tests.platform.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_release_comes_out_once_and_two_that_name_the_same_idea_tell_its_people_once(idea, porch, author, customer):
    pair = [actions.draft_release(porch, by=author, title=f"5.{number}") for number in (1, 2)]
    for release in pair:
        actions.name_in_release(release, idea, by=author)

    def publish(pk: int):
        return lambda: actions.publish_release(Release.objects.select_related("space", "author").get(pk=pk), by=author)

    done = together(publish(pair[0].pk), publish(pair[0].pk), publish(pair[1].pk))
    assert sorted(done) == [False, True, True]
    assert Activity.objects.filter(verb="ideas.release.published").count() == 2
    assert Heard.objects.filter(person=customer).count() == 1
    assert StatusChange.objects.filter(idea=idea).count() == 1
    assert Idea.objects.get(pk=idea.pk).status.meaning == "delivered"
