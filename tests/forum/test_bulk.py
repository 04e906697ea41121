"""Topics inserted in bulk are what the actions would have left."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from forum import actions
from forum.bulk import insert_topics
from forum.models import Answer, Topic
from intranet.activity.models import Activity
from intranet.content.models import Entry

OF_THE_MOMENT = {"id", "entry_ptr", "created_at", "published_at", "active_at", "last_said_at", "client_id"}
# The clock runs for what is asked now, not for what was asked once.
OF_THE_CLOCK = {"waiting_since", "due_at", "first_staff_reply_at"}


def _row(topic: Topic) -> dict[str, object]:
    skipped = OF_THE_MOMENT | OF_THE_CLOCK
    names = [field.name for field in Topic._meta.concrete_fields if field.name not in skipped]
    return {name: getattr(topic, name) for name in names}


def test_topics_and_answers_are_as_if_they_had_been_said(category, customer, colleague):
    said = actions.ask(category, by=customer, title="Slow to wake", body="In the *cold*. #battery")
    actions.answer(said, by=colleague, body="The sensor.")
    moment = now() - timedelta(days=3)
    topic = Topic(
        category=category,
        author=customer,
        title="Slow to wake",
        body="In the *cold*. #battery",
        published_at=moment,
    )
    given = Answer(author=colleague, root=topic, body="The sensor.", published_at=moment + timedelta(hours=2))
    [made] = insert_topics([topic, given])
    found = Topic.objects.get(pk=made)
    assert _row(found) == _row(Topic.objects.get(pk=said.pk))
    assert (found.last_said_at, found.active_at) == (moment + timedelta(hours=2), moment + timedelta(hours=2))
    assert list(found.tags.names()) == ["battery"]
    assert Entry.objects.get(root=made).audience == category.audience
    assert Activity.objects.filter(subject=found.key, verb="forum.topic.published").count() == 1
