"""Many topics and answers at once, for load data and importers: what the actions would leave, without a transaction
each. A test compares.

Nobody is notified, no clock runs and no frame is published; the index is rebuilt afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.db.models import Count, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from forum.models import Answer, Topic
from intranet.content.bulk import insert_entries
from intranet.content.models import Entry
from intranet.content.titles import slug_of


def insert_topics(said: Iterable[Topic | Answer], *, told: Callable[[int], None] = lambda _count: None) -> list[int]:
    """Insert unsaved topics (with category, author, sort, title, body and ``published_at``) and answers (with ``root``,
    the object of a topic that came before). Returns the ids of the topics."""
    topics: list[Topic] = []
    answers: list[Answer] = []
    for entry in said:
        (topics if isinstance(entry, Topic) else answers).append(entry)  # type: ignore[arg-type] # each in its own
    done = insert_entries(_placed(topics), told=told)
    insert_entries(_under(answers), told=lambda count: told(done + count))
    ids = [topic.pk for topic in topics]
    for start in range(0, len(ids), 500):
        recount(ids[start : start + 500])
    return ids


def _placed(topics: list[Topic]) -> Iterator[Topic]:
    for topic in topics:
        topic.space, topic.audience = topic.category.space, topic.category.audience
        topic.slug, topic.last_said_by = slug_of(topic.title, "topic"), topic.author
        topic.last_said_at = topic.published_at or topic.last_said_at
        yield topic


def _under(answers: list[Answer]) -> Iterator[Answer]:
    for given in answers:
        if given.root is not None:
            given.root_id = given.root.pk
            given.space, given.audience = given.root.space, given.root.audience
        yield given


def recount(topics: list[int]) -> None:
    """Set what topics say of their answers from the answers there are."""
    answers = Answer.objects.published().filter(root=OuterRef("pk")).order_by()
    newest = Answer.objects.published().filter(root=OuterRef("pk")).order_by("-published_at", "-pk")
    counted = answers.values("root").annotate(many=Count("pk"), latest=Max("published_at"))
    Topic.objects.filter(pk__in=topics).update(
        answers_count=Coalesce(Subquery(counted.values("many")), 0),
        last_said_at=Coalesce(Subquery(counted.values("latest")), F("last_said_at")),
        last_said_by=Coalesce(Subquery(newest.values("author")[:1]), F("last_said_by")),
    )
    for pk, at in (
        Topic.objects.filter(pk__in=topics).exclude(active_at=F("last_said_at")).values_list("pk", "last_said_at")
    ):
        Entry.objects.filter(pk=pk).update(active_at=at)
