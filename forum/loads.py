"""Load data of the forum: categories, topics with answers, what solved them, and votes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.conversation.models import Vote
from intranet.demo.loads import Load, load
from intranet.spaces.actions import create_space
from intranet.spaces.models import Membership, Space

from . import centre_loads  # noqa: F401 - registers what it makes
from .actions import make_category
from .bulk import insert_topics
from .models import Answer, Category, Topic
from .models.categories import TopicSort

_CATEGORIES = ("Terminals", "Docks", "Labels", "Accounts", "Everything else")
_SORTS = [TopicSort.QUESTION] * 6 + [TopicSort.PROBLEM] * 2 + [TopicSort.DISCUSSION, TopicSort.PRAISE]
# Of a topic so many answers, the first having the twenty that benchmarks read.
_ANSWERS = (0, 1, 1, 2, 2, 3, 4, 6, 9)
FIRST_HAS = 20
_SOLVED = 0.6


@load("topics", 60)
def topics(load: Load) -> None:
    """In the first community there is, or one that is made for them."""
    how_many = load.sizes["topics"]
    if not how_many:
        return
    categories = _categories(load)
    writers = [*load.customers, *load.staff] or list(User.objects.active())
    told = load.progress("topics and answers")
    made = insert_topics(_said(load, how_many, categories, writers), told=told)
    _solve(load, made)
    _vote(load, made, writers)


def _categories(load: Load) -> list[Category]:
    found = list(Category.objects.in_use().filter(readers=Category.Readers.EVERYONE).select_related("space"))
    if found:
        return found
    space = Space.objects.filter(visibility=Space.Visibility.COMMUNITY).order_by("pk").first()
    if space is None:
        space = create_space(by=load.staff[0], name="Community", visibility=Space.Visibility.COMMUNITY)
    keeper = User.objects.filter(memberships__space=space, memberships__role=Membership.Role.OWNER).first()
    keeper = keeper or load.staff[0]
    return [make_category(space, by=keeper, name=name) for name in _CATEGORIES]


def _said(load: Load, how_many: int, categories: list[Category], writers: list[User]) -> Iterator[Topic | Answer]:
    chance = load.chance
    for number in range(how_many):
        asker = chance.choice(writers)
        italian = asker.language == "it"
        moment = load.moment(number / how_many)
        topic = Topic(
            category=chance.choice(categories),
            author=asker,
            sort=chance.choice(_SORTS),
            title=f"{load.sentence(6, italian=italian)[:-1]}?",
            body=load.paragraph(3, italian=italian),
            published_at=moment,
        )
        yield topic
        for place in range(FIRST_HAS if number == 0 else chance.choice(_ANSWERS)):
            yield Answer(
                author=chance.choice(writers),
                root=topic,
                body=load.paragraph(2, italian=italian),
                published_at=moment + timedelta(hours=1 + place),
            )


def _solve(load: Load, made: list[int]) -> None:
    changed = []
    wanting = Topic.objects.filter(pk__in=made, answers_count__gt=0, sort__in=[TopicSort.QUESTION, TopicSort.PROBLEM])
    for topic in wanting:
        if load.chance.random() < _SOLVED:
            topic.accepted = Answer.objects.filter(root=topic.pk).order_by("pk").first()
            topic.accepted_by_id, topic.accepted_at = topic.author_id, topic.last_said_at
            changed.append(topic)
    Topic.objects.bulk_update(changed, ["accepted", "accepted_by", "accepted_at"], batch_size=200)


def _vote(load: Load, made: list[int], writers: list[User]) -> None:
    rows, counted = [], []
    said = Entry.objects.filter(Q(pk__in=made) | Q(root__in=made, kind=Answer._meta.label_lower)).order_by("pk")
    for entry in said.iterator():
        voters = load.chance.sample(writers, k=min(load.chance.randint(0, 4), len(writers)))
        given = [Vote(entry=entry, person=person) for person in voters if person.pk != entry.author_id]
        rows += given
        entry.votes_count = len(given)
        counted.append(entry)
    Vote.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    Entry.objects.bulk_update(counted, ["votes_count"], batch_size=200)
