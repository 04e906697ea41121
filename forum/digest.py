"""What the forum brings to a digest: questions one could answer, what was settled, and what interests customers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.conversation.models import Watch
from intranet.insights.models import Evidence
from intranet.notifications.digests import interests, reasons, sources
from intranet.notifications.digests.interests import Sort
from intranet.notifications.digests.reasons import Reason
from intranet.notifications.digests.sources import EXECUTIVE, INTERESTS, MOST, Candidate

from .models import Category, Following, Topic
from .models.categories import TopicSort
from .models.topics import TopicQuerySet

_ASKS = (TopicSort.QUESTION, TopicSort.PROBLEM)
_MOST_THEMES = 40


def register() -> None:
    reasons.register(
        Reason("could-answer", _("Nobody has answered, and you know about it"), 64, icon="who-knows"),
        Reason("contact", _("Somebody waits for an answer where you are named as a contact"), 68, icon="forum"),
        Reason("solved", _("A question you follow has an accepted answer"), 60, icon="check"),
        Reason("interest-category", _("New in {name}"), 48, icon="forum"),
        Reason("topic-late", _("A customer waits longer for an answer than was promised"), 80, icon="warn"),
    )
    sources.register("forum.could-answer", could_answer)
    sources.register("forum.contact", waits_for_contact)
    sources.register("forum.solved", solved)
    sources.register("forum.interests", of_interest, mode=INTERESTS)
    sources.register("forum.interests-solved", solved, mode=INTERESTS)
    sources.register("forum.late", late, mode=EXECUTIVE)
    interests.register(Sort("category", _("Parts of the community"), _categories, _categories_followed, order=20))


def _topics(person: User) -> TopicQuerySet:
    return Topic.objects.visible_to(person).listed()


def could_answer(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """Questions without an answer about what the reader has shown to know."""
    if not person.is_staff_member:
        return
    known = Evidence.objects.filter(person=person).offered().order_by("-strength", "theme")
    themes = list(dict.fromkeys(known.values_list("theme", flat=True)[: _MOST_THEMES * 4]))[:_MOST_THEMES]
    tags = [int(theme[4:]) for theme in themes if theme.startswith("tag_") and theme[4:].isdecimal()]
    products = [int(theme[8:]) for theme in themes if theme.startswith("product_") and theme[8:].isdecimal()]
    if not tags and not products:
        return
    open_ones = _topics(person).filter(sort__in=_ASKS, accepted=None, answers_count=0)
    open_ones = open_ones.filter(published_at__gt=since, published_at__lte=until)
    tagged = Entry.tags.through.objects.filter(tag__in=tags).values("content_object")
    about = open_ones.filter(Q(product__in=products) | Q(pk__in=tagged))
    for pk, at in about.order_by("-published_at", "-pk").values_list("pk", "published_at")[:60]:
        yield Candidate(pk, "could-answer", at)


def waits_for_contact(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """The longest waiting first; those of before that time wait, too."""
    if not person.is_staff_member:
        return
    mine = Category.contacts.through.objects.filter(user=person).values("category")
    waiting = _topics(person).filter(Q(category__in=mine) | Q(assignee=person), waiting_since__isnull=False)
    for pk, at in waiting.order_by("waiting_since", "pk").values_list("pk", "waiting_since")[:60]:
        yield Candidate(pk, "contact", at)


def solved(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """By the accepted answer, which is what one reads."""
    watched = Watch.objects.filter(person=person, level=Watch.Level.ALL).values("entry")
    found = _topics(person).filter(accepted_at__gt=since, accepted_at__lte=until, accepted__isnull=False)
    asked_by_me = Q(author=person) | Q(pk__in=watched)
    rows = found.filter(asked_by_me).exclude(accepted_by=person).order_by("-accepted_at", "-pk")
    for answer, at in rows.values_list("accepted", "accepted_at")[:60]:
        yield Candidate(answer, "solved", at)


def of_interest(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """New topics and answers in the categories, and about the products, that were chosen."""
    mine = interests.of(person)
    if not mine["category"] and not mine["product"]:
        return
    about = Q(category__in=mine["category"]) | Q(product__in=mine["product"])
    moved = _topics(person).filter(about, last_said_at__gt=since, last_said_at__lte=until)
    fields = ("pk", "last_said_at", "category", "category__name", "product", "product__name")
    for pk, at, category, name, product, called in moved.order_by("-last_said_at", "-pk").values_list(*fields)[:MOST]:
        if product in mine["product"]:
            yield Candidate(pk, "interest-product", at, said={"name": called})
        elif category in mine["category"]:
            yield Candidate(pk, "interest-category", at, said={"name": name})


def late(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """Those who decide are told of whom the house lets wait."""
    overdue = _topics(person).filter(waiting_since__isnull=False, due_at__lt=until)
    for pk, at in overdue.order_by("due_at", "pk").values_list("pk", "due_at")[:60]:
        yield Candidate(pk, "topic-late", min(at or now(), now()))


def _categories(person: User) -> Iterator[tuple[int, str]]:
    rows = Category.objects.visible_to(person).order_by("pk").values_list("pk", "name")
    yield from sorted(rows, key=lambda row: (row[1].lower(), row[0]))


def _categories_followed(person: User) -> list[int]:
    rows = Following.objects.filter(person=person, category__isnull=False)
    return list(rows.values_list("category", flat=True))
