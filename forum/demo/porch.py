"""The porch of Meridiana: what customers ask, who answers, and what comes of it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from forum import actions, clock
from forum.bulk import recount
from forum.models import Answer, Category, Topic
from intranet.accounts.models import User
from intranet.content.models import Product, ProductVersion
from intranet.conversation.actions import add_comment
from intranet.conversation.notes.actions import add_note
from intranet.conversation.votes import vote_for
from intranet.demo.story import Story, chapter

from .topics import CATEGORIES, PRODUCTS, TOPICS, Asked


@chapter(80)
def the_porch(story: Story) -> None:
    story.say("What customers ask in public")
    at = 1 if story.language == "it" else 0
    products = _products(story, at)
    categories = _categories(story, products, at)
    for asked in sorted(TOPICS, key=lambda one: -one.ago):
        _asked(story, asked, categories[asked.category], at)


def _products(story: Story, at: int) -> dict[str, Product]:
    made = {}
    for place, (key, name, versions) in enumerate(PRODUCTS):
        product = Product.objects.create(name=name[at], slug=key, position=place)
        for position, (version, ago, is_current) in enumerate(versions):
            released = story.today - timedelta(days=ago)
            ProductVersion.objects.create(
                product=product, name=version, position=position, released_on=released, is_current=is_current
            )
        made[key] = product
    return made


def _categories(story: Story, products: dict[str, Product], at: int) -> dict[str, Category]:
    space, keeper = story.spaces["users"], story.people["chiara"]
    made = {}
    for place, (key, name, purpose, product, hours, contacts) in enumerate(CATEGORIES):
        with story.at(story.moment(200, "09:00")):
            made[key] = actions.make_category(
                space,
                by=keeper,
                name=name[at],
                description=purpose[at],
                position=place,
                product=products.get(product),
                reply_hours=hours,
                team=story.spaces["care"],
                contacts=[story.people[handle] for handle in contacts],
            )
    return made


def _asked(story: Story, asked: Asked, category: Category, at: int) -> None:
    begun = story.moment(asked.ago, asked.clock)
    version = ProductVersion.objects.filter(product=category.product, name=asked.version).first()
    with story.at(begun):
        topic = actions.ask(
            category,
            by=_again(story, asked.who),
            title=asked.title[at],
            body=asked.text[at],
            sort=asked.sort,
            version=version,
            tags=[tag.strip() for tag in asked.tags.split(",") if tag.strip()],
        )
    for said in asked.answers:
        moment = min(begun + timedelta(hours=said.hours), timezone.now() - timedelta(minutes=3))
        with story.at(moment):
            given = actions.answer(_topic(topic), by=_again(story, said.who), body=said.text[at])
        for handle in said.helped.split():
            if handle != said.who:
                vote_for(given, by=_again(story, handle))
        if said.solved:
            with story.at(moment + timedelta(hours=1)):
                actions.accept_answer(given, by=_again(story, asked.who))
        if said.remark is not None:
            who, words = said.remark
            with story.at(moment + timedelta(hours=1)):
                add_comment(_topic(topic), by=_again(story, who), body=words[at], under=given)
    for handle in asked.me_too.split():
        vote_for(_topic(topic), by=_again(story, handle))
    if asked.note is not None:
        who, words = asked.note
        with story.at(begun + timedelta(hours=14)):
            add_note(_topic(topic), by=_again(story, who), body=words[at])
    _moved_back(topic, asked)


def _moved_back(topic: Topic, asked: Asked) -> None:
    """What the topic says of its answers is of when they were given, and its clock runs since it was asked."""
    recount([topic.pk])
    found = _topic(topic)
    answers = Answer.objects.filter(root=topic.pk).order_by("published_at")
    if found.accepted_id is not None:
        accepted = answers.get(pk=found.accepted_id).published_at
        found.accepted_at = accepted + timedelta(hours=1) if accepted is not None else None
    by_staff = answers.filter(author__kind=User.Kind.STAFF).first()
    found.first_staff_reply_at = by_staff.published_at if by_staff is not None else None
    if found.waiting_since is not None and found.published_at is not None:
        found.waiting_since, found.due_at = found.published_at, clock.due(found, found.published_at)
    found.views_count = asked.views
    found.save(update_fields=["accepted_at", "first_staff_reply_at", "waiting_since", "due_at", "views_count"])


def _topic(topic: Topic) -> Topic:
    return Topic.objects.with_place().get(pk=topic.pk)


def _again(story: Story, handle: str) -> User:
    """The person as of now: what they may read changes while the story goes on."""
    return User.objects.get(pk=story.people[handle].pk)
