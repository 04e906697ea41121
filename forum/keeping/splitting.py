"""Making answers a topic of their own.

The first of them becomes its question, and is the same entry as before: its number, its votes, its history and its
files stay, and so does its author, who is who asks now. What was remarked on an answer goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from forum.models import Answer, Category, Split, Topic
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.models import Entry
from intranet.content.titles import check_title, slug_of
from intranet.conversation.models import Comment, Watch
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.search.indexing import mark_changed

from . import policies
from .counting import count_anew, published_under
from .moving import hold_topic

MOST_AT_ONCE = 200


@action
def split_topic(
    topic: Topic, *, by: User, answers: Iterable[int], title: str, category: Category | None = None, sort: str = ""
) -> Topic:
    """Take these answers out into a topic with that title, in the same category or another. A line in each of the two
    leads to the other. ValidationError where one of the answers is gone meanwhile, or there is no title."""
    hold_topic(topic)
    require(policies.can_split_topic(by, topic))
    category = category or topic.category
    require(policies.can_move_topic(by, topic, category))
    title = check_title(title)[:200]
    chosen = _chosen(topic, answers)
    if topic.accepted_id in {answer.pk for answer in chosen}:
        topic.accepted = topic.accepted_by = topic.accepted_at = None
        topic.save(update_fields=["accepted", "accepted_by", "accepted_at"])
    made = _as_topic(chosen[0], topic, title=title, category=category, sort=sort)
    _take_along(topic, made, chosen)
    Split.objects.create(source=topic, made=made, made_by=by)
    count_anew(topic)
    count_anew(made)
    mark_changed([topic.pk, made.pk, *published_under(made)])
    gone = [answer.pk for answer in chosen]
    frame = {"entry": topic.pk, "gone": gone, "made": made.pk, "count": topic.answers_count}
    record("forum.topic.split", by=by, on=topic, streams=[topic.root_key], frame=frame, made=made.pk, answers=gone)
    place = {"entry": made.pk, "category": category.pk}
    record("forum.topic.split_off", by=by, on=made, streams=[made.audience], frame=place, source=topic.pk)
    return made


def _chosen(topic: Topic, answers: Iterable[int]) -> list[Answer]:
    wanted = sorted(set(answers))
    if not wanted:
        raise ValidationError(_("Choose the answers that become a topic of their own."), code="none")
    if len(wanted) > MOST_AT_ONCE:
        raise ValidationError(_("That is too much at once."), code="too_many")
    found = Answer.objects.published().filter(root=topic.pk, pk__in=wanted).select_related("author")
    chosen = list(found.order_by("published_at", "pk"))
    if len(chosen) != len(wanted):
        raise ValidationError(_("One of these answers was taken away or moved meanwhile. Look again."), code="gone")
    return chosen


def _as_topic(first: Answer, topic: Topic, *, title: str, category: Category, sort: str) -> Topic:
    """The entry stays; what makes it an answer goes, and what makes it a topic comes."""
    allowed = category.sorts or [topic.sort]
    made = Topic(
        entry_ptr_id=first.pk,
        category=category,
        slug=slug_of(title, "topic"),
        sort=sort if sort in allowed else topic.sort if topic.sort in allowed else allowed[0],
        product=topic.product,
        version=topic.version,
    )
    for field in Entry._meta.concrete_fields:
        setattr(made, field.attname, getattr(first, field.attname))
    made.entry_ptr_id = first.pk
    made.kind, made.title = Topic._meta.label_lower, title
    made.root, made.space, made.audience = None, category.space, category.audience
    made.author = first.author
    rows = Answer.objects.filter(pk=first.pk)
    rows._raw_delete(rows.db)
    made.save_base(raw=True, force_insert=True)
    made.save(update_fields=["kind", "title", "root", "space", "audience"])
    return made


def _take_along(topic: Topic, made: Topic, chosen: list[Answer]) -> None:
    first, rest = chosen[0].pk, [answer.pk for answer in chosen[1:]]
    here = Comment.objects.filter(root=topic.pk)
    remarks = here.filter(Q(under__in=[first, *rest]) | Q(parent__under__in=[first, *rest]))
    going = [*rest, *remarks.values_list("pk", flat=True)]
    here.filter(under=first).update(under=None)
    moved = Entry.objects.filter(pk__in=going)
    moved.update(root=made.pk, space=made.space)
    moved.published().update(audience=made.audience)
    moved.exclude(state=Entry.State.PUBLISHED).update(intended_audience=made.audience)
    people = set(moved.values_list("author", flat=True)) | {made.author_id}
    Watch.objects.bulk_create([Watch(entry_id=made.pk, person_id=pk) for pk in sorted(people)], ignore_conflicts=True)
